import { sql, type Transaction } from 'kysely';
import type { Person, Recorded } from '../auth/person';
import type { Clock } from '../clock';
import { appendAudit } from '../store/audit';
import { isPostgres } from '../store/lock';
import type { Schema } from '../store/schema';
import type { Change, JournalEntry, Part, PlannedStep } from './change';
import { loadChanges } from './change-rows';
import { isEnded, transition, type ChangeEvent } from './transition';

type Trx = Transaction<Schema>;

/** A change as it is now, that nobody else may move before this transaction ends. Null when there is none. */
export async function lockChange(trx: Trx, id: number): Promise<Change | null> {
  const held = await trx
    .selectFrom('changes')
    .select('id')
    .where('id', '=', id)
    .$if(isPostgres(trx), (query) => query.forUpdate())
    .executeTakeFirst();
  return held ? ((await loadChanges(trx, [id]))[0] ?? null) : null;
}

export interface Told {
  kind: string;
  actor: Person | Recorded | null;
  body: object;
}

/**
 * Moves a change on: state, version and audit entry in the caller's transaction; what authorises a run is read from these entries (told.ts). Throws when a move is not legal.
 * @param events the moves in a row; none for news that change no state
 */
export async function saveMove(
  trx: Trx,
  clock: Clock,
  change: Change,
  events: ChangeEvent[],
  told: Told,
  columns: {
    confirmed_by?: string;
    asked?: string;
    runs_as?: string | null;
    replaced_by?: number;
    put_back_by?: number;
    stop_asked?: number;
    called_off_by?: string;
    resumed_at?: string;
    due_at?: string | null;
  } = {},
): Promise<void> {
  const state = events.reduce((from, event) => {
    const to = transition(from, event);
    if (to === null) throw new Error(`A change cannot ${event} from ${from}.`);
    return to;
  }, change.state);
  const now = clock.now().toISOString();
  const ends = isEnded(state) && !isEnded(change.state);
  await trx
    .updateTable('changes')
    .set({ state, version: sql<number>`version + 1`, updated_at: now, ...(ends && { ended_at: now }), ...columns })
    .where('id', '=', change.id)
    .execute();
  if (ends) await letGo(trx, change.parts);
  await appendAudit(trx, clock, {
    kind: told.kind,
    changeId: change.id,
    actor: told.actor,
    body: { from: change.state, to: state, version: change.version + 1, ...told.body },
  });
}

/** An ended part frees its key for others. What was never sent has nothing to settle, so its claims go too. */
export async function letGo(trx: Trx, parts: readonly Part[]): Promise<void> {
  for (const part of parts) {
    await trx.updateTable('parts').set({ holds: null }).where('id', '=', part.id).execute();
    const settling = await trx.selectFrom('parts').select('holds_until').where('id', '=', part.id).executeTakeFirst();
    if (!settling?.holds_until) await trx.deleteFrom('claims').where('part_id', '=', part.id).execute();
  }
}

/** All parts of a change that ends before anything was sent. */
export async function neverStarted(trx: Trx, changeId: number): Promise<void> {
  await trx.updateTable('parts').set({ state: 'not-started' }).where('change_id', '=', changeId).execute();
}

export async function savePart(
  trx: Trx,
  part: Part,
  columns: Partial<Pick<Part, 'state' | 'after' | 'note' | 'before' | 'explained' | 'rechecks'>> & { holdsUntil?: Date },
): Promise<void> {
  const { state, after, note, before, explained, rechecks, holdsUntil } = columns;
  await trx
    .updateTable('parts')
    .set({
      ...(state && { state }),
      ...(after !== undefined && { after: after && JSON.stringify(after) }),
      ...(note !== undefined && { note: note && JSON.stringify(note) }),
      ...(before && { before: JSON.stringify(before) }),
      ...(explained && { explained: JSON.stringify(explained) }),
      ...(rechecks && { rechecks: JSON.stringify(rechecks) }),
      ...(holdsUntil && { holds_until: holdsUntil.toISOString() }),
    })
    .where('id', '=', part.id)
    .execute();
}

/** The intent to send, committed before it is sent. Unique on (part, step, attempt): the second writer fails. */
export async function journalIntent(trx: Trx, clock: Clock, part: Part, planned: PlannedStep, attempt: number): Promise<number> {
  const { id } = await trx
    .insertInto('journal')
    .values({
      part_id: part.id,
      step_hash: planned.hash,
      attempt,
      step: JSON.stringify(planned.step),
      sent_at: clock.now().toISOString(),
      outcome: null,
      error: null,
      ended_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function journalOutcome(
  trx: Trx,
  clock: Clock,
  id: number,
  outcome: Exclude<JournalEntry['outcome'], null>,
  error: JournalEntry['error'],
): Promise<void> {
  await trx
    .updateTable('journal')
    .set({ outcome, error: error && JSON.stringify(error), ended_at: clock.now().toISOString() })
    .where('id', '=', id)
    .execute();
}
