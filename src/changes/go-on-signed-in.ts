import type { Transaction } from 'kysely';
import { sameAccount, type Person } from '../auth/person';
import type { Schema } from '../store/schema';
import { loadChanges } from './change-rows';
import type { ChangesContext } from './context';
import { lockChange, saveMove } from './save';

/** Everything that waited for this person's sign-in goes on, as if they had said so. Call it in the transaction that records the sign-in. @returns ids */
export async function goOnSignedIn(trx: Transaction<Schema>, { clock }: Pick<ChangesContext, 'clock'>, who: Person): Promise<number[]> {
  const rows = await trx.selectFrom('changes').select('id').where('state', '=', 'waiting-sign-in').orderBy('id').execute();
  const waiting = await loadChanges(
    trx,
    rows.map(({ id }) => id),
  );
  const gone: number[] = [];
  for (const { id } of waiting.filter(({ runsAs, requester }) => sameAccount(runsAs ?? requester, who))) {
    const change = await lockChange(trx, id);
    if (change?.state !== 'waiting-sign-in') continue;
    const resumedAt = clock.now().toISOString();
    const told = { kind: 'change.resumed', actor: who, body: { resumedAt, by: 'sign-in' } };
    await saveMove(trx, clock, change, ['resume'], told, { resumed_at: resumedAt, due_at: resumedAt });
    gone.push(id);
  }
  return gone;
}
