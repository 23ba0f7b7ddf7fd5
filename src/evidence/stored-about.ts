import { sql, type Kysely } from 'kysely';
import type { Schema } from '../store/schema';

/** How much of somebody is in a table, of which kind, and from when to when. */
export interface StoredAbout {
  kind:
    | 'asked'
    | 'confirmed'
    | 'called-off'
    | 'votes'
    | 'remarks'
    | 'changed'
    | 'audit'
    | 'messages'
    | 'reservations'
    | 'reports'
    | 'sign-ins'
    | 'preferences'
    | 'index';
  count: number;
  /** ISO moments; null where the table has none. */
  first: string | null;
  last: string | null;
}

/**
 * What is stored of a person: counts and moments by kind, nothing of the content. Looks through the texts of whole tables: for a question that is seldom
 * asked. What was erased is not found, and not counted.
 * @param names what somebody is known by: object id, UPN
 */
export async function storedAbout(db: Kysely<Schema>, names: readonly string[]): Promise<StoredAbout[]> {
  const has = (column: string) =>
    sql<boolean>`(${sql.join(
      names.map((name) => sql`lower(${sql.ref(column)}) like ${`%${literal(name.toLowerCase())}%`} escape '!'`),
      sql` or `,
    )})`;
  const counted = async (
    kind: StoredAbout['kind'],
    table: keyof Schema,
    where: ReturnType<typeof has>,
    moment: string | null,
  ): Promise<StoredAbout> => {
    const at = moment === null ? sql<string | null>`null` : sql<string | null>`${sql.ref(moment)}`;
    const { rows } = await sql<{ count: number | string; first: string | null; last: string | null }>`
      select count(*) as "count", min(${at}) as "first", max(${at}) as "last" from ${sql.table(table)} where ${where}`.execute(db);
    const [row] = rows;
    return { kind, count: Number(row?.count ?? 0), first: row?.first ?? null, last: row?.last ?? null };
  };
  const ofParts = sql<boolean>`id in (select change_id from parts where ${has('key')} or ${has('subject')})`;
  const found = [
    await counted('asked', 'changes', has('requester'), 'created_at'),
    await counted('confirmed', 'changes', has('confirmed_by'), 'created_at'),
    await counted('called-off', 'changes', has('called_off_by'), 'created_at'),
    await counted('votes', 'votes', has('person'), 'at'),
    await counted('remarks', 'remarks', has('person'), 'at'),
    await counted('changed', 'changes', ofParts, 'created_at'),
    await counted('audit', 'audit', sql<boolean>`(${has('actor')} or ${has('body')})`, 'at'),
    await counted('messages', 'inbox', has('activity'), 'received_at'),
    await counted('reservations', 'reservations', has('person'), 'until'),
    await counted('reports', 'reports', has('person'), 'started_at'),
    await counted('sign-ins', 'sign_ins', sql<boolean>`(${has('person')} and reason is not null)`, 'asked_at'),
    await counted('preferences', 'conversation_state', sql<boolean>`(key like 'person|%' and ${has('key')})`, 'updated_at'),
    await counted('index', 'directory_people', has('entry'), null),
  ];
  return found.filter(({ count }) => count > 0);
}

/** As `like` reads it, letter by letter. */
function literal(text: string): string {
  return text.replace(/[!%_]/g, '!$&');
}
