import type { Rendered } from '../cards/rendered';
import type { CardAction } from '../cards/action';

/** A change's card of which each of these people gets the view of their own, with what they may do. A text stays as it is. */
export function refreshed(message: Rendered, { id, version }: { id: number; version: number }, userIds: readonly string[]): Rendered {
  if (!message.card) return message;
  const data: CardAction = { verb: 'refresh', change: id, version };
  const refresh = { action: { type: 'Action.Execute', verb: data.verb, data }, ...(userIds.length > 0 && { userIds }) };
  return { card: { ...message.card, refresh }, text: message.text, summary: message.summary };
}
