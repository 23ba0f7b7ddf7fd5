import { sql, type Kysely } from 'kysely';
import { isPostgres } from './lock';
import type { Schema } from './schema';

/**
 * Takes changes that are due: nobody else gets them until the lease runs out. Whoever confirmed the fewest of those that are held comes first, then
 * the longest waiting, so that a batch of one person does not keep others waiting.
 * While a change is held its `due_at` is empty. Whoever sets `due_at` meanwhile wakes it once more after its release, so no wish is lost;
 * a holder that dies leaves a lease that runs out, and the next caller gets the change.
 * @param options.owner names one worker of one process start; nobody else uses the name.
 * @returns the ids of the changes that `owner` holds now.
 */
export async function claimDue(
  db: Kysely<Schema>,
  { owner, now, leaseMs, limit }: { owner: string; now: Date; leaseMs: number; limit: number },
): Promise<number[]> {
  const moment = now.toISOString();
  const taken = await db
    .with('line', (query) =>
      query
        .selectFrom('changes')
        .select([
          'id',
          sql<string>`coalesce(due_at, lease_until)`.as('since'),
          sql<number>`row_number() over (
            partition by confirmed_by
            order by case when lease_until > ${moment} then 0 else 1 end, coalesce(due_at, lease_until), id
          )`.as('turn'),
        ])
        .where((where) => where.or([where('due_at', '<=', moment), where('lease_until', 'is not', null)])),
    )
    // Not a plain subquery: PostgreSQL may run one twice, and take more than the limit.
    .with('free', (query) =>
      query
        .selectFrom('changes')
        .innerJoin('line', 'line.id', 'changes.id')
        .select('changes.id')
        .where((where) =>
          where.or([
            where.and([where('due_at', '<=', moment), where('lease_until', 'is', null)]),
            // Held by somebody who did not come back.
            where('lease_until', '<=', moment),
          ]),
        )
        .orderBy('line.turn')
        .orderBy('line.since')
        .orderBy('changes.id')
        .limit(limit)
        .$if(isPostgres(db), (locking) => locking.forUpdate('changes').skipLocked()),
    )
    .updateTable('changes')
    .set({ due_at: null, lease_owner: owner, lease_until: after(now, leaseMs) })
    .where('id', 'in', (query) => query.selectFrom('free').select('free.id'))
    .returning('id')
    .execute();
  return taken.map(({ id }) => id).sort((a, b) => a - b);
}

/** @returns false when the lease is lost: stop working on it. */
export async function holdsLease(db: Kysely<Schema>, { id, owner }: { id: number; owner: string }): Promise<boolean> {
  const held = await db.selectFrom('changes').select('id').where('id', '=', id).where('lease_owner', '=', owner).executeTakeFirst();
  return held !== undefined;
}

/** @returns false when the lease is lost: stop working on it. */
export async function renewLease(
  db: Kysely<Schema>,
  { id, owner, now, leaseMs }: { id: number; owner: string; now: Date; leaseMs: number },
): Promise<boolean> {
  const renewed = await db
    .updateTable('changes')
    .set({ lease_until: after(now, leaseMs) })
    .where('id', '=', id)
    .where('lease_owner', '=', owner)
    .executeTakeFirst();
  return renewed.numUpdatedRows > 0n;
}

/**
 * Lets go. It is due again at `nextDueAt`, or earlier when somebody asked for that meanwhile; null: when somebody asks.
 * @returns false when the lease was lost already.
 */
export async function releaseLease(db: Kysely<Schema>, id: number, owner: string, nextDueAt: Date | null): Promise<boolean> {
  const next = nextDueAt?.toISOString() ?? null;
  const released = await db
    .updateTable('changes')
    .set({
      ...(next !== null && { due_at: sql<string>`case when due_at < ${next} then due_at else ${next} end` }),
      lease_owner: null,
      lease_until: null,
    })
    .where('id', '=', id)
    .where('lease_owner', '=', owner)
    .executeTakeFirst();
  return released.numUpdatedRows > 0n;
}

function after(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString();
}
