import type { State } from '../resources/facts';
import { sentence, type Sentence } from '../sentence';
import type { Change, Moved, Part } from './change';
import type { ChangesContext } from './context';
import { propose } from './proposals';
import { lockChange, saveMove, savePart } from './save';
import { isEnded, type ChangeEvent } from './transition';
import { toRunning } from './to-running';

/** Ends one part; what is left of the change does not start after anything but success. */
export async function endPart(
  context: ChangesContext,
  change: Change,
  part: Part,
  ending: { state: Part['state']; note: Sentence | null; after: State | null },
): Promise<void> {
  await context.database.transaction(async (trx) => {
    const now = await lockChange(trx, change.id);
    if (!now || isEnded(now.state)) return;
    await savePart(trx, part, { state: ending.state, note: ending.note, ...(ending.after && { after: ending.after }) });
    const rest = ending.state === 'done' ? [] : now.parts.filter((other) => other.state === 'open' && other.id !== part.id);
    for (const other of rest) await savePart(trx, other, { state: 'not-started' });
    await saveMove(trx, context.clock, now, toRunning(now), { kind: 'part.ended', actor: null, body: { part: part.id, ...ending } });
  });
  context.moved();
}

/** Ends a change whose parts have all ended. */
export async function finish(context: ChangesContext, change: Change): Promise<void> {
  await context.database.transaction(async (trx) => {
    const now = await lockChange(trx, change.id);
    if (!now || isEnded(now.state)) return;
    await saveMove(trx, context.clock, now, [...toRunning(now), ending(now.parts)], { kind: 'change.ended', actor: null, body: {} });
  });
  context.moved();
}

function ending(parts: Part[]): ChangeEvent {
  const has = (state: Part['state']) => parts.some((part) => part.state === state);
  if (parts.every((part) => part.state === 'done')) return 'finish';
  if (has('unknown')) return 'lose';
  if (has('done')) return 'finish-partly';
  return has('cancelled') ? 'cancel' : 'fail';
}

/**
 * Somebody else changed what was reviewed: this change stops, and the same wish is worked out anew as a draft that shows what moved.
 * Where there is nothing left to propose, the part ends saying why.
 */
export async function endDrifted(context: ChangesContext, change: Change, part: Part, moved: Moved[], read: State): Promise<void> {
  const proposal = await propose(context, {
    who: change.requester,
    request: change.request,
    proposedBy: `drift|${change.id}|${change.version}`,
    replaces: { id: change.id, moved },
  });
  if (proposal.kind === 'proposed') return;
  const note = proposal.kind === 'refused' ? proposal.reason : sentence('note.movedMeanwhile');
  await endPart(context, change, part, { state: part.journal.length > 0 ? 'unknown' : 'failed', note, after: read });
}
