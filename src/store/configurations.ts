import type { Kysely, Transaction } from 'kysely';
import type { ConfigurationRow, Schema } from './schema';

/** The configuration that came into force last, whichever bot has it. */
export async function lastInForce(db: Kysely<Schema>): Promise<ConfigurationRow | null> {
  const row = await db
    .selectFrom('configurations')
    .selectAll()
    .where('in_force_at', 'is not', null)
    .orderBy('in_force_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

export async function findConfiguration(db: Kysely<Schema>, version: string): Promise<ConfigurationRow | null> {
  return (await db.selectFrom('configurations').selectAll().where('version', '=', version).executeTakeFirst()) ?? null;
}

/** Adds a version, or says more of one that is known. */
export async function writeConfiguration(
  trx: Transaction<Schema>,
  row: Pick<ConfigurationRow, 'version' | 'content' | 'seen_at'>,
  told: Partial<Pick<ConfigurationRow, 'in_force_at' | 'approved_by' | 'approved_at'>> = {},
): Promise<void> {
  await trx
    .insertInto('configurations')
    .values({ in_force_at: null, approved_by: null, approved_at: null, ...row, ...told })
    .onConflict((conflict) => conflict.column('version').doUpdateSet({ content: row.content, ...told }))
    .execute();
}
