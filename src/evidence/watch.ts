import type { Clock } from '../clock';
import type { Sentence } from '../sentence';
import { isIntact } from '../store/audit-chain';
import type { AuditKeys } from '../store/audit-keys';
import type { Database } from '../store/database';
import { signatureOf, type AuditHead } from '../store/verify-audit';
import { signedCheckpoint, type Checkpoint, type Sink } from './checkpoints';

/** Looks after the record while the bot runs: that it only grows, and that its end is told elsewhere. */
export interface EvidenceWatch {
  /** For readiness. Throws when a change or the end of the chain is not what was written; stays so until the next start. */
  check(): Promise<void>;
  /** A change was found that is not what its record says. */
  altered(changeId: number, what: Sentence): void;
  /** Begins where the chain ends now. Throws when it does not hold the last checkpoint that was told before. */
  start(): Promise<void>;
  /** Tells the end of the chain once more. */
  stop(): Promise<void>;
}

/** So many entries are read again at most each time, and at the start. */
const tail = 500;
/** A sink that is away for long gets the newest. */
const mostWaiting = 1_000;

export function createWatch({
  database,
  clock,
  keys,
  sinks,
  last = null,
  every,
  pollMs = 10_000,
  trouble,
  mended,
}: {
  database: Pick<Database, 'db'>;
  clock: Clock;
  keys: AuditKeys;
  sinks: readonly Sink[];
  /** The checkpoint that was told last. */
  last?: AuditHead | null;
  every: { entries: number; ms: number };
  pollMs?: number;
  /** For the log: once for each time that something begins to fail. */
  trouble(error: unknown, sink: string | null): void;
  mended(sink: string): void;
}): EvidenceWatch {
  const { db } = database;
  const waiting = new Map<Sink, Checkpoint[]>(sinks.map((sink) => [sink, []]));
  const failing = new Set<Sink>();
  let broken: Error | null = null;
  let looked = true;
  let head: AuditHead = { seq: 0, hash: '' };
  let told = { seq: last?.seq ?? 0, at: 0 };
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();

  /** Reads on from where the last look ended; what was there must be there still. */
  async function look(): Promise<void> {
    if (broken) throw broken;
    const from = head;
    const rows = await db.selectFrom('audit').selectAll().where('seq', '>=', from.seq).orderBy('seq').limit(tail).execute();
    let before: AuditHead | null = null;
    if (from.seq > 0) {
      const known = rows.shift();
      if (known?.seq !== from.seq || known.hash !== from.hash) throw fail(`entry ${from.seq} of the audit was altered or cut off`);
      before = from;
    }
    for (const row of rows) {
      const linked = before === null || (row.seq === before.seq + 1 && row.previous === before.hash);
      const signature = signatureOf(row, keys);
      const signed = signature === 'none' ? row.seq < (keys.signedFrom ?? Infinity) : signature !== 'bad';
      if (!linked || !isIntact(row) || !signed) throw fail(`entry ${row.seq} of the audit is not what was written`);
      before = row;
    }
    if (before) head = { seq: before.seq, hash: before.hash };
    if (rows.length >= tail - 1) await look();
  }

  function fail(message: string): Error {
    return (broken = new Error(message));
  }

  async function tick(atEnd = false): Promise<void> {
    try {
      await look();
    } catch (error) {
      // A checkpoint over a chain that was cut would make it look whole.
      if (!looked) return;
      looked = false;
      return trouble(error, null);
    }
    looked = true;
    const now = clock.now();
    const due = head.seq - told.seq >= every.entries || now.getTime() - told.at >= every.ms || atEnd;
    if (due && head.seq > told.seq && head.seq > 0) {
      const checkpoint = signedCheckpoint(keys, head, now.toISOString());
      for (const list of waiting.values()) list.push(checkpoint);
      told = { seq: head.seq, at: now.getTime() };
    }
    await Promise.all([...waiting].map(([sink, list]) => deliver(sink, list)));
  }

  async function deliver(sink: Sink, list: Checkpoint[]): Promise<void> {
    list.splice(0, list.length - mostWaiting);
    try {
      for (let next = list[0]; next; next = list[0]) {
        await sink.send(next);
        list.shift();
      }
      if (failing.delete(sink)) mended(sink.name);
    } catch (error) {
      if (!failing.has(sink)) trouble(error, sink.name);
      failing.add(sink);
    }
  }

  function again(): void {
    timer = setTimeout(() => {
      looking = tick().finally(() => timer && again());
    }, pollMs);
    timer.unref();
  }

  return {
    check: look,
    altered(changeId, what) {
      fail(`change ${changeId} is not what its record says (${what.key})`);
    },
    async start() {
      const end = await db.selectFrom('audit').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
      if (last) {
        const row = await db.selectFrom('audit').select('hash').where('seq', '=', last.seq).executeTakeFirst();
        if (row?.hash !== last.hash) fail(`the audit does not hold the checkpoint ${last.seq}:${last.hash}`);
      }
      const from = Math.max(0, (end?.seq ?? 0) - tail);
      const row = await db.selectFrom('audit').select(['seq', 'hash']).where('seq', '=', from).executeTakeFirst();
      head = row ?? { seq: 0, hash: '' };
      looking = tick();
      await looking;
      again();
    },
    async stop() {
      clearTimeout(timer);
      timer = undefined;
      await looking;
      await tick(true);
    },
  };
}
