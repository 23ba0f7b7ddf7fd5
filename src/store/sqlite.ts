import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely';
import Libsql from 'libsql';
import type { BackEnd } from './back-end';
import { DatabaseError } from './database-error';

/**
 * An SQLite file, for one bot process. A second one is refused: what keeps it out is an open transaction on `<file>.lock`, which the
 * operating system frees however this process ends. Readers take no lock.
 */
export function openSqlite(file: string, readOnly: boolean): BackEnd {
  const inMemory = file === ':memory:';
  if (readOnly && !existsSync(file)) throw new DatabaseError(`${file}: there is no such database yet. Start Switchboard once.`);
  if (!inMemory) mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  const lock = inMemory || readOnly ? null : lockFor(file);
  const database = new Libsql(file, { timeout: 2_000 });
  // WAL: readers never wait for the writer. FULL: what is committed survives a power cut.
  for (const setting of ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON']) database.pragma(setting);
  if (readOnly) database.pragma('query_only = ON');
  return {
    name: 'sqlite',
    dialect: new SqliteDialect({ database: adapted(database) }),
    release: () => Promise.resolve(void lock?.close()),
  };
}

function lockFor(file: string): Libsql.Database {
  const lock = new Libsql(`${file}.lock`, { timeout: 0 });
  try {
    lock.exec('begin exclusive');
    return lock;
  } catch (error) {
    lock.close();
    throw new DatabaseError(
      `${file} is in use by another Switchboard process. Stop that one, or set DATABASE_URL=postgres://… : two processes can share PostgreSQL.`,
      { cause: error },
    );
  }
}

const cachedStatements = 200;

/** libsql as Kysely wants it. Statements are kept: preparing costs as much as running. */
function adapted(database: Libsql.Database): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    prepare(sql) {
      // A failure such as a full disk may have rolled back already; a second error would hide the first.
      if (sql === 'rollback' && !database.inTransaction) return nothing;
      const known = statements.get(sql);
      if (known) return known;
      const made = bindable(database.prepare(sql));
      if (statements.size >= cachedStatements) statements.clear();
      statements.set(sql, made);
      return made;
    },
    close() {
      statements.clear();
      database.close();
    },
  };
}

const nothing: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [][Symbol.iterator](),
};

function bindable(statement: Libsql.Statement): SqliteStatement {
  return {
    reader: statement.reader,
    all: (parameters) => statement.all(parameters.map(bound)),
    run: (parameters) => statement.run(parameters.map(bound)),
    iterate: (parameters) => statement.iterate(parameters.map(bound)),
  };
}

/** Binding a boolean aborts the whole process (a Rust panic in libsql 0.5). */
function bound(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value;
}
