import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { systemClock } from '../../src/clock';
import { fileSink, readCheckpoints, webhookSink, type Sink } from '../../src/evidence/checkpoints';
import { passingKeys, type SigningKeys } from '../../src/evidence/signing-keys';
import { createWatch, type EvidenceWatch } from '../../src/evidence/watch';
import { appendAudit } from '../../src/store/audit';
import { openDatabase, type Database } from '../../src/store/database';
import { verifyAudit, type AuditHead } from '../../src/store/verify-audit';
import { onEachDatabase } from '../store/on-each-database';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'switchboard-checkpoints-'));
  file = path.join(folder, 'elsewhere', 'checkpoints.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Watched {
  database: Database;
  keys: SigningKeys;
  troubles: (string | null)[];
  append(count: number): Promise<void>;
  watch(sinks: Sink[], options?: { last?: AuditHead; entries?: number }): EvidenceWatch;
}

async function watched(url: string, work: (world: Watched) => Promise<void>): Promise<void> {
  const keys = passingKeys();
  const database = await openDatabase(url, { clock: systemClock, hand: { keys, policyVersion: () => null } });
  const troubles: (string | null)[] = [];
  const watches: EvidenceWatch[] = [];
  try {
    await keys.join(database.db);
    await work({
      database,
      keys,
      troubles,
      append: async (count) => {
        for (let n = 0; n < count; n++)
          await database.transaction((trx) => appendAudit(trx, systemClock, { kind: 'x', changeId: null, actor: null, body: { n } }));
      },
      watch: (sinks, { last, entries = 5 } = {}) => {
        const watch = createWatch({
          database,
          clock: systemClock,
          keys,
          sinks,
          ...(last && { last }),
          every: { entries, ms: 3_600_000 },
          pollMs: 5,
          trouble: (_error, sink) => void troubles.push(sink),
          mended: (sink) => void troubles.push(`${sink} mended`),
        });
        watches.push(watch);
        return watch;
      },
    });
  } finally {
    await Promise.all(watches.map((watch) => watch.stop()));
    await database.close();
  }
}

onEachDatabase((test) => {
  test('the signed end of the chain goes to a file, and a cut tail is seen by it', ({ url }) =>
    watched(url, async ({ database, keys, append, watch }) => {
      await append(3);
      const first = watch([fileSink(file)], { entries: 6 });
      await first.start();
      await append(6);
      await until(() => readCheckpoints(file, keys).length === 2);
      await append(1);
      await first.stop();
      const told = readCheckpoints(file, keys);
      expect(told.map(({ seq }) => seq)).toEqual([3, 9, 10]);
      expect(await verifyAudit(database.db, { keys, checkpoints: told })).toMatchObject({ ok: true, entries: 10 });

      await database.db.deleteFrom('audit').where('seq', '>', 8).execute();
      expect(await verifyAudit(database.db, { keys })).toMatchObject({ ok: true, entries: 8 });
      expect(await verifyAudit(database.db, { keys, checkpoints: told })).toEqual({ ok: false, seq: 9, problem: 'missing' });
      await append(5);
      expect(await verifyAudit(database.db, { keys, checkpoints: told })).toEqual({ ok: false, seq: 9, problem: 'altered' });

      const last = told.at(-1);
      const second = watch([fileSink(file)], last && { last });
      await second.start();
      await expect(second.check()).rejects.toThrow('does not hold the checkpoint 10:');
      expect(readCheckpoints(file, keys)).toEqual(told);
    }));

  test('what was there is no more, or not as it was: this Switchboard is not ready, and tells no checkpoint', ({ url }) =>
    watched(url, async ({ database, keys, append, watch }) => {
      await append(4);
      const running = watch([fileSink(file)]);
      await running.start();
      await running.check();
      await database.db.deleteFrom('audit').where('seq', '=', 4).execute();
      await append(2);
      await expect(running.check()).rejects.toThrow('entry 4 of the audit was altered or cut off');
      await running.stop();
      expect(readCheckpoints(file, keys)).toHaveLength(1);

      await database.db.updateTable('audit').set({ body: '{}' }).where('seq', '=', 3).execute();
      const next = watch([]);
      await next.start();
      await expect(next.check()).rejects.toThrow('entry 3 of the audit is not what was written');
    }));

  test('a change that is not what its record says makes it not ready', ({ url }) =>
    watched(url, async ({ append, watch }) => {
      await append(1);
      const one = watch([]);
      await one.start();
      await one.check();
      one.altered(12, { key: 'altered.goal' });
      await expect(one.check()).rejects.toThrow('change 12 is not what its record says (altered.goal)');
    }));

  test('a webhook that fails gets everything later, in order; nobody waits for it', ({ url }) =>
    watched(url, async ({ keys, troubles, append, watch }) => {
      const got: unknown[] = [];
      let answers = 503;
      const server = createServer((request, response) => {
        void text(request).then((body) => {
          if (answers === 204) got.push(JSON.parse(body));
          response.writeHead(answers).end();
        });
      });
      const address = await listening(server);
      try {
        const one = watch([webhookSink(`${address}/checkpoints`), fileSink(file)], { entries: 1 });
        await append(1);
        await one.start();
        await append(1);
        await until(() => readCheckpoints(file, keys).length === 2);
        expect(got).toEqual([]);
        answers = 204;
        await until(() => got.length === 2);
        expect(got).toEqual(readCheckpoints(file, keys));
        await until(() => troubles.length === 2);
        expect(troubles).toEqual([address, `${address} mended`]);
      } finally {
        server.close();
      }
    }));

  test('a line that somebody added, or a key signed that is not ours, is no checkpoint', ({ url }) =>
    watched(url, async ({ keys, append, watch }) => {
      await append(1);
      const one = watch([fileSink(file)]);
      await one.start();
      await one.stop();
      appendFileSync(file, '{"seq": 2');
      expect(readCheckpoints(file, keys)).toHaveLength(1);
      expect(() => readCheckpoints(file, passingKeys())).toThrow('line 1: this is no checkpoint');
      writeFileSync(file, readFileSync(file, 'utf8').replace('"seq":1', '"seq":2'));
      expect(() => readCheckpoints(file, keys)).toThrow('line 1: this is no checkpoint');
    }));
});

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

async function until(is: () => boolean): Promise<void> {
  while (!is()) await new Promise((resolve) => setTimeout(resolve, 5));
}
