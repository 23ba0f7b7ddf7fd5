import type { Kysely } from 'kysely';
import type { Schema } from './schema';

/** What one of several equal requests came to. Tokens are nowhere in here. */
export interface ExchangeAnswer {
  status: number;
  body: unknown;
}

/** Who began it is dead after so long: channels have given up by then. */
const abandonedAfterMs = 20_000;
const keptMs = 24 * 3_600_000;

/** Teams sends the same exchange from every client: the first to come does it. `theirs`: it is being done; ask again. */
export async function beginExchange(db: Kysely<Schema>, id: string, now: Date): Promise<'mine' | 'theirs' | ExchangeAnswer> {
  const begun = { id, answer: null, begun_at: now.toISOString() };
  await db
    .deleteFrom('token_exchanges')
    .where('begun_at', '<', new Date(now.getTime() - keptMs).toISOString())
    .execute();
  const inserted = await db
    .insertInto('token_exchanges')
    .values(begun)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows) return 'mine';
  const row = await db.selectFrom('token_exchanges').select('answer').where('id', '=', id).executeTakeFirst();
  if (row?.answer) return JSON.parse(row.answer) as ExchangeAnswer;
  const taken = await db
    .updateTable('token_exchanges')
    .set({ begun_at: now.toISOString() })
    .where('id', '=', id)
    .where('answer', 'is', null)
    .where('begun_at', '<', new Date(now.getTime() - abandonedAfterMs).toISOString())
    .executeTakeFirst();
  return taken.numUpdatedRows > 0n ? 'mine' : 'theirs';
}

export async function endExchange(db: Kysely<Schema>, id: string, answer: ExchangeAnswer): Promise<void> {
  await db
    .updateTable('token_exchanges')
    .set({ answer: JSON.stringify(answer) })
    .where('id', '=', id)
    .execute();
}

/** It failed without an answer: whoever waits may try. */
export async function leaveExchange(db: Kysely<Schema>, id: string): Promise<void> {
  await db.deleteFrom('token_exchanges').where('id', '=', id).where('answer', 'is', null).execute();
}
