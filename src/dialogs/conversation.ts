import type { TurnContext } from 'botbuilder';
import type { SignInReason } from '../auth/credentials';
import type { Identity, Person } from '../auth/person';
import type { CardAction } from '../cards/action';
import type { Rendered } from '../cards/rendered';
import type { Change } from '../changes/change';
import type { Language } from '../i18n/say';
import type { Sentence } from '../sentence';

/** How a conversation answers. Implemented by bot/: card or text, and the record of which cards show which change. */
export interface Speaker {
  /** @param shows the change on the card: the card is brought up to date whenever the change moves. */
  send(turn: TurnContext, message: Rendered, shows?: Change): Promise<void>;
  /** Says the next page of a text that was too long for one message. False where there is none. */
  sendMore(turn: TurnContext): Promise<boolean>;
  /** Sends a message that goes on changing after the turn. What it answers is plain JSON that names the message. */
  sendLive(turn: TurnContext, message: Rendered): Promise<unknown>;
  /** Whether this conversation is sent what waits for an approval, whoever asks. */
  sendApprovalsHere(turn: TurnContext, on: boolean): Promise<void>;
  /** Shows a change in the speaker's own chat, wherever they spoke. False where no message of ours reaches them. */
  sendToOwnChat(turn: TurnContext, shows: Change): Promise<boolean>;
  /** `cards on`, `cards off` for this conversation. */
  useCards(turn: TurnContext, on: boolean): Promise<void>;
  /** Whether others read what is said here. */
  isShared(turn: TurnContext): boolean;
}

/** Why somebody has to sign in; `fresh`: for this they must have done so lately. */
export type SignInNeed = SignInReason | 'fresh';

export type SignInStanding =
  | { needed: null; signedInAt: Date; expiresAt: Date }
  /** @property claims what Conditional Access asks for, for Entra alone to read */
  | { needed: SignInNeed; claims: string | null };

/** How people sign in. Implemented by bot/; the token service keeps their sign-in. */
export interface SignIns {
  /**
   * Asks who speaks to sign in: `here`, by a card, where we speak with them alone; else `elsewhere`, where we do.
   * @param wish what they said: it goes on by itself once they have
   * @param stays whether it goes on in this conversation, wherever they sign in: it answers a question there
   */
  ask(turn: TurnContext, speech: Speech, what: { reason: SignInNeed; wish: string | null; stays: boolean }): Promise<'here' | 'elsewhere'>;
  /** Whether their credentials can be had. Throws when that cannot be seen. */
  standing(person: Identity): Promise<SignInStanding>;
  /** The code that a sign-in ends with where Teams cannot bring it. False: it is none that waits. */
  redeem(turn: TurnContext, speech: Speech, code: string): Promise<boolean>;
  signOut(turn: TurnContext, speech: Speech): Promise<void>;
  /** Opens the chat with us alone, with a message written and not sent. */
  chatUrl(message: string): string;
}

export interface Speech {
  person: Person;
  language: Language;
}

/** How somebody likes to be talked with, wherever they speak. */
export interface Preferences {
  /** Null: as their client says. */
  language: Language | null;
  /** Whether all that an operation asks is asked on one card. */
  forms: boolean;
  /** By kind of field: what they answered last, where people often answer alike. */
  last: Readonly<Record<string, string>>;
  /** By name: the tips that they were shown. */
  tips: readonly string[];
}

/** Implemented by bot/. Somebody who never said how they like it has none set. */
export interface KeptPreferences {
  of(person: Pick<Identity, 'tenantId' | 'objectId'>): Promise<Preferences>;
  /** @param next what becomes of them. It may be asked again, where somebody else was faster. @returns how they are now */
  change(person: Pick<Identity, 'tenantId' | 'objectId'>, next: (now: Preferences) => Partial<Preferences>): Promise<Preferences>;
}

/** Where a question is open: it is offered again a day later, and after a start. Implemented by bot/. */
export interface OpenQuestions {
  /** @param isOpen whether one is at the end of this turn */
  note(turn: TurnContext, isOpen: boolean): Promise<void>;
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

/** Whom a search found, or why there is nothing to show. `key` finds the same person again. */
export interface SearchResult {
  people: { key: string; name: string }[];
  hint: Sentence | null;
}

/** How far a form has come: to be filled in (further), or what became of it. */
export type Filled = { kind: 'form'; card: Rendered } | { kind: 'said'; text: string };

/** The whole conversation, whatever the channel. Implemented by dialogs/, called by bot/. */
export interface Conversation {
  message(turn: TurnContext, speech: Speech, text: string, files?: readonly SentFile[]): Promise<void>;
  /** Somebody can speak with us from now on: whoever was not greeted yet is told what they can do first. */
  greet(turn: TurnContext, speech: Speech): Promise<void>;
  /** In a turn of our own accord: the question that is open here, with what was answered. Nothing where none is open any more. */
  offerAgain(turn: TurnContext, speech: Speech): Promise<void>;
  /** Whether a text decides about a change, or stops something: that is heard however much somebody says. */
  decides(language: Language, text: string): boolean;
  /** A click. The rendered message takes the place of the clicked card; null leaves it as it is. */
  action(turn: TurnContext, speech: Speech, action: CardAction): Promise<Rendered | null>;
  /** People by their names, for somebody who writes a message elsewhere. */
  search(turn: TurnContext, speech: Speech, text: string): Promise<SearchResult>;
  /** One of them. */
  lookAt(turn: TurnContext, speech: Speech, key: string): Promise<Rendered>;
  /** A wish by a form. @param filled what the form said; null at first */
  fillIn(turn: TurnContext, speech: Speech, filled: Readonly<Record<string, unknown>> | null): Promise<Filled>;
}
