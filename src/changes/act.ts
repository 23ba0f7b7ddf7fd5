import type { Transaction } from 'kysely';
import { may, type Person, type Right } from '../auth/person';
import { rightRefusal } from '../auth/right-refusal';
import { sentence, UserError, type Sentence } from '../sentence';
import { appendAudit } from '../store/audit';
import type { Schema } from '../store/schema';
import type { Change } from './change';
import { loadChanges } from './change-rows';
import type { ChangesContext } from './context';
import { lockChange } from './save';
import type { Decision } from './service';

/** Throws the refusal that names the missing right and who has it. */
export function demand({ people }: Pick<ChangesContext, 'people'>, who: Person, right: Right): void {
  if (may(who, right)) return;
  const { key, values } = rightRefusal(people, right);
  throw new UserError(key, values);
}

/**
 * Does something with a change that nobody else may move meanwhile. A stale click acts on nothing: what the person saw is no longer what would
 * happen. Throws `UserError` for an unknown id, and for who may not see it.
 */
export async function actOn(
  context: ChangesContext,
  { what, who, id, version }: { what: string; who: Person; id: number; version?: number | undefined },
  refusalOf: (change: Change, trx: Transaction<Schema>) => Sentence | null | Promise<Sentence | null>,
  act: (trx: Transaction<Schema>, change: Change) => Promise<void>,
): Promise<Decision> {
  demand(context, who, 'read');
  const refused = await context.database.transaction(async (trx) => {
    const change = await lockChange(trx, id);
    if (!change) throw new UserError('refusal.noSuchChange', { change: id });
    const stale = version !== undefined && version !== change.version ? sentence('refusal.staleCard', { change: id }) : null;
    const refusal = (await refusalOf(change, trx)) ?? stale;
    if (!refusal) await act(trx, change);
    // Whoever tries what they may not is on record, with what was on the card.
    else
      await appendAudit(trx, context.clock, {
        kind: 'change.refused',
        changeId: id,
        actor: who,
        body: { what, version: version ?? null, why: refusal },
      });
    return refusal;
  });
  if (!refused) context.moved();
  const [change] = await loadChanges(context.database.db, [id]);
  if (!change) throw new UserError('refusal.noSuchChange', { change: id });
  return { change, refused };
}
