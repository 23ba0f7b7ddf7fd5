import type { State } from '../resources/facts';
import { sentence, type Sentence } from '../sentence';
import { sendBeside } from '../store/sent-cards';
import { groupsOf, wishOf, type Change, type Moved, type Part, type Request } from './change';
import { confirm } from './confirm';
import type { ChangesContext } from './context';
import { endPart, writePartEnd, type PartEnding } from './end-part';
import { propose } from './proposals';
import { lockChange, saveMove } from './save';
import { isEnded, type ChangeEvent } from './transition';
import { toRunning } from './to-running';

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
 * Somebody else changed what was reviewed: what needs this part stops with it, and what is left of its wish is worked out anew as a draft that shows
 * what moved. Where that is not the whole change, the rest of it goes on. Where there is nothing left to propose, the part ends saying why.
 */
export async function endDrifted(context: ChangesContext, change: Change, part: Part, moved: Moved[], read: State): Promise<void> {
  const group = groupsOf(change.parts).find((places) => places.some((place) => change.parts[place]?.id === part.id)) ?? [];
  const ending = (note: Sentence): PartEnding => ({ state: part.journal.length > 0 ? 'unknown' : 'failed', note, after: read });
  const proposal = await propose(context, {
    who: await context.people.now(change.requester),
    request: requestFor(change, part),
    proposedBy: `drift|${change.id}|${change.version}`,
    replaces: { id: change.id, moved },
    ...(group.length < change.parts.length && {
      only: part,
      makeRoom: async (trx, by) => {
        await writePartEnd(trx, context, change.id, part, ending(sentence('note.askedAnew', { change: by })));
        await sendBeside(trx, { shown: change.id, to: by });
      },
    }),
  });
  // Who confirmed still wants it, so that approvers are asked anew. What would need none is a draft: nobody has seen it yet.
  if (proposal.kind === 'proposed') {
    const { asked } = change;
    const { id, version } = proposal.change;
    if (asked) await confirm(context, { who: await context.people.now(asked.by), id, version, reason: asked.reason, onlyAsk: true });
    return;
  }
  await endPart(context, change, part, ending(proposal.kind === 'refused' ? proposal.reason : sentence('note.movedMeanwhile')));
}

/** What is asked for anew: of several wishes the one that the part belongs to. */
function requestFor(change: Change, part: Part): Request {
  const wish = wishOf(change, part);
  return wish ? { kind: 'operation', operation: wish.operation, input: wish.input } : change.request;
}
