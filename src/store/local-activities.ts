import type { Kysely, Transaction } from 'kysely';
import { lockUntilCommit } from './lock';
import type { LocalActivityRow, Schema } from './schema';

/**
 * Puts an activity at the end of a local conversation's stream. One with an id that is there already is an edit: it leaves its old place, and
 * whoever follows the stream gets it again.
 * @returns its position, the new watermark.
 */
export async function putLocalActivity(
  trx: Transaction<Schema>,
  { conversation, activityId, activity }: { conversation: string; activityId: string; activity: unknown },
): Promise<number> {
  // Positions must become visible in their order, or a reader's watermark would step over one.
  await lockUntilCommit(trx, `local ${conversation}`);
  const last = await trx
    .selectFrom('local_activities')
    .select(({ fn }) => fn.max('position').as('position'))
    .where('conversation', '=', conversation)
    .executeTakeFirst();
  const row = {
    conversation,
    position: Number(last?.position ?? 0) + 1,
    activity_id: activityId,
    activity: JSON.stringify(activity),
  };
  await trx
    .insertInto('local_activities')
    .values(row)
    .onConflict((conflict) => conflict.columns(['conversation', 'activity_id']).doUpdateSet(row))
    .execute();
  return row.position;
}

/** One activity of a local conversation, where there is one. */
export function localActivity(
  db: Kysely<Schema>,
  conversation: string,
  activityId: string,
): Promise<Pick<LocalActivityRow, 'position' | 'activity'> | undefined> {
  return db
    .selectFrom('local_activities')
    .select(['position', 'activity'])
    .where('conversation', '=', conversation)
    .where('activity_id', '=', activityId)
    .executeTakeFirst();
}

/** What came after a watermark (0: everything), in order. */
export function localActivitiesAfter(
  db: Kysely<Schema>,
  conversation: string,
  watermark: number,
): Promise<Pick<LocalActivityRow, 'position' | 'activity_id' | 'activity'>[]> {
  return db
    .selectFrom('local_activities')
    .select(['position', 'activity_id', 'activity'])
    .where('conversation', '=', conversation)
    .where('position', '>', watermark)
    .orderBy('position')
    .execute();
}
