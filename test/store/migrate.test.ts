import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { systemClock } from '../../src/clock';
import { migrate } from '../../src/store/migrate';
import { migrations } from '../../src/store/migrations';
import { onEachDatabase } from './on-each-database';
import { storedChange } from './stored-change';

const next = { name: 'one more', statements: () => ['create table one_more (x integer)'] };
const broken = { name: 'broken', statements: () => ['create table half (x integer)', 'create table half (x integer)'] };

onEachDatabase((test) => {
  test('runs each migration once, also when processes start together', async (place) => {
    const { db } = await place.open();
    await storedChange(db);
    await Promise.all(Array.from({ length: 4 }, () => migrate(db, systemClock, { steps: [...migrations, next] })));
    expect(await db.selectFrom('migrations').select('number').orderBy('number').execute()).toEqual(
      [...migrations, next].map((_, index) => ({ number: index + 1 })),
    );
    expect(await db.selectFrom('changes').select('id').execute()).toHaveLength(1);
  });

  for (const version of migrations.keys()) {
    test(`comes up to date from version ${version}, with what is there`, async (place) => {
      const before = await place.open({ steps: migrations.slice(0, version) });
      if (version > 0) await storedChange(before.db);
      await before.close();
      const { db } = await place.open();
      await storedChange(db);
      expect(await db.selectFrom('migrations').select('number').execute()).toHaveLength(migrations.length);
      const rows = await db.selectFrom('changes').select('state').execute();
      expect(rows).toEqual(Array(version > 0 ? 2 : 1).fill({ state: 'queued' }));
    });
  }

  test('leaves nothing of a migration that failed', async (place) => {
    const { db } = await place.open();
    await expect(migrate(db, systemClock, { steps: [...migrations, next, broken] })).rejects.toThrow(/already exists/);
    await expect(sql`select * from one_more`.execute(db)).rejects.toThrow(/one_more/);
    expect(await db.selectFrom('migrations').select('number').execute()).toHaveLength(migrations.length);
  });

  test('refuses a database that a newer Switchboard made', async (place) => {
    const { db, close } = await place.open();
    await migrate(db, systemClock, { steps: [...migrations, next] });
    await close();
    await expect(place.open()).rejects.toThrow(/newer Switchboard.*Start the newer version/);
    await expect(place.open({ readOnly: true })).rejects.toThrow('newer Switchboard');
  });

  test('does not read a database that is not up to date yet', async (place) => {
    const { db, close } = await place.open();
    await db.deleteFrom('migrations').execute();
    await close();
    await expect(place.open({ readOnly: true })).rejects.toThrow('Start Switchboard once');
  });
});

it('never edits a migration that has been released', () => {
  const types = { id: 'ID', integer: 'INTEGER', exact: 'EXACT' };
  const fingerprints = migrations.map(({ name, statements }) => `${name} ${sha256(statements(types))}`);
  expect(fingerprints).toMatchInlineSnapshot(`
   [
     "first tables cdf57f6af3e474e7",
     "several parts, going on, rechecks 44972e6da7b03c37",
     "the set-up 9c39f9e09771e9fc",
     "reservations cf6db89d2f51db06",
     "reports 6a74939381fc422d",
     "directory index c2847f08deac938a",
     "looks c618348f2580dfe5",
     "approvals a85f002c2912e9a7",
     "signed audit 4e2fe3a7e6a20068",
     "retention 63e6372a37e72870",
     "configurations e546477e60d1959d",
     "sign-ins b0b620f8365b1178",
     "who called it off f182187773a318a2",
   ]
  `);
});

function sha256(statements: string[]): string {
  return createHash('sha256').update(statements.join(';')).digest('hex').slice(0, 16);
}
