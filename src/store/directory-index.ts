import type { Kysely, Transaction } from 'kysely';
import type { Recorded } from '../auth/person';
import type { Clock } from '../clock';
import { appendAudit } from './audit';
import type { Schema } from './schema';

/** An account as it is stored. */
export interface IndexedPerson {
  id: string;
  /** JSON of what suggestions show; the same text for the same content. */
  entry: string;
  /** What it is found by, each once. */
  words: string[];
}

export interface Refresh {
  generation: number;
  /** Where it goes on; null at its beginning. */
  upTo: string | null;
}

/**
 * Takes the refresh when it is due and nobody has it: the one that is not finished goes on where it stopped, otherwise a new one begins.
 * @param due.before a refresh is due when the last whole one had begun before then
 * @returns null when it is not due, or another bot has it
 */
export async function takeRefresh(
  db: Kysely<Schema>,
  { owner, now, leaseMs, before }: { owner: string; now: Date; leaseMs: number; before: Date },
): Promise<Refresh | null> {
  const moment = now.toISOString();
  const taken = await db
    .updateTable('directory_state')
    .set((row) => ({
      generation: row
        .case()
        .when('begun_at', 'is', null)
        .then(row('generation', '+', 1))
        .else(row.ref('generation'))
        .end(),
      begun_at: row.fn.coalesce('begun_at', row.val(moment)),
      lease_owner: owner,
      lease_until: new Date(now.getTime() + leaseMs).toISOString(),
    }))
    .where((where) => where.or([where('lease_until', 'is', null), where('lease_until', '<=', moment)]))
    .where((where) =>
      where.or([where('begun_at', 'is not', null), where('completed_at', 'is', null), where('completed_at', '<=', before.toISOString())]),
    )
    .returning(['generation', 'up_to'])
    .executeTakeFirst();
  return taken ? { generation: taken.generation, upTo: taken.up_to } : null;
}

/** Stores a page and how far the refresh has come, all or nothing. Who has not changed costs one read. @returns false when the lease is lost. */
export async function putPage(
  trx: Transaction<Schema>,
  {
    owner,
    generation,
    people,
    upTo,
    leaseUntil,
  }: { owner: string; generation: number; people: IndexedPerson[]; upTo: string | null; leaseUntil: Date },
): Promise<boolean> {
  const kept = await trx
    .updateTable('directory_state')
    .set({ up_to: upTo, lease_until: leaseUntil.toISOString() })
    .where('lease_owner', '=', owner)
    .executeTakeFirst();
  if (kept.numUpdatedRows === 0n) return false;
  if (people.length === 0) return true;
  const ids = people.map(({ id }) => id);
  const rows = await trx.selectFrom('directory_people').select(['id', 'entry']).where('id', 'in', ids).execute();
  const before = new Map(rows.map(({ id, entry }) => [id, entry]));
  const changed = people.filter(({ id, entry }) => before.get(id) !== entry);
  await trx.updateTable('directory_people').set({ generation }).where('id', 'in', ids).execute();
  if (changed.length === 0) return true;
  const changedIds = changed.map(({ id }) => id);
  await trx.deleteFrom('directory_words').where('person', 'in', changedIds).execute();
  await trx
    .insertInto('directory_people')
    .values(changed.map(({ id, entry }) => ({ id, entry, generation })))
    .onConflict((conflict) => conflict.column('id').doUpdateSet((row) => ({ entry: row.ref('excluded.entry'), generation })))
    .execute();
  const words = changed.flatMap(({ id, words: all }) => all.map((word) => ({ word, person: id })));
  if (words.length > 0) await trx.insertInto('directory_words').values(words).execute();
  return true;
}

/**
 * The refresh has read everybody: who was not seen is gone. Nothing is done when the lease is lost.
 * @param reader as whom it was read, for the record
 */
export async function finishRefresh(
  trx: Transaction<Schema>,
  clock: Clock,
  { owner, generation, reader }: { owner: string; generation: number; reader: Recorded },
): Promise<void> {
  const ended = await trx
    .updateTable('directory_state')
    .set((row) => ({ completed_at: row.ref('begun_at'), begun_at: null, up_to: null, lease_owner: null, lease_until: null }))
    .where('lease_owner', '=', owner)
    .executeTakeFirst();
  if (ended.numUpdatedRows === 0n) return;
  const gone = trx.selectFrom('directory_people').select('id').where('generation', '<', generation);
  await trx.deleteFrom('directory_words').where('person', 'in', gone).execute();
  await trx.deleteFrom('directory_people').where('generation', '<', generation).execute();
  const { people } = await trx
    .selectFrom('directory_people')
    .select(({ fn }) => fn.countAll().as('people'))
    .executeTakeFirstOrThrow();
  await appendAudit(trx, clock, { kind: 'directory.read', changeId: null, actor: reader, body: { people: Number(people) } });
}

/** Lets go of a refresh that is not finished: whoever takes it next goes on. */
export async function releaseRefresh(db: Kysely<Schema>, owner: string): Promise<void> {
  await db.updateTable('directory_state').set({ lease_owner: null, lease_until: null }).where('lease_owner', '=', owner).execute();
}

/** When the last whole refresh began, null when there was none. */
export async function indexedAt(db: Kysely<Schema>): Promise<Date | null> {
  const row = await db.selectFrom('directory_state').select('completed_at').executeTakeFirst();
  return row?.completed_at ? new Date(row.completed_at) : null;
}

/** The entries of those who have a word beginning with each of these. The longest one is looked up first: it leaves the fewest. */
export async function searchIndex(db: Kysely<Schema>, beginnings: readonly string[], limit: number): Promise<string[]> {
  const [first, ...others] = [...beginnings].sort((one, other) => other.length - one.length);
  if (first === undefined) return [];
  let found = db
    .selectFrom('directory_words as first')
    .select('first.person')
    .distinct()
    .where('first.word', '>=', first)
    .where('first.word', '<', endOf(first));
  for (const other of others) {
    found = found.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('directory_words as other')
          .select('other.word')
          .whereRef('other.person', '=', 'first.person')
          .where('other.word', '>=', other)
          .where('other.word', '<', endOf(other)),
      ),
    );
  }
  const rows = await db.selectFrom('directory_people').select('entry').where('id', 'in', found.limit(limit)).execute();
  return rows.map(({ entry }) => entry);
}

/** After every text that begins so. */
function endOf(beginning: string): string {
  return `${beginning}\u{10FFFF}`;
}
