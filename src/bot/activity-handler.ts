import { StatusCodes, type Activity, type TurnContext } from 'botbuilder';
import type { Conversation, Speech } from '../dialogs/conversation';
import { say, type Language } from '../i18n/say';
import { sentence, type Sentence, UserError } from '../sentence';
import type { CardFor } from './card-for';
import { createCardClick, tell } from './card-click';
import { ConversationConflictError } from './conversation-storage';
import type { FileConsent } from './file-consent';
import { respond, textAnswer, type Invoked } from './invoked';
import type { Log } from './log';
import type { Members } from './members';
import { spokenText } from './mentions';
import { createMessageExtension } from './message-extension';
import type { OwnChat } from './own-chat';
import { renderFault } from './render-fault';
import type { ReadFile } from './sent-files';
import { sentFiles } from './sent-files';
import { isAboutSignIn, type SignInInvokes } from './sign-in-invokes';

/** What a turn does: passes words and clicks to the conversation, and makes sure that the person hears of every fault. */
export interface ActivityHandler {
  /** A message, or a click that came as one. */
  message(turn: TurnContext): Promise<void>;
  /**
   * What waits for its answer: a click, a search, a form, a step of a sign-in.
   * @param again it was acted on before (channels send again, and anybody may who got hold of it): the answer shows how things stand
   */
  invoke(turn: TurnContext, again: boolean): Promise<Invoked>;
  /** Somebody can speak with us from now on. */
  greet(turn: TurnContext): Promise<void>;
  /** A message with a private key in it, of which only who, where and in which language has come so far. */
  keyRefused(turn: TurnContext): Promise<void>;
  /** Somebody whom Switchboard is not for: told so, and nothing else. */
  turnedAway(turn: TurnContext): Promise<void>;
  /** A message that was begun several times and never finished. */
  givenUp(turn: TurnContext): Promise<void>;
  /** More than one person can say in a while. Told once. */
  tooMuch(turn: TurnContext): Promise<void>;
  tooMuchAnswer(activity: Activity): Promise<Invoked>;
  /** What an invoke is answered with that takes longer than the channel waits. */
  working(activity: Activity): Promise<Invoked>;
}

export function createActivityHandler({
  conversation,
  speechOf,
  spokenIn,
  members,
  own,
  cardFor,
  files,
  readFile,
  signIn,
  log,
}: {
  conversation: Conversation;
  speechOf: (activity: Activity) => Promise<Speech>;
  spokenIn: (activity: Activity) => Promise<Language>;
  members: Pick<Members, 'of'>;
  own: Pick<OwnChat, 'address'>;
  /** A change as anybody sees it in a conversation that shows it. */
  cardFor: CardFor;
  /** Null where files go another way. */
  files: FileConsent | null;
  readFile?: ReadFile;
  /** Null where nobody signs in. */
  signIn?: SignInInvokes | null;
  log: Log;
}): ActivityHandler {
  const words = async (activity: Activity, text: Sentence): Promise<string> => say(await spokenIn(activity), text);
  const fault = async ({ activity }: TurnContext, error: unknown): Promise<string> =>
    words(activity, renderFault(error, log, { conversation: activity.conversation.id, activity: activity.id }));
  const extension = createMessageExtension({ conversation, fault, ownChat: own.address });
  const click = createCardClick({ conversation, speechOf, fault, members, own, cardFor });

  return {
    async message(turn) {
      try {
        const value: unknown = turn.activity.value;
        const text = await spokenText(turn);
        const sent = sentFiles(turn.activity, readFile);
        await signIn?.meet(turn);
        if (text) return await conversation.message(turn, await speechOf(turn.activity), text, sent);
        if (sent.length > 0) throw new UserError('message.file-alone');
        if (value === undefined) throw new UserError('message.empty');
        await click.message(turn, value);
      } catch (error) {
        // The whole turn is handled again, on what the other one wrote.
        if (error instanceof ConversationConflictError) throw error;
        await tell(turn, await fault(turn, error));
      }
    },

    async invoke(turn, again) {
      const { name } = turn.activity;
      if (signIn && isAboutSignIn(turn.activity)) {
        try {
          const said = await signIn.answer(turn, await speechOf(turn.activity));
          return said ?? { status: StatusCodes.NOT_IMPLEMENTED };
        } catch (error) {
          await fault(turn, error);
          return { status: StatusCodes.INTERNAL_SERVER_ERROR };
        }
      }
      if (name === 'adaptiveCard/action') return click.invoke(turn, again);
      if (name === 'fileConsent/invoke' && files) return files.invoke(turn, await speechOf(turn.activity));
      const extended = await extension.invoke(turn, await speechOf(turn.activity));
      return extended ?? { status: StatusCodes.NOT_IMPLEMENTED };
    },

    async greet(turn) {
      try {
        await conversation.greet(turn, await speechOf(turn.activity));
      } catch (error) {
        await tell(turn, await fault(turn, error));
      }
    },

    async keyRefused(turn) {
      await tell(turn, await words(turn.activity, sentence('message.private-key')));
    },

    async turnedAway(turn) {
      const text = await words(turn.activity, sentence('message.other-organisation'));
      if (turn.activity.type === 'message') return tell(turn, text);
      if (turn.activity.type === 'invoke')
        await respond(turn, turn.activity.name === 'adaptiveCard/action' ? textAnswer(turn.activity, text) : { status: 403 });
    },

    async givenUp(turn) {
      await tell(turn, await words(turn.activity, sentence('message.givenUp')));
    },

    async tooMuch(turn) {
      await tell(turn, await words(turn.activity, sentence('limits.slower')));
    },
    tooMuchAnswer: async (activity) => textAnswer(activity, await words(activity, sentence('limits.slower'))),
    working: async (activity) => textAnswer(activity, await words(activity, sentence('click.working'))),
  };
}
