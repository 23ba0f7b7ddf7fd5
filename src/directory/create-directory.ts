import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Recorded } from '../auth/person';
import type { Clock } from '../clock';
import { foundBy, listed, type DirectoryIndex, type Listed } from '../fields/directory';
import { accountPages } from '../resources/person-voice/account-pages';
import type { Sentence } from '../sentence';
import type { Database } from '../store/database';
import { finishRefresh, indexedAt, putPage, releaseRefresh, searchIndex, takeRefresh } from '../store/directory-index';
import type { Tenant } from '../tenant/tenant';

export interface Directory extends DirectoryIndex {
  /** Refreshes when that is due and no other bot is at it. */
  refresh(): Promise<void>;
  /** Refreshes now and then, from now on. */
  start(): void;
  /** Ends after the page that is read; the next one goes on from there. */
  stop(): Promise<void>;
}

const leaseMs = 2 * 60_000;
const mostFound = 50;
/** How often is looked whether a refresh is due. */
const lookEveryMs = 30_000;

/**
 * The stored index of the directory: who bears which name and number, for suggestions at any size of tenant. It is read in pages in the
 * background, so that it is always somewhat old; past twice its interval it is not used.
 */
export function createDirectory(context: {
  database: Database;
  clock: Clock;
  /** Who reads for everybody, and only reads. */
  reader: Recorded;
  tenant: () => Tenant;
  refreshEveryMs: number;
  /** For the log: it is tried again. */
  fault: (error: unknown) => void;
  pageSize?: number;
}): Directory {
  const { database, clock, refreshEveryMs, pageSize = 200 } = context;
  const owner = randomUUID();
  const later = (ms: number) => new Date(clock.now().getTime() + ms);
  let stopped = false;
  let running: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;

  async function refresh(): Promise<void> {
    const taken = await takeRefresh(database.db, { owner, now: clock.now(), leaseMs, before: later(-refreshEveryMs) });
    if (!taken) return;
    const { generation } = taken;
    try {
      for await (const { rows, upTo } of accountPages(context.tenant(), { after: taken.upTo, pageSize })) {
        const people = rows.map(listed).map((one) => ({ id: one.id, entry: JSON.stringify(one), words: foundBy(one) }));
        const page = { owner, generation, people, upTo, leaseUntil: later(leaseMs) };
        if (!(await database.transaction((trx) => putPage(trx, page)))) return;
        if (stopped) return await releaseRefresh(database.db, owner);
      }
      await database.transaction((trx) => finishRefresh(trx, clock, { owner, generation, reader: context.reader }));
    } catch (error) {
      await releaseRefresh(database.db, owner);
      throw error;
    }
  }

  function look(): void {
    running ??= refresh()
      .catch(context.fault)
      .finally(() => (running = null));
  }

  return {
    refresh,

    async search(beginnings) {
      const asOf = await indexedAt(database.db);
      if (!asOf || asOf < later(-2 * refreshEveryMs)) return null;
      const entries = await searchIndex(database.db, beginnings, mostFound);
      return { people: entries.map((entry) => listedSchema.parse(JSON.parse(entry))), more: entries.length >= mostFound, asOf };
    },

    start() {
      timer = setInterval(look, lookEveryMs);
      look();
    },

    async stop() {
      stopped = true;
      if (timer) clearInterval(timer);
      await running;
    },
  };
}

const mark: z.ZodType<Sentence> = z.object({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.lazy(() => mark)])).optional(),
});

const listedSchema: z.ZodType<Listed> = z.object({
  id: z.string(),
  upn: z.string(),
  name: z.string(),
  sip: z.string().nullable(),
  department: z.string().nullable(),
  lineUri: z.string().nullable(),
  marks: z.array(mark),
});
