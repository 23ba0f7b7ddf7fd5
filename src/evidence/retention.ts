import { sql, type ExpressionBuilder, type Transaction } from 'kysely';
import type { Clock } from '../clock';
import { appendAudit } from '../store/audit';
import type { Database } from '../store/database';
import { nothingKept } from '../store/inbox';
import { lockUntilCommit } from '../store/lock';
import type { Schema } from '../store/schema';
import { forgetWishes } from '../store/sign-ins';
import { eraseChanges } from './erase-changes';

/** After how long what is erased, in milliseconds; null: kept. */
export interface RetentionTimes {
  /** Of changes that were confirmed, from their end. */
  changesMs: number | null;
  /** Of what was never confirmed, and of conversations that nobody went on with. */
  draftsMs: number | null;
  /** Of who looked at what. */
  readLogMs: number | null;
  /** Of messages as they came. */
  uploadsMs: number | null;
}

export interface Retention {
  /** Erases all whose time has come. */
  run(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

const everyMs = 3_600_000;
const atATime = 200;
/** Longer than any token lives with which a channel could send an activity again (bot/channel-token.ts). */
const idsRememberedMs = 2 * 86_400_000;

type Trx = Transaction<Schema>;
/** What one step erased, for the entry that tells of it: entries of the audit by number, changes by id. */
interface Erased {
  entries: number[];
  changes?: number[];
  messages?: number;
}

/**
 * Erases personal data after its time: bodies, salts and actors of audit entries, whose hashes stay so that the chain still verifies, and with them what
 * the rows of ended changes, messages and conversations hold. Each step is one transaction with an entry that names what went, so that nobody can
 * pass off an entry that they emptied themselves. What has not ended is never touched: a run needs its record.
 */
export function createRetention({
  database,
  clock,
  times,
  fault,
}: {
  database: Database;
  clock: Clock;
  times: RetentionTimes;
  fault(error: unknown): void;
}): Retention {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function erase(what: string, ms: number | null, step: (trx: Trx, before: string) => Promise<Erased>): Promise<void> {
    if (ms === null) return;
    const before = new Date(clock.now().getTime() - ms).toISOString();
    for (let more = true; more;) {
      more = await database.transaction(async (trx) => {
        await lockUntilCommit(trx, 'retention');
        const { entries, changes = [], messages = 0 } = await step(trx, before);
        if (entries.length + changes.length + messages === 0) return false;
        if (entries.length > 0)
          await trx.updateTable('audit').set({ body: null, salt: null, actor: null }).where('seq', 'in', entries).execute();
        const body = { what, before, changes, entries: rangesOf(entries), messages };
        await appendAudit(trx, clock, { kind: 'retention.erased', changeId: null, actor: null, body });
        return true;
      });
    }
  }

  async function run(): Promise<void> {
    await erase('changes', times.changesMs, (trx, before) => eraseChanges(trx, clock, { before, confirmed: true, limit: atATime }));
    await erase('drafts', times.draftsMs, (trx, before) => eraseChanges(trx, clock, { before, confirmed: false, limit: atATime }));
    await erase('readLog', times.readLogMs, eraseReadLog);
    await erase('uploads', times.uploadsMs, (trx, before) => eraseMessages(trx, clock, before));
    if (times.draftsMs !== null) await forgetConversations(new Date(clock.now().getTime() - times.draftsMs));
  }

  /** Answers to questions that nobody went on with. How somebody wants to be answered is kept. */
  async function forgetConversations(before: Date): Promise<void> {
    await database.db
      .deleteFrom('conversation_state')
      .where('updated_at', '<', before.toISOString())
      .where('key', 'not like', 'cards|%')
      .where('key', 'not like', 'person|%')
      .where('key', '!=', 'readiness')
      .execute();
    await forgetWishes(database.db, before);
  }

  const look = (): void => {
    running = run().catch(fault);
  };
  return {
    run,
    start() {
      look();
      timer = setInterval(look, everyMs);
      timer.unref();
    },
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

async function eraseReadLog(trx: Trx, before: string): Promise<Erased> {
  const rows = await trx
    .selectFrom('audit')
    .select('seq')
    // As the index has it (migrations.ts), so that what was erased long ago is not read again.
    .where(sql<boolean>`kind in ('read', 'report.begun', 'report.ended') and body is not null`)
    .where('at', '<', before)
    .limit(atATime)
    .execute();
  await trx.deleteFrom('reports').where('running', 'is', null).where('started_at', '<', before).execute();
  return { entries: rows.map(({ seq }) => seq) };
}

async function eraseMessages(trx: Trx, clock: Clock, before: string): Promise<Erased> {
  const ended = (when: string) => (where: ExpressionBuilder<Schema, 'inbox'>) =>
    where.or([where('handled_at', '<', when), where('given_up_at', '<', when)]);
  const emptied = await trx
    .updateTable('inbox')
    .set({ activity: nothingKept })
    .where(ended(before))
    .where('activity', '!=', nothingKept)
    .executeTakeFirst();
  const forgotten = new Date(clock.now().getTime() - idsRememberedMs).toISOString();
  await trx
    .deleteFrom('inbox')
    .where(ended(before < forgotten ? before : forgotten))
    .execute();
  return { entries: [], messages: Number(emptied.numUpdatedRows) };
}

/** Numbers as ranges, both ends included: a change's entries often follow each other. */
function rangesOf(numbers: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges;
}
