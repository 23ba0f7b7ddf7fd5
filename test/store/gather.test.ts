import { createGather } from '../../src/store/gather';
import { onEachDatabase } from './on-each-database';
import { storedChange } from './stored-change';

onEachDatabase((test) => {
  test('makes one transaction of what is asked for at the same moment, and takes along what can wait', async (place) => {
    const { db, transaction } = await place.open();
    let transactions = 0;
    const { write, writeSoon } = createGather({ transaction: (work) => ((transactions += 1), transaction(work)) });
    const ids = await Promise.all([
      writeSoon((trx) => storedChange(trx)),
      write((trx) => storedChange(trx)),
      write((trx) => storedChange(trx)),
    ]);
    expect(transactions).toBe(1);
    expect(ids).toEqual([1, 2, 3]);
    expect(await writeSoon((trx) => storedChange(trx))).toBe(4);
    expect(await db.selectFrom('changes').select('id').execute()).toHaveLength(4);
  });

  test('lets what cannot be written fail alone', async (place) => {
    const { db, transaction } = await place.open();
    const { write } = createGather({ transaction });
    const twice = (trx: Parameters<typeof storedChange>[0]) => storedChange(trx, { proposed_by: 'the same' });
    const [first, second, third] = await Promise.allSettled([write(twice), write(twice), write((trx) => storedChange(trx))]);
    expect([first.status, second.status, third.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await db.selectFrom('changes').select('id').execute()).toHaveLength(2);
  });
});
