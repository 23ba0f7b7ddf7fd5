import { StatusCodes, type Activity, type TurnContext } from 'botbuilder';
import type { Rendered } from '../cards/rendered';

/** What an invoke is answered with. Channels wait for it ten seconds or so. */
export interface Invoked {
  status: number;
  body?: unknown;
  /** Tells it in the conversation, when the channel has got another answer meanwhile. */
  late?(turn: TurnContext): Promise<void>;
}

/** Answers the invoke of this turn. */
export async function respond(turn: TurnContext, { status, body }: Invoked): Promise<void> {
  await turn.sendActivity({ type: 'invokeResponse', value: { status, ...(body !== undefined && { body }) } });
}

export function answered(body: unknown, late?: Invoked['late']): Invoked {
  return { status: StatusCodes.OK, body, ...(late && { late }) };
}

/** A card that takes the place of the clicked one, for whoever clicked; without one a message. */
export function cardAnswer(shown: Rendered): unknown {
  return shown.card ? { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: shown.card } : messageAnswer(shown.text);
}

export function messageAnswer(text: string): unknown {
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text };
}

export function faultAnswer(text: string): unknown {
  return { statusCode: 500, type: 'application/vnd.microsoft.error', value: { code: 'InternalServerError', message: text } };
}

/** A sentence, as the kind of invoke wants it. */
export function textAnswer({ name }: Pick<Activity, 'name'>, text: string): Invoked {
  switch (name) {
    case 'composeExtension/query':
    case 'composeExtension/selectItem':
      return answered(hintAnswer(text));
    case 'composeExtension/fetchTask':
    case 'composeExtension/submitAction':
      return answered({ task: { type: 'message', value: text } });
    case 'adaptiveCard/action':
      return answered(messageAnswer(text));
    default:
      return answered({});
  }
}

/** What a search shows in the place of a list. */
export function hintAnswer(text: string): unknown {
  return { composeExtension: { type: 'message', text } };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
