import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { systemClock } from '../../src/clock';
import { openSigningKeys, passingKeys, type SigningKeys } from '../../src/evidence/signing-keys';
import { bodyHashOf, entryHashOf } from '../../src/store/audit-chain';
import { appendAudit } from '../../src/store/audit';
import { openDatabase, type Database } from '../../src/store/database';
import { migrations } from '../../src/store/migrations';
import { onOccasion } from '../../src/store/occasion';
import { verifyAudit } from '../../src/store/verify-audit';
import { onEachDatabase, type Place } from '../store/on-each-database';

let folder: string;
let keyFile: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'switchboard-keys-'));
  keyFile = path.join(folder, 'signing-key.pem');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function withDatabase(place: Place, keys: SigningKeys, work: (database: Database) => Promise<void>): Promise<void> {
  const database = await openDatabase(place.url, { clock: systemClock, hand: { keys, policyVersion: () => 'v7' } });
  try {
    await keys.join(database.db);
    await work(database);
  } finally {
    await database.close();
  }
}

async function append({ transaction }: Database, count: number): Promise<void> {
  for (let n = 1; n <= count; n++)
    await transaction((trx) => appendAudit(trx, systemClock, { kind: 'x', changeId: n, actor: null, body: { n } }));
}

const tampering: { deed: string; statement: string; seq: number; problem: string }[] = [
  {
    deed: 'a signature',
    statement: `update audit set signature = (select signature from audit where seq = 2) where seq = 4`,
    seq: 4,
    problem: 'bad-signature',
  },
  { deed: 'a signature away', statement: `update audit set signature = null, signed_by = null where seq = 3`, seq: 3, problem: 'unsigned' },
  { deed: 'the name of a key', statement: `update audit set signed_by = 'somebody' where seq = 5`, seq: 5, problem: 'bad-signature' },
  { deed: 'all signatures away', statement: `update audit set signature = null, signed_by = null`, seq: 1, problem: 'unsigned' },
];

onEachDatabase((test) => {
  test('an entry says where it was said and under which policy, and its signature is looked at', async (place) => {
    const keys = passingKeys();
    await withDatabase(place, keys, async (database) => {
      await onOccasion({ channel: 'msteams', conversation: 'c', activity: '7' }, () => append(database, 1));
      await append(database, 4);
      const { body } = await database.db.selectFrom('audit').select('body').where('seq', '=', 1).executeTakeFirstOrThrow();
      expect(JSON.parse(String(body))).toEqual({ n: 1, policy: 'v7', via: { channel: 'msteams', conversation: 'c', activity: '7' } });
      expect(await verifyAudit(database.db, { keys })).toMatchObject({ ok: true, entries: 5, unsigned: 0 });
      for (const { deed, statement, seq, problem } of tampering) {
        const undo = new Error('undo');
        const found = database.db.transaction().execute(async (trx) => {
          await sql.raw(statement).execute(trx);
          expect({ deed, ...(await verifyAudit(trx, { keys })) }).toEqual({ deed, ok: false, seq, problem });
          throw undo;
        });
        await expect(found).rejects.toBe(undo);
      }
    });
  });

  test('entries of many turns at once each say their own turn', async (place) => {
    const { db, transaction } = await place.open();
    const turns = Array.from({ length: 20 }, (_, n) => String(n));
    await Promise.all(
      turns.map((activity) =>
        onOccasion({ channel: 'msteams', conversation: 'c', activity }, () =>
          transaction((trx) => appendAudit(trx, systemClock, { kind: 'x', changeId: null, actor: null, body: { activity } })),
        ),
      ),
    );
    const told = (await db.selectFrom('audit').select('body').execute()).map(
      ({ body }) => JSON.parse(String(body)) as { activity: string; via: { activity: string } },
    );
    expect(told.map(({ via }) => via.activity)).toEqual(told.map(({ activity }) => activity));
    expect(new Set(told.map(({ activity }) => activity))).toEqual(new Set(turns));
  });

  test('a chain that was written anew by who knows the code, but has no key, is found', async (place) => {
    const keys = passingKeys();
    await withDatabase(place, keys, async ({ db, ...database }) => {
      await append({ db, ...database }, 6);
      let previous = '';
      for (const row of await db.selectFrom('audit').selectAll().orderBy('seq').execute()) {
        const body = row.seq === 3 ? '{"n":99}' : String(row.body);
        const anew = { ...row, body, body_hash: bodyHashOf(String(row.salt), null, body), previous: row.seq < 3 ? row.previous : previous };
        previous = entryHashOf(anew);
        await db
          .updateTable('audit')
          .set({ ...anew, hash: previous })
          .where('seq', '=', row.seq)
          .execute();
      }
      expect(await verifyAudit(db)).toMatchObject({ ok: true });
      expect(await verifyAudit(db, { keys })).toEqual({ ok: false, seq: 3, problem: 'bad-signature' });
    });
  });

  test('entries from before signing began are told apart, and the key and its list are made at the first start', async (place) => {
    const before = await place.open({
      steps: migrations.slice(
        0,
        migrations.findIndex(({ name }) => name === 'signed audit'),
      ),
    });
    for (let n = 1; n <= 3; n++) {
      const header = { seq: n, at: 'then', kind: 'x', change_id: null, body_hash: bodyHashOf('s', null, '{}'), previous: '0'.repeat(64) };
      const last = await before.db.selectFrom('audit').select('hash').orderBy('seq', 'desc').limit(1).executeTakeFirst();
      const linked = { ...header, previous: last?.hash ?? header.previous };
      await before.db
        .insertInto('audit')
        .values({ ...linked, actor: null, salt: 's', body: '{}', hash: entryHashOf(linked) })
        .execute();
    }
    await before.close();

    const keys = openSigningKeys(keyFile);
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    await withDatabase(place, keys, async (database) => {
      await append(database, 2);
      expect(await verifyAudit(database.db, { keys })).toMatchObject({ ok: true, entries: 5, unsigned: 3 });
      await database.db.updateTable('audit').set({ signature: null, signed_by: null }).where('seq', '=', 4).execute();
      expect(await verifyAudit(database.db, { keys: openSigningKeys(keyFile) })).toEqual({ ok: false, seq: 4, problem: 'unsigned' });
      expect(JSON.stringify(await database.db.selectFrom('audit').selectAll().execute())).not.toContain('PRIVATE KEY');
    });
  });

  test('a key can be replaced: what the old one signed is still proved', async (place) => {
    await withDatabase(place, openSigningKeys(keyFile), (database) => append(database, 2));
    rmSync(keyFile);
    const keys = openSigningKeys(keyFile);
    await withDatabase(place, keys, async (database) => {
      await append(database, 2);
      expect(await verifyAudit(database.db, { keys })).toMatchObject({ ok: true, entries: 4, unsigned: 0 });
    });
    expect(keys.list().map(({ from }) => from)).toEqual([1, 3]);
  });

  test('a bot with another key than the one that signed does not start, and says what to do; a lost key proves nothing', async (place) => {
    const first = passingKeys();
    await withDatabase(place, first, (database) => append(database, 2));
    const strange = openSigningKeys(keyFile);
    await expect(withDatabase(place, strange, () => Promise.resolve())).rejects.toThrow(
      new RegExp(`last signed \\(entry 2\\) with the key ${first.current}[^]*both need the same key[^]*"publicKey": null`),
    );
    writeFileSync(path.join(folder, 'signing-keys.json'), JSON.stringify({ keys: [{ key: first.current, publicKey: null, from: 1 }] }));
    const keys = openSigningKeys(keyFile);
    await withDatabase(place, keys, async (database) => {
      await append(database, 1);
      expect(await verifyAudit(database.db, { keys })).toMatchObject({ ok: true, entries: 3, unsigned: 2 });
    });
  });
});

it('says what is wrong with a key, and nothing of what stands in its file', () => {
  writeFileSync(keyFile, 'no key, but a secret');
  expect(() => openSigningKeys(keyFile)).toThrow(/cannot be read as the key that signs the audit \((?!.*secret)/);
  expect(readFileSync(keyFile, 'utf8')).toBe('no key, but a secret');
});
