import { InputHints, TurnContext, type Activity } from 'botbuilder';
import { z } from 'zod';
import { accountKey } from '../auth/person';
import type { Clock } from '../clock';
import type { Speaker, Speech } from '../dialogs/conversation';
import { readStates, writeState } from '../store/conversation-state';
import type { Database } from '../store/database';
import { forgetApprovalsPlace, noteApprovalsPlace, noteReachable } from '../store/reachable';
import { recordCard, textOf } from '../store/sent-cards';
import type { LiveMessage } from './live-message';
import { messageOf } from './message-of';
import { nothingMoreToShow, type ShownAs } from './shown-as';

/** Channels that show Adaptive Cards. On any other one people get text, unless they say «cards on». */
const channelsWithCards = ['msteams', 'webchat', 'directline', 'emulator'];

const preference = z.object({ cards: z.boolean() });

/**
 * @param wake tells the card sender that a message was recorded: its change may have moved on while it was sent.
 */
export function createSpeaker({
  database,
  clock,
  speechOf,
  wake,
}: {
  database: Database;
  clock: Clock;
  speechOf: (activity: Activity) => Promise<Speech>;
  wake: () => void;
}): Speaker & { noteWhere(turn: TurnContext): Promise<'card' | 'text'> } {
  /** Where somebody speaks with us alone, so that a card can find them; written when it is another place or form than before. */
  const lastPlace = new Map<string, string>();

  const asShown = async (activity: Activity, form: 'card' | 'text'): Promise<ShownAs> => {
    const { language, person } = await speechOf(activity);
    const { tenantId, objectId, name } = person;
    return { language, person: { tenantId, objectId, name }, text: form === 'text' };
  };

  async function noteForm({ activity }: TurnContext, form: 'card' | 'text'): Promise<void> {
    const { id: conversation, isGroup, conversationType } = activity.conversation;
    if (isGroup || (conversationType ?? 'personal') !== 'personal') return;
    const as = await asShown(activity, form);
    const person = accountKey(as.person);
    const place = JSON.stringify([conversation, as]);
    if (lastPlace.get(person) === place) return;
    const reference = JSON.stringify(TurnContext.getConversationReference(activity));
    const row = { person, conversation, reference, shown_as: JSON.stringify(as), at: clock.now().toISOString() };
    await database.transaction((trx) => noteReachable(trx, row));
    lastPlace.set(person, place);
  }

  return {
    /** Notes where somebody speaks with us alone, before anything is said. @returns the form in which they are answered there */
    async noteWhere(turn) {
      const form = (await wantsCards(database, turn.activity)) ? 'card' : 'text';
      await noteForm(turn, form);
      return form;
    },

    async send(turn, message, shows) {
      const form = (await wantsCards(database, turn.activity)) ? 'card' : 'text';
      const sent = await turn.sendActivity(messageOf(message, form));
      await noteForm(turn, form);
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

    async sendLive(turn, message): Promise<LiveMessage> {
      const form = (await wantsCards(database, turn.activity)) ? 'card' : 'text';
      // Clients that wait for an answer know by the hint that this is not yet it.
      const sent = await turn.sendActivity({ ...messageOf(message, form), inputHint: InputHints.IgnoringInput });
      const reference = TurnContext.getConversationReference(turn.activity);
      return { reference, activityId: form === 'card' ? (sent?.id ?? null) : null, text: form === 'text' };
    },

    async sendApprovalsHere({ activity }, on) {
      const conversation = activity.conversation.id;
      if (!on) return forgetApprovalsPlace(database.db, conversation);
      const form = (await wantsCards(database, activity)) ? 'card' : 'text';
      const reference = JSON.stringify(TurnContext.getConversationReference(activity));
      const shown_as = JSON.stringify(await asShown(activity, form));
      await noteApprovalsPlace(database.db, { conversation, reference, shown_as, at: clock.now().toISOString() });
    },

    async useCards(turn, on) {
      await writeState(database.db, { key: keyOf(turn.activity), value: { cards: on }, expected: 'any', at: clock.now() });
    },
  };
}

async function wantsCards(database: Database, activity: Activity): Promise<boolean> {
  const key = keyOf(activity);
  const kept = preference.safeParse((await readStates(database.db, [key])).get(key)?.value);
  return kept.success ? kept.data.cards : channelsWithCards.includes(activity.channelId);
}

function keyOf(activity: Activity): string {
  return `cards|${activity.channelId}|${activity.conversation.id}`;
}
