import { sql, type Transaction } from 'kysely';
import { groupCommit } from '../../src/store/group-commit';
import type { Schema } from '../../src/store/schema';
import { onEachDatabase } from './on-each-database';
import { storedChange } from './stored-change';

onEachDatabase((test, dialect) => {
  if (dialect !== 'sqlite') return;
  test('transactions of one moment share one commit, and each is told of its own result', async (place) => {
    const { db } = await place.open();
    let begun = 0;
    const transaction = groupCommit({ transaction: () => ((begun += 1), db.transaction()) });
    const all = await Promise.allSettled(
      Array.from({ length: 9 }, (_, n) =>
        transaction((trx) => storedChange(trx, { proposed_by: n === 4 || n === 5 ? 'the same' : String(n) })),
      ),
    );
    expect(all.map((one) => (one.status === 'fulfilled' ? one.value : 'refused'))).toEqual([1, 2, 3, 4, 5, 'refused', 6, 7, 8]);
    expect(begun).toBe(1);
    expect(await db.selectFrom('changes').select('id').execute()).toHaveLength(8);
  });

  test('when the database rolled back all of them, each runs again on its own', async (place) => {
    const { db } = await place.open();
    const transaction = groupCommit(db);
    let runs = 0;
    const rolledBack = async (trx: Transaction<Schema>) => {
      runs += 1;
      await sql`rollback`.execute(trx);
      throw new Error('The disk is full.');
    };
    const all = await Promise.allSettled([
      transaction((trx) => storedChange(trx)),
      transaction((trx) => storedChange(trx)),
      transaction(rolledBack),
      transaction((trx) => storedChange(trx)),
    ]);
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(runs).toBe(2);
    expect(await db.selectFrom('changes').select('id').execute()).toHaveLength(3);
  });
});
