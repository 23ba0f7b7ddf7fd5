import type { Activity, TurnContext } from 'botbuilder';
import { cardAction, type CardAction } from '../cards/action';
import type { Rendered } from '../cards/rendered';
import type { Conversation, Speech } from '../dialogs/conversation';
import { UserError } from '../sentence';
import type { CardFor } from './card-for';
import { answered, cardAnswer, faultAnswer, isRecord, messageAnswer, type Invoked } from './invoked';
import { asData, wantsData } from './as-data';
import type { Members } from './members';
import { messageOf } from './message-of';
import type { OwnChat } from './own-chat';
import { inPlace, placeOf } from './place';
import { refreshed } from './refreshed';

/** Clicks on cards: as an invoke that waits for its answer, or as a message from clients that know no Action.Execute. */
export interface CardClick {
  /** @param again it was acted on before: the answer shows how things stand */
  invoke(turn: TurnContext, again: boolean): Promise<Invoked>;
  /** Throws what the click came to, where that is no card. */
  message(turn: TurnContext, value: unknown): Promise<void>;
}

export function createCardClick({
  conversation,
  speechOf,
  fault,
  members,
  own,
  cardFor,
}: {
  conversation: Pick<Conversation, 'action'>;
  speechOf: (activity: Activity) => Promise<Speech>;
  /** What the person is told of an error. */
  fault: (turn: TurnContext, error: unknown) => Promise<string>;
  members: Pick<Members, 'of'>;
  own: Pick<OwnChat, 'address'>;
  /** A change as anybody sees it in this conversation; null where it is not shown there. */
  cardFor: CardFor;
}): CardClick {
  const click = async (turn: TurnContext, data: unknown): Promise<{ action: CardAction; shown: Rendered | null }> => {
    const action = cardAction.safeParse(data);
    if (!action.success) throw new UserError('action.notUnderstood');
    return { action: action.data, shown: await conversation.action(turn, await speechOf(turn.activity), action.data) };
  };

  /** The clicked card in the eyes of whoever clicked. */
  const viewOf = async ({ activity }: TurnContext, action: CardAction, shown: Rendered): Promise<Rendered> => {
    const place = placeOf(activity.conversation);
    const view = inPlace(shown, place, own.address);
    if (place === 'personal' || action.verb === 'say' || action.verb === 'fill') return view;
    return refreshed(view, { id: action.change, version: action.version }, await members.of(activity.conversation.id));
  };

  return {
    async invoke(turn, again) {
      const data = again ? asLook(executed(turn.activity.value)) : executed(turn.activity.value);
      try {
        if (data === null) return answered(messageAnswer(''));
        const { action, shown } = await click(turn, data);
        if (!shown) return answered(messageAnswer(''));
        const view = await viewOf(turn, action, shown);
        return answered(cardAnswer(view), (later) => putInPlace(later, view));
      } catch (error) {
        const base = error instanceof UserError ? await baseOf(turn, data) : null;
        if (base) return answered(cardAnswer(base));
        const text = await fault(turn, error);
        const late = (later: TurnContext) => tell(later, text);
        return error instanceof UserError ? answered(messageAnswer(text), late) : answered(faultAnswer(text), late);
      }
    },

    async message(turn, value) {
      const { action, shown } = await click(turn, submitted(value));
      if (shown) await putInPlace(turn, await viewOf(turn, action, shown));
    },
  };

  /** Clients refresh by themselves: who may not look at the change keeps the card that everybody sees. */
  async function baseOf({ activity }: TurnContext, data: unknown): Promise<Rendered | null> {
    const action = cardAction.safeParse(data);
    if (!action.success || action.data.verb !== 'refresh' || placeOf(activity.conversation) === 'personal') return null;
    const { id } = activity.conversation;
    const shown = await cardFor(action.data.change, id);
    if (!shown) return null;
    return refreshed(shown.card, { id: action.data.change, version: shown.version }, await members.of(id));
  }

  /** In a shared place the card is everybody's: it is brought up to date for all, and nobody's own view takes its place. */
  async function putInPlace(turn: TurnContext, shown: Rendered): Promise<void> {
    if (placeOf(turn.activity.conversation) === 'shared') return;
    const message = messageOf(shown, 'card');
    if (turn.activity.replyToId && shown.card) await turn.updateActivity({ ...message, id: turn.activity.replyToId });
    else await turn.sendActivity(message);
  }
}

export async function tell(turn: TurnContext, text: string): Promise<void> {
  const { text: said } = inPlace({ card: null, text, summary: text }, placeOf(turn.activity.conversation), null);
  const message: Rendered = { card: null, text: said, summary: said, outcome: 'refused' };
  await turn.sendActivity({ ...messageOf(message, 'text'), ...(wantsData(turn.activity) && asData(message, undefined)) });
}

/** The same click as a look at its change; null where it was about none. */
function asLook(data: unknown): unknown {
  const action = cardAction.safeParse(data);
  if (!action.success || action.data.verb === 'say' || action.data.verb === 'fill') return null;
  const { change, version } = action.data;
  return { verb: 'refresh', change, version };
}

/** Action.Submit sends its data bare, Action.Execute wrapped as `{ action: { verb, data } }`. */
export function executed(value: unknown): unknown {
  if (!isRecord(value) || !isRecord(value.action)) return undefined;
  const { verb, data } = value.action;
  return { ...(isRecord(data) && data), ...(typeof verb === 'string' && verb !== '' && { verb }) };
}

/** Clients without Action.Execute send the fallback's data; some send the wrapped form as a message. */
function submitted(value: unknown): unknown {
  return isRecord(value) && 'action' in value ? executed(value) : value;
}
