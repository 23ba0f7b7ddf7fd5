import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Schema, SentCardRow } from './schema';

const maxFailures = 8;

/** Remembers that a message shows a change. A message shows one thing: recorded again it shows the later one. */
export async function recordCard(
  db: Kysely<Schema>,
  card: Pick<Insertable<SentCardRow>, 'change_id' | 'conversation' | 'activity_id' | 'reference' | 'shown_as' | 'shown_version'>,
): Promise<void> {
  const fresh = { failures: 0, retry_at: null, given_up: 0 };
  await db
    .insertInto('sent_cards')
    .values({ ...card, ...fresh })
    .onConflict((conflict) => conflict.columns(['conversation', 'activity_id']).doUpdateSet({ ...card, ...fresh }))
    .execute();
}

/** A card that does not show its change as it is. */
export interface CardBehind extends Selectable<SentCardRow> {
  /** The version of the change when it was taken. Render the change as it is then read, and mark that version shown. */
  version: number;
}

/**
 * Takes cards whose change has moved on. Nobody else gets them for `leaseMs`, so that two senders cannot overtake each other and leave an old card;
 * a sender that dies leaves them to the next one.
 */
export async function takeCardsBehind(
  db: Kysely<Schema>,
  { now, leaseMs, limit = 50 }: { now: Date; leaseMs: number; limit?: number },
): Promise<CardBehind[]> {
  const moment = now.toISOString();
  const behind = await db
    .selectFrom('sent_cards')
    .innerJoin('changes', 'changes.id', 'sent_cards.change_id')
    .select(['sent_cards.id', 'changes.version'])
    .whereRef('sent_cards.shown_version', '<', 'changes.version')
    .where('sent_cards.given_up', '=', 0)
    .where((where) => where.or([where('sent_cards.retry_at', 'is', null), where('sent_cards.retry_at', '<=', moment)]))
    .orderBy('sent_cards.id')
    .limit(limit)
    .execute();
  const versions = new Map(behind.map(({ id, version }) => [id, version]));
  if (versions.size === 0) return [];
  const taken = await db
    .updateTable('sent_cards')
    .set({ retry_at: new Date(now.getTime() + leaseMs).toISOString() })
    .where('id', 'in', [...versions.keys()])
    // Asked again, because another sender may have taken some since.
    .where((where) => where.or([where('retry_at', 'is', null), where('retry_at', '<=', moment)]))
    .returningAll()
    .execute();
  return taken.map((card) => ({ ...card, version: versions.get(card.id) ?? card.shown_version })).sort((a, b) => a.id - b.id);
}

/** For whom and how a conversation shows a change, as JSON; null where it does not. */
export async function cardOf(db: Kysely<Schema>, changeId: number, conversation: string): Promise<string | null> {
  const cards = db.selectFrom('sent_cards').select('shown_as').where('change_id', '=', changeId).where('conversation', '=', conversation);
  return (await cards.orderBy('id', 'desc').limit(1).executeTakeFirst())?.shown_as ?? null;
}

/** What was not shown there any more, because the channel refused it, is sent as a new message. Text conversations hear of it as text. */
export async function sendMissed(db: Kysely<Schema>, conversation: string): Promise<void> {
  const missed = db.updateTable('sent_cards').where('conversation', '=', conversation).where('given_up', '=', 1);
  await missed.where('activity_id', 'not like', 'text|%').set({ activity_id: null }).execute();
  await missed.set({ given_up: 0, failures: 0, retry_at: null }).execute();
}

/** What the card shows by now; for a card that is gone, nothing is behind. */
export async function shownVersion(db: Kysely<Schema>, id: number): Promise<number> {
  const row = await db.selectFrom('sent_cards').select('shown_version').where('id', '=', id).executeTakeFirst();
  return row?.shown_version ?? Number.MAX_SAFE_INTEGER;
}

/** The card is this message from now on. */
export async function noteActivity(db: Kysely<Schema>, id: number, activityId: string): Promise<void> {
  await db.updateTable('sent_cards').set({ activity_id: activityId }).where('id', '=', id).execute();
}

/** The card shows this version of this change now. When the change moved on meanwhile, or the card passed to another one, it is behind again. */
export async function markShown(
  db: Kysely<Schema>,
  { id, change_id }: Pick<Selectable<SentCardRow>, 'id' | 'change_id'>,
  version: number,
): Promise<void> {
  const shown = { shown_version: version, failures: 0, retry_at: null };
  await db.updateTable('sent_cards').set(shown).where('id', '=', id).where('change_id', '=', change_id).execute();
}

/** Every message that shows one change shows the other from now on: whoever looks at the old one has to see what took its place. */
export async function passCards(db: Kysely<Schema>, { from, to }: { from: number; to: number }): Promise<void> {
  const passed = { change_id: to, shown_version: 0, failures: 0, retry_at: null };
  const cards = db.updateTable('sent_cards').where('change_id', '=', from);
  await cards
    .where('activity_id', '=', textOf(from))
    .set({ ...passed, activity_id: textOf(to) })
    .execute();
  await cards.set(passed).execute();
}

/** The change is told once more wherever it is shown: as a new message, for nobody looks at an old one again. */
export async function announceAgain(db: Kysely<Schema>, changeId: number): Promise<void> {
  const cards = db.updateTable('sent_cards').where('change_id', '=', changeId).set({ shown_version: 0, failures: 0, retry_at: null });
  await cards.execute();
  await cards.where('activity_id', '!=', textOf(changeId)).set({ activity_id: null }).execute();
}

/** Stands for an activity in a text conversation, which follows a change once, however often it was shown. */
export function textOf(changeId: number): string {
  return `text|${changeId}`;
}

/** @param retryAt when the channel may be asked again; null: never (blocked, uninstalled, the message is gone). */
export async function noteFailure(db: Kysely<Schema>, id: number, retryAt: Date | null): Promise<void> {
  await db
    .updateTable('sent_cards')
    .set((row) => ({
      failures: row('failures', '+', 1),
      retry_at: retryAt?.toISOString() ?? null,
      ...(retryAt === null && { given_up: 1 }),
    }))
    .where('id', '=', id)
    .execute();
  await db.updateTable('sent_cards').set({ given_up: 1 }).where('id', '=', id).where('failures', '>=', maxFailures).execute();
}

/** Tells a change in a conversation as a new message; what showed it there before is kept up to date too. */
export async function sendAnew(
  db: Kysely<Schema>,
  changeId: number,
  { conversation, reference, shown_as }: Pick<Selectable<SentCardRow>, 'conversation' | 'reference' | 'shown_as'>,
): Promise<void> {
  const isText = (JSON.parse(shown_as) as { text?: unknown }).text === true;
  await recordCard(db, {
    change_id: changeId,
    conversation,
    // A text conversation follows a change once; a card that is still to be sent has no id yet.
    activity_id: isText ? textOf(changeId) : null,
    reference,
    shown_as,
    shown_version: 0,
  });
}

/** Whoever is shown one change is shown the other as well, as a new message. */
export async function sendBeside(db: Kysely<Schema>, { shown, to }: { shown: number; to: number }): Promise<void> {
  const cards = await db.selectFrom('sent_cards').selectAll().where('change_id', '=', shown).where('given_up', '=', 0).execute();
  for (const card of new Map(cards.map((one) => [one.conversation, one])).values()) await sendAnew(db, to, card);
}
