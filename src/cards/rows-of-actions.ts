import { listOf } from './dress';

type Element = Record<string, unknown>;

/** Clients draw five actions in a row (Teams takes six on a card at most) and hide or refuse the rest. */
const inRow = 5;

/** A card whose actions can all be seen: what is more than a row stands in rows above the last one, in the same order. */
export function rowsOfActions(card: Element): Element {
  const actions = listOf(card.actions);
  if (actions.length <= inRow) return card;
  const rows = Array.from({ length: Math.ceil(actions.length / inRow) }, (_, row) => actions.slice(row * inRow, (row + 1) * inRow));
  const above = rows.slice(0, -1).map((row) => ({ type: 'ActionSet', actions: row }));
  return { ...card, body: [...listOf(card.body), ...above], actions: rows.at(-1) };
}
