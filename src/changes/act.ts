import type { Transaction } from 'kysely';
import { z } from 'zod';
import { actingOn, may, type About, type Person, type Right } from '../auth/person';
import { rightRefusal } from '../auth/right-refusal';
import { sentence, UserError, type Sentence } from '../sentence';
import { appendAudit } from '../store/audit';
import type { Schema } from '../store/schema';
import { aboutChange } from './bounds';
import type { Change } from './change';
import { loadChanges } from './change-rows';
import type { ChangesContext } from './context';
import { lockChange } from './save';
import type { Decision } from './service';

/** Throws the refusal that names the missing right, or where it ends, and who has it. */
export function demand({ people }: Pick<ChangesContext, 'people'>, who: Person, right: Right, about?: About): void {
  throwIf(rightRefusal(people, who, right, about));
}

export function throwIf(refusal: Sentence | null): void {
  if (refusal) throw new UserError(refusal.key, refusal.values);
}

/** Whoever acts on a change: with what their roles give them over it, and no more. */
export interface Actor {
  here: Person;
  /** Why they lack a right over it; null when they have it. */
  lacks(right: Right): Sentence | null;
}

/**
 * Does something with a change that nobody else may move meanwhile. A stale click acts on nothing: what the person saw is no longer what would
 * happen. Throws `UserError` for an unknown id, and for who may not see it.
 * @param wish.notFresh why their sign-in is too old for it, for who may do it: told last
 */
export async function actOn(
  context: ChangesContext,
  {
    what,
    who,
    id,
    version,
    notFresh = () => null,
  }: { what: string; who: Person; id: number; version?: number | undefined; notFresh?: (change: Change) => Sentence | null },
  refusalOf: (change: Change, actor: Actor, trx: Transaction<Schema>) => Sentence | null | Promise<Sentence | null>,
  act: (trx: Transaction<Schema>, change: Change, actor: Actor) => Promise<void>,
): Promise<Decision> {
  const { refused, needsSignIn } = await context.database.transaction(async (trx) => {
    demandSight(context, who);
    const change = await lockChange(trx, id);
    if (!change) throw new UserError('refusal.noSuchChange', { change: id });
    const about = await aboutChange(context, trx, change);
    demandSight(context, who, about);
    const actor: Actor = { here: actingOn(who, about), lacks: (right) => rightRefusal(context.people, who, right, about) };
    const stale =
      version !== undefined && !(await showsWhatIs(trx, change, version)) ? sentence('refusal.staleCard', { change: id }) : null;
    const lacking = (await refusalOf(change, actor, trx)) ?? stale;
    const refusal = lacking ?? notFresh(change);
    if (!refusal) await act(trx, change, actor);
    // Whoever tries what they may not is on record, with what was on the card.
    else
      await appendAudit(trx, context.clock, {
        kind: 'change.refused',
        changeId: id,
        actor: who,
        body: { what, version: version ?? null, why: refusal },
      });
    return { refused: refusal, needsSignIn: lacking === null && refusal !== null };
  });
  if (!refused) context.moved();
  const [change] = await loadChanges(context.database.db, [id]);
  if (!change) throw new UserError('refusal.noSuchChange', { change: id });
  return { change, refused, ...(needsSignIn && { needsSignIn }) };
}

/** What says only whom a request for an approval has reached: an approver's own first word is one, and must not make their card stale. */
const ofReach: readonly string[] = ['change.reached', 'change.unreached'];
const moved = z.object({ version: z.number() });

/** Whether a card of this version shows the change as it is now. */
async function showsWhatIs(trx: Transaction<Schema>, change: Change, version: number): Promise<boolean> {
  const moves = change.version - version;
  if (moves <= 0 || moves > 20) return moves === 0;
  const rows = await trx
    .selectFrom('audit')
    .select(['kind', 'body'])
    .where('change_id', '=', change.id)
    .orderBy('seq', 'desc')
    .limit(2 * moves)
    .execute();
  const since = rows.filter(({ body }) => (moved.safeParse(JSON.parse(body ?? 'null')).data?.version ?? 0) > version);
  return since.length === moves && since.every(({ kind }) => ofReach.includes(kind));
}

/** Throws for who may not see a change: it is out of their scope, and they have no right to all of history. */
export function demandSight(context: Pick<ChangesContext, 'people'>, who: Person, about?: About): void {
  if (!may(who, 'history')) demand(context, who, 'read', about);
}
