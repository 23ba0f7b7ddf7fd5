import type { Kysely, Transaction } from 'kysely';
import { accountKey, recorded, type Identity, type Person } from '../auth/person';
import type { ReportRow, Schema } from './schema';

/** The row of a report that begins, or null while another of this person's runs. */
export async function beginReport(
  trx: Transaction<Schema>,
  { person, request, language, now }: { person: Person; request: unknown; language: string; now: Date },
): Promise<number | null> {
  const at = now.toISOString();
  const row = await trx
    .insertInto('reports')
    .values({
      person: JSON.stringify(recorded(person)),
      running: accountKey(person),
      request: JSON.stringify(request),
      language,
      live: null,
      started_at: at,
      seen_at: at,
    })
    .onConflict((conflict) => conflict.column('running').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function showReportIn(db: Kysely<Schema>, id: number, live: unknown): Promise<void> {
  await db
    .updateTable('reports')
    .set({ live: JSON.stringify(live) })
    .where('id', '=', id)
    .execute();
}

/** Says that a report is still being made. `stop` when somebody asked for that, or when it was given up as dead. */
export async function touchReport(db: Kysely<Schema>, id: number, now: Date): Promise<'go-on' | 'stop'> {
  const row = await db
    .updateTable('reports')
    .set({ seen_at: now.toISOString() })
    .where('id', '=', id)
    .where('running', 'is not', null)
    .returning('stop_asked')
    .executeTakeFirst();
  return row?.stop_asked === 0 ? 'go-on' : 'stop';
}

/** @returns whether one of this person's is running. */
export async function askReportToStop(db: Kysely<Schema>, person: Identity): Promise<boolean> {
  const asked = await db.updateTable('reports').set({ stop_asked: 1 }).where('running', '=', accountKey(person)).executeTakeFirst();
  return asked.numUpdatedRows > 0n;
}

/** @returns false when somebody else has ended it meanwhile. */
export async function endReport(trx: Transaction<Schema>, id: number): Promise<boolean> {
  const ended = await trx
    .updateTable('reports')
    .set({ running: null })
    .where('id', '=', id)
    .where('running', 'is not', null)
    .executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}

/** Reports of which nobody has been heard since: each is ended, and comes back once. */
export async function takeDeadReports(db: Kysely<Schema>, before: Date): Promise<Pick<ReportRow, 'request' | 'language' | 'live'>[]> {
  return db
    .updateTable('reports')
    .set({ running: null })
    .where('running', 'is not', null)
    .where('seen_at', '<=', before.toISOString())
    .returning(['request', 'language', 'live'])
    .execute();
}
