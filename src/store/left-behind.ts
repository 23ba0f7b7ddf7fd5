import { sql, type Kysely } from 'kysely';
import type { Schema } from './schema';

/**
 * Frees what a process held when it died: changes it worked on, cards it was sending. For the start of a bot that has the database to itself
 * (an SQLite file); where others may be at work, leases run out by themselves.
 */
export async function freeLeftBehind(db: Kysely<Schema>): Promise<void> {
  await db
    .updateTable('changes')
    .set({ due_at: sql<string>`coalesce(due_at, updated_at)`, lease_owner: null, lease_until: null })
    .where('lease_until', 'is not', null)
    .execute();
  await db.updateTable('sent_cards').set({ retry_at: null }).where('retry_at', 'is not', null).where('given_up', '=', 0).execute();
}
