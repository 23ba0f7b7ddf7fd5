import { sql } from 'kysely';
import { systemClock } from '../../src/clock';
import { appendAudit } from '../../src/store/audit';
import type { Database } from '../../src/store/database';
import { verifyAudit } from '../../src/store/verify-audit';
import { onEachDatabase } from './on-each-database';

const actor = { tenantId: 't', objectId: 'o', name: 'Véra', groups: [], roles: [] } as const;

async function append(database: Database, count: number): Promise<void> {
  for (let n = 1; n <= count; n++) {
    await database.transaction((trx) =>
      appendAudit(trx, systemClock, { kind: 'cmdlet.sent', changeId: n, actor, body: { n, number: '+14255550100' } }),
    );
  }
}

const tampering: { deed: string; statements: string[]; seq: number; problem: string }[] = [
  { deed: 'a body', statements: [`update audit set body = '{"n":4}' where seq = 4`], seq: 4, problem: 'altered' },
  { deed: 'an actor', statements: [`update audit set actor = null where seq = 1`], seq: 1, problem: 'altered' },
  { deed: 'a kind', statements: [`update audit set kind = 'x' where seq = 8`], seq: 8, problem: 'altered' },
  { deed: 'a moment', statements: [`update audit set at = '2020-01-01' where seq = 3`], seq: 3, problem: 'altered' },
  { deed: 'a change id', statements: [`update audit set change_id = null where seq = 3`], seq: 3, problem: 'altered' },
  { deed: 'a link', statements: [`update audit set previous = hash where seq = 5`], seq: 5, problem: 'altered' },
  { deed: 'a hash', statements: [`update audit set hash = previous where seq = 2`], seq: 2, problem: 'altered' },
  { deed: 'the first entry away', statements: [`delete from audit where seq = 1`], seq: 1, problem: 'missing' },
  { deed: 'a middle entry away', statements: [`delete from audit where seq in (4, 6)`], seq: 4, problem: 'missing' },
  {
    deed: 'two entries about',
    statements: [
      `update audit set seq = 99 where seq = 3`,
      `update audit set seq = 3 where seq = 6`,
      `update audit set seq = 6 where seq = 99`,
    ],
    seq: 3,
    problem: 'reordered',
  },
  {
    deed: 'an entry away and closes the gap',
    statements: [`delete from audit where seq = 5`, `update audit set seq = 5 where seq = 6`, `update audit set seq = 6 where seq = 7`],
    seq: 5,
    problem: 'reordered',
  },
  {
    deed: 'an entry in between',
    statements: [
      `update audit set seq = 9 where seq = 8`,
      `update audit set seq = 8 where seq = 7`,
      `insert into audit select 7, at, kind, change_id, actor, salt, body, body_hash, previous, hash, signature, signed_by from audit where seq = 2`,
    ],
    seq: 7,
    problem: 'reordered',
  },
];

onEachDatabase((test) => {
  test('20 appends at once do not fork the chain', async (place) => {
    const database = await place.open();
    await Promise.all(Array.from({ length: 20 }, () => append(database, 1)));
    expect(await verifyAudit(database.db)).toMatchObject({ ok: true, entries: 20, head: { seq: 20 } });
  });

  test('takes no entry whose transaction failed', async (place) => {
    const database = await place.open();
    await append(database, 1);
    const failing = database.transaction(async (trx) => {
      await appendAudit(trx, systemClock, { kind: 'x', changeId: null, actor: null, body: null });
      throw new Error('after all not');
    });
    await expect(failing).rejects.toThrow('after all not');
    await append(database, 1);
    expect(await verifyAudit(database.db)).toMatchObject({ ok: true, entries: 2 });
  });

  test('finds the first entry that is wrong, whatever was done', async (place) => {
    const database = await place.open();
    await append(database, 8);
    for (const { deed, statements, seq, problem } of tampering) {
      const undo = new Error('undo');
      const found = database.db.transaction().execute(async (trx) => {
        for (const statement of statements) await sql.raw(statement).execute(trx);
        expect({ deed, ...(await verifyAudit(trx)) }).toEqual({ deed, ok: false, seq, problem });
        throw undo;
      });
      await expect(found).rejects.toBe(undo);
    }
    expect(await verifyAudit(database.db)).toMatchObject({ ok: true, entries: 8 });
  });

  test('sees a cut end, and a chain written anew, by a checkpoint', async (place) => {
    const database = await place.open();
    await append(database, 5);
    const before = await verifyAudit(database.db);
    if (!before.ok) throw new Error('expected a whole chain');
    await append(database, 2);
    expect(await verifyAudit(database.db, { checkpoints: [before.head] })).toMatchObject({ ok: true, entries: 7 });
    await database.db.deleteFrom('audit').where('seq', '>', 4).execute();
    expect(await verifyAudit(database.db)).toMatchObject({ ok: true, entries: 4 });
    expect(await verifyAudit(database.db, { checkpoints: [before.head] })).toEqual({ ok: false, seq: 5, problem: 'missing' });
    await append(database, 3);
    expect(await verifyAudit(database.db, { checkpoints: [before.head] })).toEqual({ ok: false, seq: 5, problem: 'altered' });
  });

  test('stays whole when personal data is erased', async (place) => {
    const database = await place.open();
    await append(database, 3);
    await database.db.updateTable('audit').set({ actor: null, body: null, salt: null }).where('seq', '=', 2).execute();
    // Nobody told of it: somebody emptied it by hand.
    expect(await verifyAudit(database.db)).toEqual({ ok: false, seq: 2, problem: 'altered' });
    const body = { entries: [[2, 2]] };
    await database.transaction((trx) => appendAudit(trx, systemClock, { kind: 'retention.erased', changeId: null, actor: null, body }));
    expect(await verifyAudit(database.db)).toMatchObject({ ok: true, entries: 4, erased: 1 });
  });

  test('reads a chain of several pages', async (place) => {
    const database = await place.open();
    await database.transaction(async (trx) => {
      for (let n = 0; n < 2_000; n++) await appendAudit(trx, systemClock, { kind: 'x', changeId: null, actor: null, body: { n } });
    });
    const seen: number[] = [];
    expect(await verifyAudit(database.db, { onProgress: (entries) => seen.push(entries) })).toMatchObject({ ok: true, entries: 2_000 });
    expect(seen).toEqual([1_000, 2_000, 2_000]);
  });
});
