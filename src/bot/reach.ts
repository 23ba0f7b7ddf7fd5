import { TurnContext, type Activity } from 'botbuilder';
import { accountKey, type Person } from '../auth/person';
import type { Clock } from '../clock';
import type { Database } from '../store/database';
import { findReachable, forgetPlace, noteReachable } from '../store/reachable';
import { sendMissed } from '../store/sent-cards';
import { wantsData } from './as-data';
import { placeOf } from './place';
import type { ShownAs } from './shown-as';

/** Where somebody speaks with us alone, so that a card can find them; and where no message comes any more. */
export interface Reach {
  /** Somebody was heard. Where they could not be reached before, they get what they missed. Does nothing in shared places. */
  note(activity: Activity, as: ShownAs): Promise<void>;
  /** The channel refuses every message to this conversation. */
  forget(conversation: string): Promise<void>;
}

/** @param restored somebody can be reached again: what waits for them has to be told @param wake cards are to be sent */
export function createReach({
  database,
  clock,
  restored,
  wake,
}: {
  database: Database;
  clock: Clock;
  restored: (person: ShownAs['person']) => Promise<void>;
  wake: () => void;
}): Reach {
  /** By person: what is written already. */
  const last = new Map<string, string>();
  return {
    async note(activity, as) {
      if (placeOf(activity.conversation) === 'shared') return;
      const { id: conversation } = activity.conversation;
      const person = accountKey(as.person);
      const place = JSON.stringify([conversation, as]);
      if (last.get(person) === place) return;
      const isNew = (await findReachable(database.db, person)) === null;
      const reference = JSON.stringify(TurnContext.getConversationReference(activity));
      const row = { person, conversation, reference, shown_as: JSON.stringify(as), at: clock.now().toISOString() };
      await database.transaction((trx) => noteReachable(trx, row));
      last.set(person, place);
      if (!isNew) return;
      await sendMissed(database.db, conversation);
      await restored(as.person);
      wake();
    },
    async forget(conversation) {
      await forgetPlace(database.db, conversation);
      last.clear();
    },
  };
}

/** How somebody is shown what concerns them, in the place where they were heard. */
export function asHeard(
  activity: Activity,
  { language, person }: { language: ShownAs['language']; person: Person },
  text: boolean,
): ShownAs {
  const { tenantId, objectId, name } = person;
  return { language, person: { tenantId, objectId, name }, text, data: wantsData(activity), place: placeOf(activity.conversation) };
}
