import type { Kysely } from 'kysely';
import type { Schema } from '../../src/store/schema';

let proposed = 0;

/** A change row with nothing in it but what a spec is about. */
export async function storedChange(
  db: Kysely<Schema>,
  given: { version?: number; due_at?: string | null; proposed_by?: string; confirmed_by?: string } = {},
): Promise<number> {
  const moment = '2026-03-01T09:00:00.000Z';
  const { id } = await db
    .insertInto('changes')
    .values({
      version: 1,
      state: 'queued',
      schema_version: 1,
      request: '{}',
      requester: '{}',
      proposed_by: `conversation|${++proposed}`,
      created_at: moment,
      updated_at: moment,
      due_at: null,
      ...given,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
