import { PostgresAdapter, sql, type Kysely } from 'kysely';
import type { Schema } from './schema';

/** Keeps every other transaction that locks the same name waiting until this one ends. SQLite has one writer anyway. */
export async function lockUntilCommit(trx: Kysely<Schema>, name: string): Promise<void> {
  if (isPostgres(trx)) await sql`select pg_advisory_xact_lock(hashtextextended(${`switchboard ${name}`}, 0))`.execute(trx);
}

export function isPostgres(db: Kysely<Schema>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}
