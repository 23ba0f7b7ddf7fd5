import { sql, type Kysely, type Transaction } from 'kysely';
import type { Schema } from './schema';

type Work<T> = (trx: Transaction<Schema>) => Promise<T>;

interface Waiting {
  /** Gives what tells the caller of the result, once it is committed. */
  run: Work<() => void>;
  fail(error: unknown): void;
}

/** The most that wait for one commit: what came first must not wait for all that comes after. */
const most = 50;

/**
 * Transactions of a database with one connection. Those that are asked for at the same moment become savepoints of one transaction, so that they wait for the disk once:
 * a commit takes as long as a dozen transactions. Each is told of its result when the commit is done. One that throws takes no other with it; it may
 * run again when the database rolled back all of them.
 */
export function groupCommit(db: Pick<Kysely<Schema>, 'transaction'>): <T>(work: Work<T>) => Promise<T> {
  const waiting: Waiting[] = [];
  let awake = false;

  async function drain(): Promise<void> {
    while (waiting.length > 0) await commit(db, waiting.splice(0, most));
    awake = false;
  }

  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push({
        run: async (trx) => {
          const result = await work(trx);
          return () => resolve(result);
        },
        fail: reject,
      });
      if (awake) return;
      awake = true;
      // Statements block, so that nothing would ever wait: first all that has come in meanwhile says what it wants to write.
      setImmediate(() => void drain());
    });
}

async function commit(db: Pick<Kysely<Schema>, 'transaction'>, group: readonly Waiting[]): Promise<void> {
  let allDone = false;
  try {
    const told = await db.transaction().execute(async (trx) => {
      const done = [];
      for (const one of group) done.push(await (group.length === 1 ? one.run(trx) : apart(trx, one)));
      allDone = true;
      return done;
    });
    for (const tell of told) tell();
  } catch (error) {
    // A commit whose answer was lost is never repeated.
    if (group.length === 1 || allDone) return group.forEach(({ fail }) => fail(error));
    for (const one of group) await commit(db, [one]);
  }
}

async function apart(trx: Transaction<Schema>, { run, fail }: Waiting): Promise<() => void> {
  await sql`savepoint apart`.execute(trx);
  try {
    const tell = await run(trx);
    await sql`release apart`.execute(trx);
    return tell;
  } catch (error) {
    await sql`rollback to apart`.execute(trx);
    await sql`release apart`.execute(trx);
    return () => fail(error);
  }
}
