import type { State } from '../resources/facts';
import { sentence, type Sentence } from '../sentence';
import type { Change, Moved, Part } from './change';
import { coolClaims, without } from './claims';
import { confirm } from './confirm';
import type { ChangesContext } from './context';
import { propose } from './proposals';
import { lockChange, saveMove, savePart } from './save';
import { isEnded, type ChangeEvent } from './transition';
import { toRunning } from './to-running';

/** Ends one part. After anything but success, what needs it does not start; after a stop, nothing does. */
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
    if (ending.state === 'done' && now.request.kind === 'operation' && ending.after) {
      // What was given up rests from the end on, so that nobody takes it before settling has looked whether it is free.
      const { claims } = context.resourceOf(part.resource);
      await coolClaims(trx, context, without(claims(part.before.facts), claims(ending.after.facts)), part.id);
    }
    const others = notToStart(now.parts, part.id, ending.state);
    for (const other of others) await savePart(trx, other, { state: 'not-started' });
    const body = { part: part.id, ...ending, notStarted: others.map(({ id }) => id) };
    await saveMove(trx, context.clock, now, toRunning(now), { kind: 'part.ended', actor: null, body });
  });
  context.moved();
}

function notToStart(parts: Part[], ended: number, state: Part['state']): Part[] {
  if (state === 'done') return [];
  const open = parts.filter((part) => part.state === 'open' && part.id !== ended);
  if (state === 'cancelled') return open;
  const lost = new Set([ended]);
  // Who needs a part comes after it in the list: one pass finds who needs it through others, too.
  for (const part of parts) if (part.needs.some((place) => lost.has(parts[place]?.id ?? 0))) lost.add(part.id);
  return open.filter(({ id }) => lost.has(id));
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
    who: await context.people.now(change.requester),
    request: change.request,
    proposedBy: `drift|${change.id}|${change.version}`,
    replaces: { id: change.id, moved },
  });
  // Who confirmed still wants it, so that approvers are asked anew. What would need none is a draft: nobody has seen it yet.
  if (proposal.kind === 'proposed') {
    const { asked } = change;
    const { id, version } = proposal.change;
    if (asked) await confirm(context, { who: await context.people.now(asked.by), id, version, reason: asked.reason, onlyAsk: true });
    return;
  }
  const note = proposal.kind === 'refused' ? proposal.reason : sentence('note.movedMeanwhile');
  await endPart(context, change, part, { state: part.journal.length > 0 ? 'unknown' : 'failed', note, after: read });
}
