import type { Storage, StoreItem, StoreItems } from 'botbuilder';
import type { Transaction } from 'kysely';
import type { Clock } from '../clock';
import { deleteStates, readStates, writeState } from '../store/conversation-state';
import type { Database } from '../store/database';
import type { Schema } from '../store/schema';

/** Somebody else (another replica, a click during a dialog) wrote this conversation since it was read. Read again, then handle the turn again. */
export class ConversationConflictError extends Error {
  constructor(readonly key: string) {
    // The SDK's token exchange middleware recognises a conflict by these two words.
    super(`eTag conflict: ${key} was written meanwhile.`);
    this.name = 'ConversationConflictError';
  }
}

type Expected = Parameters<typeof writeState>[1]['expected'];

/**
 * Conversation and user state in the database, with eTags enforced. BotState writes with eTag `*`, which would overwrite whatever is there;
 * so this storage remembers what each object was read as. An object that it did not hand out (after BotState.clear) and that has
 * no eTag of its own overwrites.
 */
export function conversationStorage(database: Database, clock: Clock): Storage {
  const readAs = new WeakMap<StoreItem, Expected>();

  async function write(trx: Transaction<Schema>, key: string, item: StoreItem): Promise<string | null> {
    const { eTag, ...value } = item;
    const state = { key, value, at: clock.now() };
    const known = readAs.get(item);
    if (known) return writeState(trx, { ...state, expected: known });
    if (eTag === undefined || eTag === '*') return writeState(trx, { ...state, expected: 'any' });
    // An eTag that was never given out is how the SDK says «only the first».
    return (await writeState(trx, { ...state, expected: { etag: eTag } })) ?? (await writeState(trx, { ...state, expected: 'absent' }));
  }

  return {
    async read(keys) {
      const kept = await readStates(database.db, keys);
      const items: StoreItems = {};
      for (const key of keys) {
        const state = kept.get(key);
        const item: StoreItem = { ...asItem(state?.value), ...(state && { eTag: state.etag }) };
        readAs.set(item, state ? { etag: state.etag } : 'absent');
        items[key] = item;
      }
      return items;
    },

    async write(items: StoreItems) {
      const written = await database.transaction(async (trx) => {
        const etags = new Map<StoreItem, string>();
        for (const [key, item] of Object.entries(items) as [string, StoreItem][]) {
          const etag = await write(trx, key, item);
          if (etag === null) throw new ConversationConflictError(key);
          etags.set(item, etag);
        }
        return etags;
      });
      for (const [item, etag] of written) readAs.set(item, { etag });
    },

    delete: (keys) => deleteStates(database.db, keys),
  };
}

function asItem(value: unknown): StoreItem {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
