import type { Transaction } from 'kysely';
import type { State } from '../resources/facts';
import type { Sentence } from '../sentence';
import type { Schema } from '../store/schema';
import { groupsOf, type Change, type Part } from './change';
import { coolClaims, without } from './claims';
import type { ChangesContext } from './context';
import { letGo, lockChange, saveMove, savePart } from './save';
import { toRunning } from './to-running';
import { isEnded } from './transition';

export interface PartEnding {
  state: Part['state'];
  note: Sentence | null;
  after: State | null;
}

/** Ends one part. After anything but success, what needs it does not start; after a stop, nothing does that has not begun. */
export async function endPart(context: ChangesContext, change: Change, part: Part, ending: PartEnding): Promise<void> {
  await context.database.transaction((trx) => writePartEnd(trx, context, change.id, part, ending));
  context.moved();
}

/** The same within a transaction. Parts of which no other is left that they belong with free their keys: others can be changed while the rest runs. */
export async function writePartEnd(
  trx: Transaction<Schema>,
  context: ChangesContext,
  changeId: number,
  part: Part,
  ending: PartEnding,
): Promise<void> {
  const now = await lockChange(trx, changeId);
  if (!now || isEnded(now.state)) return;
  await savePart(trx, part, { state: ending.state, note: ending.note, ...(ending.after && { after: ending.after }) });
  if (ending.state === 'done' && now.request.kind !== 'put-back' && ending.after) {
    // What was given up rests from the end on, so that nobody takes it before settling has looked whether it is free.
    const { claims } = context.resourceOf(part.resource);
    await coolClaims(trx, context, without(claims(part.before.facts), claims(ending.after.facts)), part);
  }
  const others = notToStart(now.parts, part.id, ending.state);
  for (const other of others) await savePart(trx, other, { state: 'not-started' });
  const ended = new Set([part.id, ...others.map(({ id }) => id)]);
  const isOver = (one: Part | undefined) => one !== undefined && (one.state !== 'open' || ended.has(one.id));
  for (const places of groupsOf(now.parts)) {
    const group = places.flatMap((place) => now.parts[place] ?? []);
    if (group.every(isOver) && group.some(({ id }) => ended.has(id))) await letGo(trx, group);
  }
  const body = { part: part.id, ...ending, notStarted: others.map(({ id }) => id) };
  await saveMove(trx, context.clock, now, toRunning(now), { kind: 'part.ended', actor: null, body });
}

function notToStart(parts: readonly Part[], ended: number, state: Part['state']): Part[] {
  if (state === 'done') return [];
  const open = parts.filter((part) => part.state === 'open' && part.id !== ended);
  if (state === 'cancelled') return open.filter(({ journal }) => journal.length === 0);
  const lost = new Set([ended]);
  // Who needs a part comes after it in the list: one pass finds who needs it through others, too.
  for (const part of parts) if (part.needs.some((place) => lost.has(parts[place]?.id ?? 0))) lost.add(part.id);
  return open.filter(({ id }) => lost.has(id));
}
