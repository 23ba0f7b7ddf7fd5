import type { Kysely, Transaction } from 'kysely';
import type { Clock } from '../clock';
import { applied, goalOf, satisfies, type Goal, type Patch, type State } from '../resources/facts';
import type { Schema } from '../store/schema';
import type { Part } from './change';
import { loadChanges } from './change-rows';
import { sentCmdlets } from './decide';

/** The ended parts whose own writes on this key reads may not show yet, oldest first. */
export async function unsettledParts(
  db: Kysely<Schema> | Transaction<Schema>,
  clock: Clock,
  { resource, key }: { resource: string; key: string },
): Promise<{ part: Part; until: Date }[]> {
  const rows = await db
    .selectFrom('parts')
    .select(['id', 'change_id', 'holds_until'])
    .where('resource', '=', resource)
    .where('key', '=', key)
    .where('state', '!=', 'open')
    .where('holds_until', '>', clock.now().toISOString())
    .orderBy('id')
    .execute();
  const changes = await loadChanges(db, [...new Set(rows.map((row) => row.change_id))]);
  const parts = new Map(changes.flatMap((change) => change.parts).map((part) => [part.id, part]));
  return rows.flatMap(({ id, holds_until }) => {
    const part = parts.get(id);
    return part && holds_until ? [{ part, until: new Date(holds_until) }] : [];
  });
}

/**
 * A read right after our own change may still show the old values. What an ended part proved by reading back is put over it;
 * every value that such a part may have made is kept as explained, so that seeing it later is no drift.
 */
export function seenThrough(read: State, unsettled: Part[]): { state: State; explained: Record<string, Goal[]> } {
  let state = read;
  const explained: Record<string, Goal[]> = {};
  for (const part of unsettled) {
    for (const { sets } of sentCmdlets(part.journal)) {
      for (const [fact, goal] of Object.entries(sets)) {
        const before = part.before.facts[fact];
        explained[fact] = [...(explained[fact] ?? []), goal, ...(before === undefined ? [] : [goalOf(before)])];
      }
    }
    if (part.state === 'done') state = { ...state, facts: applied(state.facts, stale(state, part)) };
  }
  return { state, explained };
}

function stale(state: State, part: Part): Patch {
  const own = Object.entries(part.goal).filter(([fact]) => satisfies(state.facts[fact], goalOf(part.before.facts[fact] ?? null)));
  return Object.fromEntries(own);
}
