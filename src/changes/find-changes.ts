import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../store/schema';
import type { ChangeFilter } from './service';

/** The ids of the changes that a filter names, newest first. */
export async function findChanges(db: Kysely<Schema>, { limit, before, key, by, since, cmdlet }: ChangeFilter): Promise<number[]> {
  let query = db.selectFrom('changes').select('changes.id').orderBy('changes.id', 'desc').limit(limit);
  if (before !== undefined) query = query.where('changes.id', '<', before);
  if (since !== undefined) query = query.where('created_at', '>=', since.toISOString());
  if (by !== undefined) query = query.where('requester_key', 'in', [...(await peopleCalled(db, by)), '']);
  if (key !== undefined) query = query.where('changes.id', 'in', db.selectFrom('parts').select('change_id').where('parts.key', '=', key));
  if (cmdlet !== undefined) {
    const planned = db
      .selectFrom('parts')
      .select('change_id')
      .where('plan', 'like', `%"cmdlet":"${cmdlet.replace(/[%_]/g, '')}"%`);
    query = query.where('changes.id', 'in', planned);
  }
  return (await query.execute()).map(({ id }) => id);
}

const shownTo = z.object({ person: z.object({ name: z.string() }) });

/** The accounts of those who spoke with us under such a name. */
async function peopleCalled(db: Kysely<Schema>, name: string): Promise<string[]> {
  const rows = await db.selectFrom('reachable').select(['person', 'shown_as']).execute();
  const wanted = name.trim().toLowerCase();
  return rows.flatMap(({ person, shown_as }) => {
    const called = shownTo.parse(JSON.parse(shown_as)).person.name.toLowerCase();
    return called.includes(wanted) || person.endsWith(`|${wanted}`) ? [person] : [];
  });
}
