import type { ConversationReference } from 'botbuilder';
import { z } from 'zod';
import type { Clock } from '../clock';
import { raw, say, type Language } from '../i18n/say';
import { deleteStates, readStates, writeState } from '../store/conversation-state';
import type { Database } from '../store/database';
import { pagesOf } from './pages-of';

/** Long texts, page by page. */
export interface TextPages {
  /** What of a text is said at once, and how the rest is asked for. A text of before has no rest any more. */
  first(place: Place, language: Language, text: string): Promise<string>;
  /** Null where nothing waits. */
  next(place: Place, language: Language): Promise<string | null>;
  /** What was said before is not gone on with. */
  forget(place: Place): Promise<void>;
}

export type Place = Pick<ConversationReference, 'channelId' | 'conversation'>;

/** Channels that show Adaptive Cards. On any other one people get text, unless they say «cards on». */
const channelsWithCards = ['msteams', 'webchat', 'directline', 'emulator'];

export function showsCards({ channelId }: Pick<Place, 'channelId'>): boolean {
  return channelsWithCards.includes(channelId);
}

/** A text message of a phone is cut beyond 1,600 characters, and read a screen at a time; Teams refuses what is larger than 28 KB. */
const longest = { text: 1_400, cards: 20_000 };

const kept = z.object({ pages: z.array(z.string()).min(1) });

export function createTextPages({ database, clock }: { database: Database; clock: Clock }): TextPages {
  const waiting = async (key: string): Promise<string[]> => {
    const state = kept.safeParse((await readStates(database.db, [key])).get(key)?.value);
    return state.success ? state.data.pages : [];
  };

  async function begin(key: string, language: Language, [page = '', ...pages]: string[]): Promise<string> {
    if (pages.length === 0) return page;
    await writeState(database.db, { key, value: { pages }, expected: 'any', at: clock.now() });
    const command = raw(language, 'command.more.example');
    return `${page}\n\n${say(language, { key: 'card.text.more', values: { left: pages.length, command } })}`;
  }

  return {
    first: (place, language, text) => begin(keyOf(place), language, pagesOf(text, longest[showsCards(place) ? 'cards' : 'text'])),

    async next(place, language) {
      const key = keyOf(place);
      const pages = await waiting(key);
      if (pages.length === 0) return null;
      if (pages.length === 1) await deleteStates(database.db, [key]);
      return begin(key, language, pages);
    },

    async forget(place) {
      const key = keyOf(place);
      if ((await waiting(key)).length > 0) await deleteStates(database.db, [key]);
    },
  };
}

function keyOf({ channelId, conversation }: Place): string {
  return `pages|${channelId}|${conversation.id}`;
}
