import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Schema } from './schema';

/** Of the envelope that states are kept in. A state of another version is not read: the conversation starts again. */
const schemaVersion = 1;

export interface KeptState {
  value: unknown;
  etag: string;
}

/** The states that are there, by key. One of another schema version comes as an empty object, with its eTag, so that it can be replaced. */
export async function readStates(db: Kysely<Schema>, keys: readonly string[]): Promise<Map<string, KeptState>> {
  if (keys.length === 0) return new Map();
  const rows = await db.selectFrom('conversation_state').select(['key', 'value', 'etag']).where('key', 'in', keys).execute();
  return new Map(rows.map(({ key, value, etag }) => [key, { value: opened(value), etag }]));
}

/**
 * @param expected the eTag that was read; `absent`: nobody may have written before; `any`: whatever is there is replaced.
 * @returns the new eTag, or null when somebody else was faster.
 */
export async function writeState(
  db: Kysely<Schema>,
  { key, value, expected, at }: { key: string; value: object; expected: { etag: string } | 'absent' | 'any'; at: Date },
): Promise<string | null> {
  const row = { key, value: JSON.stringify({ schemaVersion, value }), etag: randomUUID(), updated_at: at.toISOString() };
  const insert = db.insertInto('conversation_state').values(row);
  if (expected === 'any') {
    await insert.onConflict((conflict) => conflict.column('key').doUpdateSet(row)).execute();
    return row.etag;
  }
  if (expected === 'absent') {
    const inserted = await insert.onConflict((conflict) => conflict.column('key').doNothing()).executeTakeFirst();
    return inserted.numInsertedOrUpdatedRows ? row.etag : null;
  }
  const updated = await db
    .updateTable('conversation_state')
    .set(row)
    .where('key', '=', key)
    .where('etag', '=', expected.etag)
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n ? row.etag : null;
}

export async function deleteStates(db: Kysely<Schema>, keys: readonly string[]): Promise<void> {
  if (keys.length > 0) await db.deleteFrom('conversation_state').where('key', 'in', keys).execute();
}

/** Takes away the states whose key begins so and that were not written since, each for one taker alone. @returns what they held */
export async function takeStates(db: Kysely<Schema>, { prefix, before }: { prefix: string; before: Date }): Promise<unknown[]> {
  const taken = await db
    .deleteFrom('conversation_state')
    .where('key', '>=', prefix)
    .where('key', '<', `${prefix}\uffff`)
    .where('updated_at', '<=', before.toISOString())
    .returning('value')
    .execute();
  return taken.map(({ value }) => opened(value));
}

function opened(text: string): unknown {
  const kept: unknown = JSON.parse(text);
  const current = typeof kept === 'object' && kept !== null && 'schemaVersion' in kept && kept.schemaVersion === schemaVersion;
  return current && 'value' in kept ? kept.value : {};
}
