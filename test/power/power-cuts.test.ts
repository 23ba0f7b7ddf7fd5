import { onPostgres, onSqlite } from '../store/on-each-database';
import { openDatabase } from '../../src/store/database';
import { systemClock } from '../../src/clock';
import { migrations } from '../../src/store/migrations';
import { runCampaign } from './campaign';
import { createWorld } from './world';

test('14 power cuts on SQLite, each followed at once by the next start: nothing is lost, nothing is sent twice', () =>
  onSqlite(async ({ url }) => {
    const world = await createWorld(url);
    try {
      const { kills, states } = await runCampaign(world, { kills: 14, seed: 1 });
      expect([...kills.values()].reduce((sum, times) => sum + times)).toBe(14);
      expect(states.get('done')).toBeGreaterThan(0);
    } finally {
      await world.end();
    }
  }));

test('12 power cuts on PostgreSQL', () =>
  onPostgres(async ({ url }) => {
    const world = await createWorld(url);
    try {
      const { states } = await runCampaign(world, { kills: 12, seed: 2, jumpMs: 150_000 });
      expect(states.get('done')).toBeGreaterThan(0);
    } finally {
      await world.end();
    }
  }));

const inMigration = [
  { when: 'after', what: 'create table "?changes', nth: 1 },
  { when: 'before', what: 'insert into "migrations"', nth: 1 },
] as const;

describe.each([
  ['SQLite', onSqlite],
  ['PostgreSQL', onPostgres],
])('a power cut in the migration on %s', (_name, onDatabase) => {
  test.each(inMigration)('$when $what leaves no half of it, and the next start makes it whole', (cut) =>
    onDatabase(async ({ url }) => {
      const world = await createWorld(url);
      try {
        expect(await world.startBot({ cut })).toBeNull();
        const left = openDatabase(url, { clock: systemClock, readOnly: true }).finally(() => undefined);
        await expect(left).rejects.toThrow('schema 0');
        await (await world.startBot())!.kill('SIGTERM');
        const { db } = await world.look();
        expect(await db.selectFrom('migrations').select('number').execute()).toHaveLength(migrations.length);
      } finally {
        await world.end();
      }
    }),
  );
});
