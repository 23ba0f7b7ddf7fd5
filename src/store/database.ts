import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { Kysely, type Dialect, type Transaction } from 'kysely';
import type { Clock } from '../clock';
import { bindAuditHand, type AuditHand } from './audit-hand';
import type { BackEnd } from './back-end';
import { DatabaseError } from './database-error';
import { groupCommit } from './group-commit';
import { migrate } from './migrate';
import type { Migration } from './migrations';
import { openPostgres } from './postgres';
import type { Schema } from './schema';
import { openSqlite } from './sqlite';

export interface Database {
  db: Kysely<Schema>;
  dialect: 'sqlite' | 'postgres';
  /**
   * All or nothing. Isolation is READ COMMITTED on PostgreSQL and serial on SQLite: what two transactions may both decide is kept apart by
   * unique rows, by a version in the `where`, or by `lockUntilCommit`.
   * @param work does database work alone, through its argument: it runs again (three times at most) when the database rolled it back for a deadlock or
   * because it was busy. A commit whose answer was lost is thrown, never repeated.
   */
  transaction<T>(work: (trx: Transaction<Schema>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Opens the database and brings its tables up to date.
 * @param url `sqlite:<path>`, `sqlite::memory:` or `postgres://…`
 * @param options.readOnly beside a running bot: takes no lock, migrates nothing, refuses writes.
 * @param options.hand what signs the audit; without it entries are not signed.
 * @param options.steps the tables wanted; tests begin from those of an earlier version.
 * Throws `DatabaseError` when it is in use by another bot, cannot be reached, or belongs to a newer Switchboard.
 */
export async function openDatabase(
  url: string,
  options: { clock: Clock; readOnly?: boolean; hand?: AuditHand; steps?: readonly Migration[] },
): Promise<Database> {
  const readOnly = options.readOnly ?? false;
  const backEnd = open(url, readOnly);
  const inside = new AsyncLocalStorage<{ open: boolean }>();
  const db = new Kysely<Schema>({ dialect: refusingOuterUse(backEnd.dialect, inside) });
  if (options.hand) bindAuditHand(db, options.hand);
  const close = async () => {
    await db.destroy();
    await backEnd.release();
    // Node would look into it at every promise for as long as the process lives.
    inside.disable();
  };
  try {
    await migrate(db, options.clock, options);
  } catch (error) {
    await close();
    throw error;
  }
  const begin: Begin = backEnd.name === 'sqlite' ? groupCommit(db) : (work) => db.transaction().execute(work);
  return { db, dialect: backEnd.name, transaction: (work) => transact(begin, inside, work), close };
}

function open(url: string, readOnly: boolean): BackEnd {
  if (url.startsWith('sqlite:')) return openSqlite(url.slice('sqlite:'.length), readOnly);
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url, readOnly);
  throw new DatabaseError('DATABASE_URL must be sqlite:<path> or postgres://user:password@host/database.');
}

const attempts = 4;
const rolledBack = /^(40001|40P01|SQLITE_BUSY.*)$/;

type Begin = <T>(work: (trx: Transaction<Schema>) => Promise<T>) => Promise<T>;

async function transact<T>(
  begin: Begin,
  inside: AsyncLocalStorage<{ open: boolean }>,
  work: (trx: Transaction<Schema>) => Promise<T>,
): Promise<T> {
  if (inside.getStore()?.open) throw outerUse();
  for (let attempt = 1; ; attempt++) {
    const mark = { open: true };
    try {
      // Transactions that share a commit run where the first was asked for: each still knows whose turn it belongs to (occasion.ts).
      return await begin(AsyncResource.bind((trx: Transaction<Schema>) => inside.run(mark, () => work(trx))));
    } catch (error) {
      if (attempt === attempts || !rolledBack.test(codeOf(error))) throw error;
    } finally {
      mark.open = false;
    }
  }
}

/**
 * SQLite has one connection and PostgreSQL a few: the outer handle inside a transaction would wait for itself for ever.
 * Here it throws at once, on both.
 */
function refusingOuterUse(dialect: Dialect, inside: AsyncLocalStorage<{ open: boolean }>): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => {
      const driver = dialect.createDriver();
      const acquire = driver.acquireConnection.bind(driver);
      driver.acquireConnection = () => {
        if (inside.getStore()?.open) throw outerUse();
        return acquire();
      };
      return driver;
    },
  };
}

function outerUse(): Error {
  return new Error('The outer database was used inside a transaction: pass the transaction on.');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
