import type { TurnContext } from 'botbuilder';
import type { Person } from '../auth/person';
import type { CardAction } from '../cards/action';
import type { Rendered } from '../cards/rendered';
import type { Change } from '../changes/change';
import type { Language } from '../i18n/say';

/** How a conversation answers. Implemented by bot/: card or text, and the record of which cards show which change. */
export interface Speaker {
  /** @param shows the change on the card: the card is brought up to date whenever the change moves. */
  send(turn: TurnContext, message: Rendered, shows?: Change): Promise<void>;
  /** Sends a message that goes on changing after the turn. What it answers is plain JSON that names the message. */
  sendLive(turn: TurnContext, message: Rendered): Promise<unknown>;
  /** Whether this conversation is sent what waits for an approval, whoever asks. */
  sendApprovalsHere(turn: TurnContext, on: boolean): Promise<void>;
  /** `cards on`, `cards off` for this conversation. */
  useCards(turn: TurnContext, on: boolean): Promise<void>;
}

export interface Speech {
  person: Person;
  language: Language;
}

/** A file that came with a message. */
export interface SentFile {
  name: string;
  /** Reads it, once. Throws `UserError` when it cannot be had. */
  open(): AsyncIterable<Uint8Array>;
}

/** A turn that only looked at something: for the audit. */
export interface Looked {
  person: Person;
  command: string;
  /** The words that say what of it, by slot. */
  said: Readonly<Record<string, string>>;
  /** How many there were, where that can be counted. */
  found: number | null;
}

const looked = Symbol('looked');

export function noteLook(turn: TurnContext, look: Looked): void {
  turn.turnState.set(looked, look);
}

/** What was only looked at in a turn; undefined when nothing was. Whoever ends the turn writes it into the audit. */
export function lookOf(turn: TurnContext): Looked | undefined {
  return turn.turnState.get<Looked>(looked);
}

/** The whole conversation, whatever the channel. Implemented by dialogs/, called by bot/. */
export interface Conversation {
  message(turn: TurnContext, speech: Speech, text: string, files?: readonly SentFile[]): Promise<void>;
  /** A click. The rendered message takes the place of the clicked card; null leaves it as it is. */
  action(turn: TurnContext, speech: Speech, action: CardAction): Promise<Rendered | null>;
}
