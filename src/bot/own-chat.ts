import type { Activity, ConversationReference } from 'botbuilder';
import { accountKey, type Identity } from '../auth/person';
import type { Rendered } from '../cards/rendered';
import type { Language } from '../i18n/say';
import type { Database } from '../store/database';
import { findReachable } from '../store/reachable';
import { sendAnew } from '../store/sent-cards';
import type { Adapter } from './adapter';
import { placeIsGone } from './channel-error';
import { messageOf } from './message-of';
import type { Reach } from './reach';
import { shownAs, type ShownAs } from './shown-as';

type Account = Pick<Identity, 'tenantId' | 'objectId'>;

/** Somebody's own chat with us, from wherever they spoke. Each answers false where there is none that a message of ours reaches. */
export interface OwnChat {
  /** What opens it in a browser or client, where there is such an address. */
  address: string | null;
  /** Shows a change there, and keeps it up to date. */
  show(person: Account, changeId: number): Promise<boolean>;
  tell(person: Account, message: Rendered): Promise<boolean>;
  /** Anything else, made in the language that they speak there. */
  post(person: Account, make: (language: Language) => Partial<Activity>): Promise<boolean>;
}

export function createOwnChat({
  database,
  adapter,
  reach,
  wake,
  address,
}: {
  database: Database;
  adapter: Pick<Adapter, 'reach'>;
  reach: Pick<Reach, 'forget'>;
  /** Cards are to be sent. */
  wake: () => void;
  address: string | null;
}): OwnChat {
  return {
    address,
    async show(person, changeId) {
      const place = await findReachable(database.db, accountKey(person));
      if (!place) return false;
      await sendAnew(database.db, changeId, place);
      wake();
      return true;
    },
    tell: (person, message) => send(person, ({ text }) => messageOf(message, text ? 'text' : 'card')),
    post: (person, make) => send(person, ({ language }) => make(language)),
  };

  async function send(person: Account, make: (as: ShownAs) => Partial<Activity>): Promise<boolean> {
    const place = await findReachable(database.db, accountKey(person));
    if (!place) return false;
    const message = make(shownAs.parse(JSON.parse(place.shown_as)));
    try {
      await adapter.reach(JSON.parse(place.reference) as Partial<ConversationReference>, async (turn) => {
        await turn.sendActivity(message);
      });
      return true;
    } catch (error) {
      if (!placeIsGone(error)) throw error;
      await reach.forget(place.conversation);
      return false;
    }
  }
}
