import { setTimeout as pause } from 'node:timers/promises';
import type { ConversationReference } from 'botbuilder';
import type { Rendered } from '../cards/rendered';
import type { Change } from '../changes/change';
import type { Clock } from '../clock';
import type { Database } from '../store/database';
import { createGather } from '../store/gather';
import { markShown, noteActivity, noteFailure, shownVersion, takeCardsBehind, type CardBehind } from '../store/sent-cards';
import type { Adapter } from './adapter';
import { asData } from './as-data';
import { placeIsGone, retryAfter } from './channel-error';
import type { Log } from './log';
import type { Members } from './members';
import { messageOf } from './message-of';
import type { OwnChat } from './own-chat';
import { inPlace } from './place';
import type { Reach } from './reach';
import { refreshed } from './refreshed';
import { createRounds, type Rounds } from './rounds';
import { nothingMoreToShow, shownAs, type ShownAs } from './shown-as';
import type { TextPages } from './text-pages';
import type { TurnQueue } from './turn-queue';

/** Brings every message that shows a change up to date, from nothing but the stored rows. */
export interface CardSender extends Pick<Rounds, 'wake' | 'start' | 'stop'> {
  /** Looks until nothing is behind. */
  run(): Promise<void>;
}

const leaseMs = 60_000;
/** What moves on within this time is shown as one: people see no difference, channels count requests. */
const collectMs = 150;
/** Where many cards move at once each is edited less often: Teams takes about two requests a second for a conversation. */
const longestCollectMs = 1_000;

export function createCardSender({
  database,
  clock,
  adapter,
  queue,
  load,
  render,
  own,
  members,
  reach,
  pages,
  unreached,
  log,
  pollMs = 5_000,
}: {
  database: Database;
  clock: Clock;
  adapter: Adapter;
  queue: TurnQueue;
  load: (changeId: number) => Promise<Change>;
  /** Null for who may not see it any more: their message stays as it is. */
  render: (change: Change, as: ShownAs) => Promise<Rendered | null>;
  own: Pick<OwnChat, 'address'>;
  members: Pick<Members, 'of'>;
  reach: Pick<Reach, 'forget'>;
  pages: Pick<TextPages, 'first'>;
  /** A change is not shown to somebody who was to see it: no message reaches them any more. */
  unreached: (changeId: number, person: ShownAs['person']) => Promise<void>;
  log: Log;
  pollMs?: number;
}): CardSender {
  const { write } = createGather(database);
  const show = async (card: CardBehind): Promise<void> => {
    const as = shownAs.parse(JSON.parse(card.shown_as));
    const change = await load(card.change_id);
    // The turn before may have shown it meanwhile: said twice is noise.
    if ((await shownVersion(database.db, card.id)) >= change.version) return;
    // A text conversation hears of the end, and of what it has not been shown at all.
    if (as.text && change.endedAt === null && card.shown_version > 0) return write((trx) => markShown(trx, card, change.version));
    const whole = await render(change, as);
    if (!whole) return write((trx) => markShown(trx, card, nothingMoreToShow));
    const shown = inPlace(whole, as.place, own.address);
    const drawn = as.place === 'personal' ? shown : refreshed(shown, change, await members.of(card.conversation));
    await adapter.reach(JSON.parse(card.reference) as Partial<ConversationReference>, async (turn) => {
      const said = as.text ? { ...drawn, text: await pages.first(turn.activity, as.language, drawn.text) } : drawn;
      const message = { ...messageOf(said, as.text ? 'text' : 'card'), ...(as.data && asData(shown, change)) };
      if (!as.text && card.activity_id !== null) return void (await turn.updateActivity({ ...message, id: card.activity_id }));
      const sent = await turn.sendActivity(message);
      if (!as.text && sent) await noteActivity(database.db, card.id, sent.id);
    });
    const version = as.text && change.endedAt !== null ? nothingMoreToShow : change.version;
    await write((trx) => markShown(trx, card, version));
  };

  const bring = async (card: CardBehind): Promise<void> => {
    try {
      // In turn with what the person says and clicks there: a click's answer must not overwrite a newer card.
      await queue.run(card.conversation, () => show(card));
    } catch (error) {
      const waitMs = retryAfter(error, card.failures);
      log.warn(
        { changeId: card.change_id, card: card.id, waitMs, err: error },
        waitMs === null ? 'card cannot be brought up to date any more' : 'card could not be brought up to date',
      );
      await noteFailure(database.db, card.id, waitMs === null ? null : new Date(clock.now().getTime() + waitMs));
      if (!placeIsGone(error)) return;
      await reach.forget(card.conversation);
      const { place, person } = shownAs.parse(JSON.parse(card.shown_as));
      if (place === 'personal') await unreached(card.change_id, person);
    }
  };

  /** @returns how many cards were behind */
  const bringAll = async (): Promise<number> => {
    for (let count = 0; ;) {
      const behind = await database.transaction((trx) => takeCardsBehind(trx, { now: clock.now(), leaseMs }));
      if (behind.length === 0) return count;
      count += behind.length;
      await Promise.all(behind.map(bring));
    }
  };

  const rounds = createRounds({
    pollMs,
    collect: (cards) => pause(Math.min(longestCollectMs, collectMs * Math.max(1, cards))),
    round: bringAll,
    fault: (error) => log.error({ err: error }, 'cards could not be looked up'),
  });

  return {
    wake: rounds.wake,
    start: rounds.start,
    stop: rounds.stop,
    async run() {
      // Cards that are being edited just now are behind too, and taken.
      await rounds.ended();
      await bringAll();
    },
  };
}
