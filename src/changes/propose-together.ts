import { rightRefusal } from '../auth/right-refusal';
import { sentence, type Sentence } from '../sentence';
import { operationsAsked, placesTouched } from './bounds';
import type { LeftOut, Request } from './change';
import { without } from './claims';
import type { ChangesContext } from './context';
import type { PlannedWish } from './plan-wishes';
import { saveProposal, type NewPart, type Wish } from './save-proposal';
import type { Proposal } from './service';

/**
 * Proposes what several wishes come to as one change. A wish that cannot go on is left out with its reason, also when that shows only as it is
 * written: somebody's open change, a number that was taken meanwhile.
 */
export async function proposeTogether(context: ChangesContext, wish: Wish, planned: readonly PlannedWish[]): Promise<Proposal> {
  let wishes = withoutClashes(planned);
  for (;;) {
    const { request, parts, wishOf } = together(wish.request, wishes);
    if (parts.length === 0) return noneLeft(wish.request, wishes);
    const places = parts.flatMap(({ resource, before, goal }) => placesTouched(context.resourceOf(resource), before, goal));
    const operation = await operationsAsked(context.database.db, request);
    // Each may be asked for alone, and yet no role covers all of it.
    const outside = rightRefusal(context.people, wish.who, 'propose', { operation, places });
    if (outside) return { kind: 'refused', reason: outside };
    const saved = await saveProposal(context, { ...wish, request }, parts);
    if (saved.kind === 'proposed' || saved.part === null) return saved;
    const inTheWay = wishOf[saved.part];
    const reason = saved.kind === 'refused' ? saved.reason : sentence('leftOut.alreadyOpen', { change: saved.change.id });
    wishes = wishes.map((one, place) => (place === inTheWay ? { name: one.name, kind: 'refused', reason } : one));
  }
}

/** What two wishes want at once goes to the first. */
function withoutClashes(planned: readonly PlannedWish[]): PlannedWish[] {
  const before: NewPart[] = [];
  return planned.map((wish) => {
    if (wish.kind !== 'parts') return wish;
    const isSame = ({ resource, key }: NewPart) => before.some((one) => one.resource === resource && one.key === key);
    const taken = before.flatMap(({ claims }) => claims);
    const clash: Sentence | null = wish.parts.some(isSame)
      ? sentence('leftOut.twice')
      : wish.parts.some(({ claims }) => without(claims, taken).length < claims.length)
        ? sentence('leftOut.takenAbove')
        : null;
    if (clash) return { name: wish.name, kind: 'refused', reason: clash };
    before.push(...wish.parts);
    return wish;
  });
}

/** All parts in a row, and the request with what became of each of its wishes. */
function together(request: Request, wishes: readonly PlannedWish[]): { request: Request; parts: NewPart[]; wishOf: number[] } {
  const parts: NewPart[] = [];
  const wishOf: number[] = [];
  const places = wishes.map((wish, index) => {
    if (wish.kind !== 'parts') return [];
    const from = parts.length;
    parts.push(...wish.parts.map((part) => ({ ...part, needs: part.needs.map((place) => place + from) })));
    wishOf.push(...wish.parts.map(() => index));
    return wish.parts.map((_, place) => place + from);
  });
  if (request.kind === 'put-back') {
    // What nothing was altered of is not missed.
    const leftOut = wishes.flatMap((wish) => (wish.kind === 'refused' ? (leftOutOf(wish) ?? []) : []));
    return { request: { ...request, ...(leftOut.length > 0 && { leftOut }) }, parts, wishOf };
  }
  if (request.kind !== 'several') throw new Error('One wish alone is proposed as it is.');
  const became = request.wishes.map((one, index) => ({ ...one, parts: places[index] ?? [], leftOut: leftOutOf(wishes[index]) }));
  return { request: { ...request, wishes: became }, parts, wishOf };
}

function noneLeft(request: Request, wishes: readonly PlannedWish[]): Proposal {
  const [first] = wishes;
  // What is put back may be back already, all of it.
  if (request.kind === 'put-back' && first && first.kind !== 'parts' && wishes.every(({ kind }) => kind === first.kind)) return first;
  const all = wishes.flatMap((wish) => leftOutOf(wish) ?? []);
  return { kind: 'refused', reason: sentence('refusal.noneLeft', { count: all.length }), leftOut: all };
}

function leftOutOf(wish: PlannedWish | undefined): LeftOut | null {
  if (!wish || wish.kind === 'parts') return null;
  return { name: wish.name, reason: wish.kind === 'refused' ? wish.reason : sentence('leftOut.alreadySo') };
}
