import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { sql } from 'kysely';
import { systemClock } from '../../src/clock';
import { openDatabase } from '../../src/store/database';
import { DatabaseError } from '../../src/store/database-error';
import { onEachDatabase, onSqlite } from './on-each-database';
import { storedChange } from './stored-change';

onEachDatabase((test, dialect) => {
  test('20 transactions at once all succeed, one after the other where they meet', async (place) => {
    const { db, transaction } = await place.open();
    const id = await storedChange(db, { version: 0 });
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        transaction(async (trx) => {
          const other = await storedChange(trx);
          await trx
            .updateTable('changes')
            .set((row) => ({ version: row('version', '+', 1) }))
            .where('id', '=', id)
            .execute();
          return { n, other };
        }),
      ),
    );
    expect(results.map(({ n }) => n)).toEqual([...Array(20).keys()]);
    expect(new Set(results.map(({ other }) => other)).size).toBe(20);
    const { version } = await db.selectFrom('changes').select('version').where('id', '=', id).executeTakeFirstOrThrow();
    expect(version).toBe(20);
  });

  test('runs plain queries while transactions wait', async (place) => {
    const { db, transaction } = await place.open();
    const all = Array.from({ length: 20 }, (_, n) => (n % 2 ? storedChange(db) : transaction((trx) => storedChange(trx))));
    expect(new Set(await Promise.all(all)).size).toBe(20);
  });

  test('refuses the outer database inside a transaction instead of waiting for ever', async (place) => {
    const { db, transaction } = await place.open();
    const work = transaction(async (trx) => {
      await storedChange(trx);
      await storedChange(db);
    });
    await expect(work).rejects.toThrow('outer database');
    expect(await db.selectFrom('changes').select('id').execute()).toEqual([]);
    await expect(transaction(() => transaction(() => Promise.resolve()))).rejects.toThrow('outer database');
    await storedChange(db);
  });

  test('rolls back all of a failed transaction and goes on', async (place) => {
    const { db, transaction } = await place.open();
    const taken = await storedChange(db);
    for (let round = 0; round < 3; round++) {
      await expect(
        transaction(async (trx) => {
          await storedChange(trx);
          await trx.updateTable('changes').set({ replaced_by: 404 }).where('id', '=', taken).execute();
        }),
      ).rejects.toThrow(/foreign key/i);
    }
    expect(await db.selectFrom('changes').select('id').execute()).toEqual([{ id: taken }]);
  });

  test('works again what the database rolled back, a bounded number of times', async (place) => {
    const { transaction } = await place.open();
    let runs = 0;
    const busy = Object.assign(new Error('busy'), { code: dialect === 'sqlite' ? 'SQLITE_BUSY' : '40P01' });
    expect(await transaction(() => (++runs < 3 ? Promise.reject(busy) : Promise.resolve('done')))).toBe('done');
    runs = 0;
    await expect(transaction(() => (runs++, Promise.reject(busy)))).rejects.toBe(busy);
    expect(runs).toBe(4);
    runs = 0;
    await expect(transaction(() => (runs++, Promise.reject(new Error('a fault'))))).rejects.toThrow('a fault');
    expect(runs).toBe(1);
  });

  test('binds truth as 0 and 1, reads whole numbers as numbers', async (place) => {
    const { db } = await place.open();
    const big = 2 ** 45;
    // PostgreSQL takes no boolean for a number either; there the schema's 0 and 1 are required.
    const truth: unknown = dialect === 'sqlite' ? true : 1;
    const id = await storedChange(db, { version: big });
    await sql`update changes set stop_asked = ${truth} where id = ${id}`.execute(db);
    expect(await db.selectFrom('changes').select(['stop_asked', 'version']).execute()).toEqual([{ stop_asked: 1, version: big }]);
  });

  test('opens beside a running bot to read, and only to read', async (place) => {
    const writer = await place.open();
    await storedChange(writer.db);
    const reader = await place.open({ readOnly: true });
    expect(await reader.db.selectFrom('changes').select('id').execute()).toEqual([{ id: 1 }]);
    await expect(storedChange(reader.db)).rejects.toThrow(/read-?only/i);
    await storedChange(writer.db);
  });

  test('keeps everything over a restart', async (place) => {
    const first = await place.open();
    await storedChange(first.db);
    await first.close();
    const second = await place.open();
    expect(await second.db.selectFrom('changes').select('id').execute()).toEqual([{ id: 1 }]);
  });
});

describe('an SQLite file', () => {
  it('is refused to a second bot, with what to do instead', () =>
    onSqlite(async (place) => {
      await place.open();
      await expect(place.open()).rejects.toThrow(DatabaseError);
      await expect(place.open()).rejects.toThrow(/switchboard\.db is in use by another Switchboard process.*DATABASE_URL=postgres/);
    }));

  it('is free again after its bot was killed, with all that was committed', () =>
    onSqlite(async (place) => {
      const bot = fork(path.join(__dirname, 'holding-bot.ts'), [place.url], {
        execArgv: ['--require', path.join(__dirname, '../setup/typescript.js')],
      });
      try {
        expect(await answerOf(bot)).toBe('committed');
        await expect(place.open()).rejects.toThrow('in use');
      } finally {
        bot.kill('SIGKILL');
        await once(bot, 'exit');
      }
      const { db } = await place.open();
      expect(await db.selectFrom('changes').select('id').execute()).toEqual([{ id: 1 }]);
    }));

  it('must be there to be read', () =>
    onSqlite(async (place) => {
      await expect(place.open({ readOnly: true })).rejects.toThrow('Start Switchboard once');
    }));
});

describe('DATABASE_URL', () => {
  it.each([
    ['mysql://localhost/x', 'must be sqlite:<path> or postgres://'],
    ['postgres://', 'Check DATABASE_URL'],
    ['postgres://me:secret@127.0.0.1:1/x', 'ECONNREFUSED'],
  ])('%s is refused in plain words', async (url, words) => {
    const opened = openDatabase(url, { clock: systemClock });
    await expect(opened).rejects.toThrow(words);
    await expect(opened).rejects.not.toThrow('secret');
  });
});

async function answerOf(child: ChildProcess): Promise<unknown> {
  const [message] = await once(child, 'message');
  return message;
}
