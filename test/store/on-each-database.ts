import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { systemClock } from '../../src/clock';
import { openDatabase, type Database } from '../../src/store/database';
import type { Migration } from '../../src/store/migrations';

/** An empty database of its own: `open` may be called again after closing, and on PostgreSQL also before. */
export interface Place {
  url: string;
  open(options?: { readOnly?: boolean; steps?: readonly Migration[] }): Promise<Database>;
}

/** The same spec on SQLite and on real PostgreSQL. Where PostgreSQL has no program for this machine, its half passes with a printed reason. */
export function onEachDatabase(
  spec: (test: (name: string, body: (place: Place) => Promise<void>) => void, name: Database['dialect']) => void,
): void {
  describe('sqlite', () => spec((name, body) => it(name, () => onSqlite(body)), 'sqlite'));
  describe('postgres', () => spec((name, body) => it(name, () => onPostgres(body)), 'postgres'));
}

export async function onSqlite(body: (place: Place) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'switchboard-store-'));
  const opened: Database[] = [];
  try {
    await body(placeAt(`sqlite:${path.join(folder, 'data', 'switchboard.db')}`, opened));
  } finally {
    await Promise.all(opened.map((database) => database.close()));
    await rm(folder, { recursive: true, force: true });
  }
}

export async function onPostgres(body: (place: Place) => Promise<void>): Promise<void> {
  const server = await askForPostgres();
  if (!server.url) return;
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server.url, `create database ${name}`);
  const opened: Database[] = [];
  try {
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    await body(placeAt(url.href, opened));
  } finally {
    await Promise.all(opened.map((database) => database.close()));
    await onServer(server.url, `drop database ${name} with (force)`);
  }
}

function placeAt(url: string, opened: Database[]): Place {
  return {
    url,
    async open(options = {}) {
      const database = await openDatabase(url, { clock: systemClock, ...options });
      let closing: Promise<void> | undefined;
      const closable = { ...database, close: () => (closing ??= database.close()) };
      opened.push(closable);
      return closable;
    },
  };
}

async function askForPostgres(): Promise<{ url?: string | undefined }> {
  const response = await fetch(String(process.env.TEST_POSTGRES_DOOR));
  if (!response.ok) throw new Error(await response.text());
  return z.object({ url: z.string().optional() }).parse(await response.json());
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
