import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Schema } from './schema';

/** The id of a look that begins in a conversation, or null while another one runs there, whichever bot makes it. */
export async function beginLook(db: Kysely<Schema>, conversation: string, now: Date): Promise<string | null> {
  const row = await db
    .insertInto('looks')
    .values({ id: randomUUID(), conversation, live: null, shown: null, seen_at: now.toISOString(), stop_asked: 0 })
    .onConflict((conflict) => conflict.column('conversation').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** @param live the message that tells of it, and `shown` what is needed to tell of it: both are kept as JSON. */
export async function showLookIn(db: Kysely<Schema>, id: string, live: unknown, shown: unknown): Promise<void> {
  await db
    .updateTable('looks')
    .set({ live: JSON.stringify(live), shown: JSON.stringify(shown) })
    .where('id', '=', id)
    .execute();
}

/** Says that a look goes on. `stop` when somebody asked for that, or when it was given up as dead. */
export async function touchLook(db: Kysely<Schema>, id: string, now: Date): Promise<'go-on' | 'stop'> {
  const row = await db
    .updateTable('looks')
    .set({ seen_at: now.toISOString() })
    .where('id', '=', id)
    .returning('stop_asked')
    .executeTakeFirst();
  return row?.stop_asked === 0 ? 'go-on' : 'stop';
}

/** @returns whether one runs in this conversation. */
export async function askLookToStop(db: Kysely<Schema>, conversation: string): Promise<boolean> {
  const asked = await db.updateTable('looks').set({ stop_asked: 1 }).where('conversation', '=', conversation).executeTakeFirst();
  return asked.numUpdatedRows > 0n;
}

export async function endLook(db: Kysely<Schema>, id: string): Promise<void> {
  await db.deleteFrom('looks').where('id', '=', id).execute();
}

/** Looks of which nobody has been heard since: each is ended, and comes back once. */
export async function takeDeadLooks(db: Kysely<Schema>, before: Date): Promise<{ live: string | null; shown: string | null }[]> {
  return db.deleteFrom('looks').where('seen_at', '<=', before.toISOString()).returning(['live', 'shown']).execute();
}
