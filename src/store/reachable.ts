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

/** No message reaches this conversation any more: nobody is found there. */
export async function forgetPlace(db: Kysely<Schema>, conversation: string): Promise<void> {
  await db.deleteFrom('reachable').where('conversation', '=', conversation).execute();
}

/** Rows whose `person` begins so are no person's: conversations that get every request for an approval. */
const approvalsIn = 'approvals|';

/** A conversation, such as a channel of the approvers, that is sent what waits for an approval. */
export async function noteApprovalsPlace(db: Kysely<Schema>, row: Omit<Selectable<ReachableRow>, 'person'>): Promise<void> {
  await noteReachable(db, { ...row, person: `${approvalsIn}${row.conversation}` });
}

export async function forgetApprovalsPlace(db: Kysely<Schema>, conversation: string): Promise<void> {
  await db.deleteFrom('reachable').where('person', '=', `${approvalsIn}${conversation}`).execute();
}

export async function approvalsPlaces(db: Kysely<Schema> | Transaction<Schema>): Promise<Reachable[]> {
  return db.selectFrom('reachable').select(['conversation', 'reference', 'shown_as']).where('person', 'like', `${approvalsIn}%`).execute();
}
