import type { Kysely } from 'kysely';
import { isPostgres } from './lock';
import type { InboxRow, Schema } from './schema';

/** An activity that fails this often is put aside: a poison message must not go round for ever. */
export const maxAttempts = 3;

export interface ActivityKey {
  conversation: string;
  activityId: string;
}

/**
 * Stores an incoming activity before it is handled. `seen`: it came before (channels send again after 10 to 15 s); do nothing.
 * `new`: it is the caller's to handle, until `takeUnhandled` finds it too old.
 */
export async function receive(db: Kysely<Schema>, activity: ActivityKey & { activity: unknown; at: Date }): Promise<'new' | 'seen'> {
  return insert(db, activity, { activity: JSON.stringify(activity.activity), at: activity.at, handled: false });
}

/**
 * Remembers an activity that is acted on while its sender waits for the answer, and so never again. `seen`: that was begun before. Nothing of what it says
 * is kept: it may carry somebody's token.
 */
export async function receiveOnce(db: Kysely<Schema>, key: ActivityKey, at: Date): Promise<'new' | 'seen'> {
  return insert(db, key, { activity: nothingKept, at, handled: true });
}

/** What a row keeps of an activity of which only the id is remembered. */
export const nothingKept = '{}';

/** @param kept what stays of the activity, where that is less than came */
export async function markHandled(db: Kysely<Schema>, key: ActivityKey, at: Date, kept: unknown = null): Promise<void> {
  await rowOf(db, key)
    .set({ handled_at: at.toISOString(), ...(kept !== null && { activity: JSON.stringify(kept) }) })
    .execute();
}

/** Handling threw: try again at once at the next `takeUnhandled`, or never when it has failed too often. */
export async function markFailed(db: Kysely<Schema>, key: ActivityKey, at: Date): Promise<'again' | 'given-up'> {
  const moment = at.toISOString();
  const givenUp = await rowOf(db, key).where('attempts', '>=', maxAttempts).set({ given_up_at: moment }).executeTakeFirst();
  if (givenUp.numUpdatedRows > 0n) return 'given-up';
  await rowOf(db, key).set({ taken_at: longAgo }).execute();
  return 'again';
}

/**
 * Activities that somebody began to handle before `olderThan` and did not finish (a crash, a failure), oldest first. Each goes to one caller alone
 * and counts an attempt; those that have had theirs are put aside and come back as `givenUp`, once, so that the person can be told.
 */
export async function takeUnhandled(
  db: Kysely<Schema>,
  { olderThan, now, limit = 50 }: { olderThan: Date; now: Date; limit?: number },
): Promise<{ again: InboxRow[]; givenUp: InboxRow[] }> {
  const moment = now.toISOString();
  const givenUp = await abandoned(db, olderThan, limit, '>=').set({ given_up_at: moment }).returningAll().execute();
  const again = await abandoned(db, olderThan, limit, '<')
    .set((row) => ({ taken_at: moment, attempts: row('attempts', '+', 1) }))
    .returningAll()
    .execute();
  return { again: again.sort(byArrival), givenUp: givenUp.sort(byArrival) };
}

async function insert(
  db: Kysely<Schema>,
  { conversation, activityId }: ActivityKey,
  { activity, at, handled }: { activity: string; at: Date; handled: boolean },
): Promise<'new' | 'seen'> {
  const moment = at.toISOString();
  const stored = await db
    .insertInto('inbox')
    .values({
      conversation,
      activity_id: activityId,
      activity,
      received_at: moment,
      taken_at: moment,
      handled_at: handled ? moment : null,
      given_up_at: null,
      attempts: 1,
    })
    .onConflict((conflict) => conflict.columns(['conversation', 'activity_id']).doNothing())
    .executeTakeFirst();
  return stored.numInsertedOrUpdatedRows ? 'new' : 'seen';
}

const longAgo = new Date(0).toISOString();

function rowOf(db: Kysely<Schema>, { conversation, activityId }: ActivityKey) {
  return db.updateTable('inbox').where('conversation', '=', conversation).where('activity_id', '=', activityId);
}

function abandoned(db: Kysely<Schema>, olderThan: Date, limit: number, attempts: '>=' | '<') {
  const free = db
    .selectFrom('inbox')
    .select(['conversation', 'activity_id'])
    .where('handled_at', 'is', null)
    .where('given_up_at', 'is', null)
    .where('taken_at', '<', olderThan.toISOString())
    .where('attempts', attempts, maxAttempts)
    .orderBy('received_at')
    .limit(limit)
    .$if(isPostgres(db), (query) => query.forUpdate().skipLocked());
  return db
    .with('free', () => free)
    .updateTable('inbox')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('free')
          .select('free.activity_id')
          .whereRef('free.conversation', '=', 'inbox.conversation')
          .whereRef('free.activity_id', '=', 'inbox.activity_id'),
      ),
    );
}

function byArrival(a: InboxRow, b: InboxRow): number {
  return a.received_at < b.received_at ? -1 : 1;
}
