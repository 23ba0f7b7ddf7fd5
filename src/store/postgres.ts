import { PostgresDialect } from 'kysely';
import pg from 'pg';
import type { BackEnd } from './back-end';
import { DatabaseError } from './database-error';

const connectTimeoutMs = 5_000;
const statementTimeoutMs = 30_000;

/** PostgreSQL, for any number of bot processes. */
export function openPostgres(url: string, readOnly: boolean): BackEnd {
  if (!URL.canParse(url))
    throw new DatabaseError('DATABASE_URL is not a PostgreSQL address such as postgres://user:password@host:5432/switchboard.');
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'switchboard',
    max: 10,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    // The answer itself may get lost: the client gives up a little later than the server would.
    query_timeout: statementTimeoutMs + 5_000,
    idle_in_transaction_session_timeout: statementTimeoutMs,
    ...(readOnly && { options: '-c default_transaction_read_only=on' }),
    types: { getTypeParser },
  });
  // A connection that breaks would end the process, idle or between two statements; the next query opens a new one or fails by itself.
  pool.on('error', () => undefined).on('connect', (client) => client.on('error', () => undefined));
  return { name: 'postgres', dialect: new PostgresDialect({ pool }), release: () => Promise.resolve() };
}

/** Ids and counts are bigint there and numbers here: they stay far below 2^53. */
function getTypeParser(id: number, format?: 'text' | 'binary'): unknown {
  return id === int8 ? Number : pg.types.getTypeParser(id, format);
}

const int8: number = pg.types.builtins.INT8;
