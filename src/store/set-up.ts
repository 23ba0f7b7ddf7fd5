import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema';

/** What the team has ticked off in the set-up, one row a step. */
export async function readTicks(db: Kysely<Schema>): Promise<{ step: string; answer: string; name: string; at: string }[]> {
  return db.selectFrom('setup_ticks').selectAll().orderBy('at').execute();
}

/** @param tick null takes a tick back. */
export async function writeTick(
  trx: Transaction<Schema>,
  step: string,
  tick: { answer: string; name: string; at: string } | null,
): Promise<void> {
  await trx.deleteFrom('setup_ticks').where('step', '=', step).execute();
  if (tick)
    await trx
      .insertInto('setup_ticks')
      .values({ step, ...tick })
      .execute();
}

/** What each check came to the last time; `findings` is JSON. */
export async function readOutcomes(
  db: Kysely<Schema>,
): Promise<{ id: string; target: string; result: string; findings: string; at: string }[]> {
  return db.selectFrom('check_outcomes').selectAll().orderBy('id').execute();
}

/** @param of the beginnings of the ids that were looked at: what is no longer among them is forgotten. */
export async function writeOutcomes(
  trx: Transaction<Schema>,
  of: readonly string[],
  outcomes: readonly { id: string; target: string; result: string; findings: string; at: string }[],
): Promise<void> {
  for (const begin of of) await trx.deleteFrom('check_outcomes').where('id', 'like', `${begin}%`).execute();
  for (const outcome of outcomes) {
    await trx
      .insertInto('check_outcomes')
      .values(outcome)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(outcome))
      .execute();
  }
}
