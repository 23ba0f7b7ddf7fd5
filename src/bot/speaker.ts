import { InputHints, TurnContext, type Activity } from 'botbuilder';
import { z } from 'zod';
import type { Rendered } from '../cards/rendered';
import { asShared } from '../cards/shared';
import type { Change } from '../changes/change';
import type { Clock } from '../clock';
import type { Speaker, Speech } from '../dialogs/conversation';
import { readStates, writeState } from '../store/conversation-state';
import type { Database } from '../store/database';
import { forgetApprovalsPlace, noteApprovalsPlace } from '../store/reachable';
import { recordCard, sendAnew, textOf } from '../store/sent-cards';
import { asData, wantsData } from './as-data';
import type { LiveMessage } from './live-message';
import { messageOf } from './message-of';
import type { OwnChat } from './own-chat';
import { inPlace, placeOf } from './place';
import { asHeard, type Reach } from './reach';
import { nothingMoreToShow, type ShownAs } from './shown-as';
import { showsCards, type TextPages } from './text-pages';

/** Marks a turn in which something was said. */
const begun = Symbol('begun');

const preference = z.object({ cards: z.boolean() });

/**
 * @param wake tells the card sender that a message was recorded: its change may have moved on while it was sent.
 */
export function createSpeaker({
  database,
  clock,
  speechOf,
  wake,
  own,
  reach,
  pages,
}: {
  database: Database;
  clock: Clock;
  speechOf: (activity: Activity) => Promise<Speech>;
  wake: () => void;
  /** Where whole answers go of what was asked in a channel. */
  own: OwnChat;
  reach: Reach;
  pages: TextPages;
}): Speaker & { noteWhere(turn: TurnContext): Promise<'card' | 'text'> } {
  const asShown = async (activity: Activity, form: 'card' | 'text'): Promise<ShownAs> =>
    asHeard(activity, await speechOf(activity), form === 'text');

  /** What others may read goes there; the whole goes to whoever asked, in their own chat. */
  async function sendShared(turn: TurnContext, message: Rendered, shows: Change | undefined): Promise<void> {
    const { activity } = turn;
    const { person } = await speechOf(activity);
    const form = (await wantsCards(database, activity)) ? 'card' : 'text';
    const shared = asShared(message, own.address);
    if (shared.less && shows) await own.show(person, shows.id);
    else if (shared.less) await own.tell(person, message);
    if (!shows) return void (await turn.sendActivity(messageOf(shared, form)));
    // The card sender makes it: with nobody's buttons, and refreshed for each.
    const reference = JSON.stringify(TurnContext.getConversationReference(activity));
    const { id: conversation } = activity.conversation;
    await sendAnew(database.db, shows.id, { conversation, reference, shown_as: JSON.stringify(await asShown(activity, form)) });
    wake();
  }

  /** What is said first in a turn ends a text of before; what is said after it does not. */
  async function inPages(turn: TurnContext, message: Rendered): Promise<Rendered> {
    if (!turn.turnState.get<boolean>(begun)) await pages.forget(turn.activity);
    turn.turnState.set(begun, true);
    return { ...message, text: await pages.first(turn.activity, (await speechOf(turn.activity)).language, message.text) };
  }

  return {
    /** Notes where somebody speaks with us alone, before anything is said. @returns the form in which they are answered there */
    async noteWhere({ activity }) {
      const form = (await wantsCards(database, activity)) ? 'card' : 'text';
      await reach.note(activity, await asShown(activity, form));
      return form;
    },

    async send(turn, message, shows) {
      if (placeOf(turn.activity.conversation) === 'shared') return sendShared(turn, message, shows);
      const form = (await wantsCards(database, turn.activity)) ? 'card' : 'text';
      const said = form === 'text' ? await inPages(turn, message) : message;
      const sent = await turn.sendActivity({ ...messageOf(said, form), ...(wantsData(turn.activity) && asData(message, shows)) });
      await reach.note(turn.activity, await asShown(turn.activity, form));
      if (!shows || (form === 'card' && !sent?.id)) return;
      await recordCard(database.db, {
        change_id: shows.id,
        conversation: turn.activity.conversation.id,
        activity_id: form === 'card' ? String(sent?.id) : textOf(shows.id),
        reference: JSON.stringify(TurnContext.getConversationReference(turn.activity)),
        shown_as: JSON.stringify(await asShown(turn.activity, form)),
        shown_version: form === 'text' && shows.endedAt !== null ? nothingMoreToShow : shows.version,
      });
      wake();
    },

    async sendMore(turn) {
      const page = await pages.next(turn.activity, (await speechOf(turn.activity)).language);
      if (page === null) return false;
      turn.turnState.set(begun, true);
      const message = { card: null, text: page, summary: page };
      await turn.sendActivity({ ...messageOf(message, 'text'), ...(wantsData(turn.activity) && asData(message, undefined)) });
      return true;
    },

    async sendLive(turn, message): Promise<LiveMessage> {
      const form = (await wantsCards(database, turn.activity)) ? 'card' : 'text';
      const place = placeOf(turn.activity.conversation);
      // Clients that wait for an answer know by the hint that this is not yet it.
      const sent = await turn.sendActivity({
        ...messageOf(inPlace(message, place, own.address), form),
        ...(wantsData(turn.activity) && asData(message, undefined)),
        inputHint: InputHints.IgnoringInput,
      });
      const reference = TurnContext.getConversationReference(turn.activity);
      const speech = await speechOf(turn.activity);
      const { tenantId, objectId } = speech.person;
      return {
        reference,
        activityId: form === 'card' ? (sent?.id ?? null) : null,
        text: form === 'text',
        data: wantsData(turn.activity),
        language: speech.language,
        place,
        person: { tenantId, objectId },
      };
    },

    async sendToOwnChat({ activity }, { id }) {
      const { person } = await speechOf(activity);
      return own.show(person, id);
    },

    async sendApprovalsHere({ activity }, on) {
      const conversation = activity.conversation.id;
      if (!on) return forgetApprovalsPlace(database.db, conversation);
      const form = (await wantsCards(database, activity)) ? 'card' : 'text';
      const reference = JSON.stringify(TurnContext.getConversationReference(activity));
      const shown_as = JSON.stringify(await asShown(activity, form));
      await noteApprovalsPlace(database.db, { conversation, reference, shown_as, at: clock.now().toISOString() });
    },

    isShared: ({ activity }) => placeOf(activity.conversation) === 'shared',

    async useCards(turn, on) {
      await writeState(database.db, { key: keyOf(turn.activity), value: { cards: on }, expected: 'any', at: clock.now() });
    },
  };
}

/** Whether a conversation is had in cards. */
export async function wantsCards(database: Database, activity: Activity): Promise<boolean> {
  const key = keyOf(activity);
  const kept = preference.safeParse((await readStates(database.db, [key])).get(key)?.value);
  return kept.success ? kept.data.cards : showsCards(activity);
}

function keyOf(activity: Activity): string {
  return `cards|${activity.channelId}|${activity.conversation.id}`;
}
