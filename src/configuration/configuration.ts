import type { Transaction } from 'kysely';
import { recorded, type Person } from '../auth/person';
import type { Clock } from '../clock';
import { fileSchema, type ConfigFile } from '../config-file';
import { sentence, type Sentence } from '../sentence';
import { appendAudit } from '../store/audit';
import { canonicalJson } from '../store/canonical-json';
import { findConfiguration, lastInForce, writeConfiguration } from '../store/configurations';
import type { Database } from '../store/database';
import type { Schema } from '../store/schema';
import { compare, takenAtOnce, type Comparison } from './compare';
import { versionOf } from './version';

/** How the configuration stands, for people. */
export interface Standing {
  version: string;
  /** Of the file as it was read last; those keep the old one in force. */
  problems: readonly string[];
  /** A file that lets somebody do more, and that nobody has approved. */
  waiting: ({ version: string } & Comparison) | null;
  /** Parts of the file that count at the next start. */
  restart: readonly string[];
}

/** The configuration in force. Everybody who asks gets what holds now. */
export interface Configuration {
  file(): ConfigFile;
  /** In each audit entry: under which configuration it was made. */
  version(): string;
  standing(): Standing;
  /** Reads the file again. What is wrong, or waits for an approver, leaves the old one in force. */
  look(): Promise<void>;
  /** Lets what waits come into force. A refusal is returned. */
  approve(who: Person, version: string): Promise<Sentence | null>;
  start(): void;
  stop(): Promise<void>;
}

export interface ConfigurationOptions {
  database: Database;
  clock: Clock;
  /** The file as this process was started with it. */
  started: ConfigFile;
  read(): { file: ConfigFile } | { problems: string[] };
  /** The version that whoever started this process accepts without an approver. */
  accepted: string | null;
  /** Why somebody may not approve under what is in force; null when they may. */
  refusalOf(who: Person): Promise<Sentence | null>;
  log: { info(of: object, what: string): void; warn(of: object, what: string): void };
  pollMs?: number;
}

/** How a version came into force. */
type By = { kind: 'first' | 'unreadable-before' | 'not-wider' | 'accepted-at-start' } | { kind: 'approved'; actor: Person | null };

/**
 * Takes the file, unless it is wider than what was in force last and nobody has approved it: then that stays in force, and the file waits.
 * A first start has nothing to compare with.
 */
export async function openConfiguration(options: ConfigurationOptions): Promise<Configuration> {
  const { database, clock, started, read, accepted, refusalOf, log, pollMs = 2_000 } = options;
  let inForce = started;
  let waiting: ConfigFile | null = null;
  let problems: readonly string[] = [];
  let restart: readonly string[] = [];
  /** Of the file that came into force last, whole or as far as a running bot takes it. */
  let taken = versionOf(started);
  let looking: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | null = null;

  const stored = await storedFile();
  if (stored.kind === 'none') await take(started, { kind: stored.last ? 'unreadable-before' : 'first' });
  else if (versionOf(stored.file) !== versionOf(started)) {
    inForce = stored.file;
    taken = versionOf(stored.file);
    await consider(started, { atStart: true });
  }

  async function storedFile(): Promise<{ kind: 'none'; last: boolean } | { kind: 'file'; file: ConfigFile }> {
    const last = await lastInForce(database.db);
    const parsed = fileSchema.safeParse(last && JSON.parse(last.content));
    return parsed.success ? { kind: 'file', file: parsed.data } : { kind: 'none', last: last !== null };
  }

  /** In force from here on: a start takes everything, a running bot what it can. */
  async function take(file: ConfigFile, by: By, { atStart } = { atStart: true }): Promise<void> {
    await database.transaction((trx) => record(trx, file, by, atStart));
    settle(file, atStart);
  }

  function settle(file: ConfigFile, atStart: boolean): void {
    restart = atStart ? [] : compare(inForce, file).restart;
    inForce = atStart ? file : takenAtOnce(inForce, file);
    waiting = null;
    taken = versionOf(file);
    log.info({ version: versionOf(inForce), restart }, 'configuration in force');
  }

  async function record(trx: Transaction<Schema>, file: ConfigFile, by: By, atStart: boolean): Promise<void> {
    const at = clock.now().toISOString();
    const effective = atStart ? file : takenAtOnce(inForce, file);
    const version = versionOf(effective);
    const actor = by.kind === 'approved' ? by.actor : null;
    const approved = actor && { approved_by: canonicalJson(recorded(actor)), approved_at: at };
    // The file as it is, too: with its parts for the next start it is another version, and as approved as this one.
    if (approved) await writeConfiguration(trx, { version: versionOf(file), content: canonicalJson(file), seen_at: at }, approved);
    await writeConfiguration(trx, { version, content: canonicalJson(effective), seen_at: at }, { in_force_at: at, ...approved });
    const { differences } = compare(inForce, effective);
    const body = { version, file: versionOf(file), by: by.kind, differences };
    await appendAudit(trx, clock, { kind: 'configuration.in-force', changeId: null, actor, body });
  }

  async function consider(file: ConfigFile, { atStart }: { atStart: boolean }): Promise<void> {
    const version = versionOf(file);
    const { widens, differences } = compare(inForce, file);
    if (differences.length === 0) return settle(file, atStart);
    if (widens.length === 0) return take(file, { kind: 'not-wider' }, { atStart });
    if (atStart && accepted === version) return take(file, { kind: 'accepted-at-start' }, { atStart });
    if (await isApproved(version)) return take(file, { kind: 'approved', actor: null }, { atStart });
    if (waiting && versionOf(waiting) === version) return;
    await database.transaction(async (trx) => {
      await writeConfiguration(trx, { version, content: canonicalJson(file), seen_at: clock.now().toISOString() });
      await appendAudit(trx, clock, { kind: 'configuration.waits', changeId: null, actor: null, body: { version, widens } });
    });
    waiting = file;
    log.warn({ version, inForce: versionOf(inForce), widens }, 'the configuration file lets somebody do more: it waits for an approver');
  }

  /** An approval is for now: once another version has come into force, the same one needs it again. */
  async function isApproved(version: string): Promise<boolean> {
    const approvedAt = (await findConfiguration(database.db, version))?.approved_at;
    const last = (await lastInForce(database.db))?.in_force_at;
    return !!approvedAt && approvedAt >= (last ?? '');
  }

  async function lookOnce(): Promise<void> {
    const seen = read();
    if ('problems' in seen) {
      if (canonicalJson(problems) !== canonicalJson(seen.problems))
        log.warn({ problems: seen.problems }, 'the configuration file is wrong: the old one stays in force');
      problems = seen.problems;
      return;
    }
    problems = [];
    if (versionOf(seen.file) === taken) return void (waiting = null);
    await consider(seen.file, { atStart: false });
  }

  const look = () => (looking = looking.then(lookOnce, lookOnce));
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = looking.then(work, work);
    looking = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  };

  return {
    file: () => inForce,
    version: () => versionOf(inForce),
    standing: () => ({
      version: versionOf(inForce),
      problems,
      waiting: waiting && { version: versionOf(waiting), ...compare(inForce, waiting) },
      restart,
    }),
    look,
    approve: (who, version) =>
      inTurn(async () => {
        const refused = await refusalOf(who);
        if (refused) return refused;
        if (!waiting) return sentence('configuration.nothingWaits');
        if (versionOf(waiting) !== version) return sentence('configuration.otherWaits', { version: versionOf(waiting) });
        await take(waiting, { kind: 'approved', actor: who }, { atStart: false });
        return null;
      }),
    start() {
      const again = () =>
        void look().catch((err: unknown) => log.warn({ err }, 'the configuration could not be looked at; it is tried again'));
      timer = setInterval(again, pollMs);
    },
    async stop() {
      if (timer) clearInterval(timer);
      await looking.catch(() => undefined);
    },
  };
}
