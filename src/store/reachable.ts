import type { Kysely, Selectable, Transaction } from 'kysely';
import type { ReachableRow, Schema } from './schema';

export type Reachable = Pick<Selectable<ReachableRow>, 'conversation' | 'reference' | 'shown_as'>;

/** Remembers where somebody speaks with us alone: a card of ours finds them there. */
export async function noteReachable(db: Kysely<Schema>, row: Selectable<ReachableRow>): Promise<void> {
  await db
    .insertInto('reachable')
    .values(row)
    .onConflict((conflict) => conflict.column('person').doUpdateSet(row))
    .execute();
}

/** @param person `tenantId|objectId` */
export async function findReachable(db: Kysely<Schema> | Transaction<Schema>, person: string): Promise<Reachable | null> {
  const found = await db
    .selectFrom('reachable')
    .select(['conversation', 'reference', 'shown_as'])
    .where('person', '=', person)
    .executeTakeFirst();
  return found ?? null;
}
