import { StatusCodes, TurnContext, type Activity } from 'botbuilder';
import { cardAction } from '../cards/action';
import type { Rendered } from '../cards/rendered';
import type { Conversation, Speech } from '../dialogs/conversation';
import { say, type Language } from '../i18n/say';
import { sentence, UserError } from '../sentence';
import { ConversationConflictError } from './conversation-storage';
import type { Log } from './log';
import { messageOf } from './message-of';
import { renderFault } from './render-fault';
import { isAboutSignIn, type SignInInvokes } from './sign-in-invokes';
import { sentFiles } from './sent-files';

/** What a turn does: passes words and clicks to the conversation, and makes sure that the person hears of every fault. */
export interface ActivityHandler {
  /** A message, or a click that came as one. */
  message(turn: TurnContext): Promise<void>;
  /**
   * A click that waits for its answer: the turn must stay open until then.
   * @param again it was acted on before (channels send again, and anybody may who got hold of it): the answer shows how things stand
   */
  invoke(turn: TurnContext, again: boolean): Promise<void>;
  /** A message with a private key in it, of which only who, where and in which language has come so far. */
  keyRefused(turn: TurnContext): Promise<void>;
  /** Somebody whom Switchboard is not for: told so, and nothing else. */
  turnedAway(turn: TurnContext): Promise<void>;
  /** A message that was begun several times and never finished. */
  givenUp(turn: TurnContext): Promise<void>;
}

export function createActivityHandler({
  conversation,
  speechOf,
  spokenIn,
  signIn,
  log,
}: {
  conversation: Conversation;
  speechOf: (activity: Activity) => Promise<Speech>;
  spokenIn: (activity: Activity) => Language;
  /** Null where nobody signs in. */
  signIn?: SignInInvokes | null;
  log: Log;
}): ActivityHandler {
  const fault = (turn: TurnContext, error: unknown): string =>
    say(spokenIn(turn.activity), renderFault(error, log, { conversation: turn.activity.conversation.id, activity: turn.activity.id }));

  const click = async (turn: TurnContext, data: unknown): Promise<Rendered | null> => {
    const action = cardAction.safeParse(data);
    if (!action.success) throw new UserError('action.notUnderstood');
    return conversation.action(turn, await speechOf(turn.activity), action.data);
  };

  const look = async (turn: TurnContext, data: unknown): Promise<Rendered | null> => {
    const action = cardAction.safeParse(data);
    if (!action.success || action.data.verb === 'say') return null;
    const { change, version } = action.data;
    return click(turn, { verb: 'refresh', change, version });
  };

  return {
    async message(turn) {
      try {
        const value: unknown = turn.activity.value;
        const text = spokenText(turn.activity);
        const files = sentFiles(turn.activity);
        await signIn?.meet(turn);
        if (text) return await conversation.message(turn, await speechOf(turn.activity), text, files);
        if (files.length > 0) throw new UserError('message.file-alone');
        if (value === undefined) throw new UserError('message.empty');
        const shown = await click(turn, submitted(value));
        if (shown) await replaceOrSend(turn, shown);
      } catch (error) {
        // The whole turn is handled again, on what the other one wrote.
        if (error instanceof ConversationConflictError) throw error;
        await tell(turn, fault(turn, error));
      }
    },

    async invoke(turn, again) {
      if (signIn && isAboutSignIn(turn.activity)) {
        try {
          const said = await signIn.answer(turn, await speechOf(turn.activity));
          return await answer(turn, said?.status ?? StatusCodes.NOT_IMPLEMENTED, said?.body);
        } catch (error) {
          fault(turn, error);
          return answer(turn, StatusCodes.INTERNAL_SERVER_ERROR);
        }
      }
      if (turn.activity.name !== 'adaptiveCard/action') return answer(turn, StatusCodes.NOT_IMPLEMENTED);
      try {
        const data = executed(turn.activity.value);
        const shown = again ? await look(turn, data) : await click(turn, data);
        await answer(turn, StatusCodes.OK, shown ? cardAnswer(shown) : messageAnswer(''));
      } catch (error) {
        if (error instanceof UserError) return answer(turn, StatusCodes.OK, messageAnswer(fault(turn, error)));
        await answer(turn, StatusCodes.OK, {
          statusCode: 500,
          type: 'application/vnd.microsoft.error',
          value: { code: 'InternalServerError', message: fault(turn, error) },
        });
      }
    },

    async keyRefused(turn) {
      await tell(turn, say(spokenIn(turn.activity), sentence('message.private-key')));
    },

    async turnedAway(turn) {
      const text = say(spokenIn(turn.activity), sentence('message.other-organisation'));
      if (turn.activity.type === 'message') return tell(turn, text);
      if (turn.activity.name === 'adaptiveCard/action') return answer(turn, StatusCodes.OK, messageAnswer(text));
      if (turn.activity.type === 'invoke') await answer(turn, 403);
    },

    async givenUp(turn) {
      await tell(turn, say(spokenIn(turn.activity), sentence('message.givenUp')));
    },
  };
}

async function tell(turn: TurnContext, text: string): Promise<void> {
  await turn.sendActivity(messageOf({ card: null, text, summary: text }, 'text'));
}

/** In groups and channels the bot hears only what mentions it: the mention itself is no part of the wish. */
function spokenText(activity: Activity): string {
  return (TurnContext.removeRecipientMention(activity) ?? activity.text ?? '').trim();
}

/** Action.Submit sends its data bare, Action.Execute wrapped as `{ action: { verb, data } }`. */
function executed(value: unknown): unknown {
  if (!isRecord(value) || !isRecord(value.action)) return undefined;
  const { verb, data } = value.action;
  return { ...(isRecord(data) && data), ...(typeof verb === 'string' && verb !== '' && { verb }) };
}

/** Clients without Action.Execute send the fallback's data; some send the wrapped form as a message. */
function submitted(value: unknown): unknown {
  return isRecord(value) && 'action' in value ? executed(value) : value;
}

async function replaceOrSend(turn: TurnContext, shown: Rendered): Promise<void> {
  const message = messageOf(shown, 'card');
  if (turn.activity.replyToId && shown.card) await turn.updateActivity({ ...message, id: turn.activity.replyToId });
  else await turn.sendActivity(message);
}

function cardAnswer(shown: Rendered): unknown {
  return shown.card ? { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: shown.card } : messageAnswer(shown.text);
}

function messageAnswer(text: string): unknown {
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text };
}

async function answer(turn: TurnContext, status: number, body?: unknown): Promise<void> {
  await turn.sendActivity({ type: 'invokeResponse', value: { status, ...(body !== undefined && { body }) } });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
