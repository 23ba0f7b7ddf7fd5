import { z } from 'zod';
import { accountKey } from '../auth/person';
import type { Clock } from '../clock';
import type { KeptPreferences, Preferences } from '../dialogs/conversation';
import { languages } from '../i18n/say';
import { readStates, writeState } from '../store/conversation-state';
import type { Database } from '../store/database';

/** What an earlier or later version wrote counts as far as it is understood. */
const preferences: z.ZodType<Preferences> = z.object({
  language: z.enum(languages).nullable().catch(null),
  forms: z.boolean().catch(false),
  last: z.record(z.string(), z.string()).catch({}),
  tips: z.array(z.string()).catch([]),
});

/** Preferences in the database, one row for each account. Nothing is held: another replica may have written. */
export function createPreferences(database: Database, clock: Clock): KeptPreferences {
  async function read(key: string): Promise<{ now: Preferences; etag: string | null }> {
    const kept = (await readStates(database.db, [key])).get(key);
    return { now: preferences.parse(kept?.value ?? {}), etag: kept?.etag ?? null };
  }

  return {
    async of(person) {
      return (await read(keyOf(person))).now;
    },
    async change(person, next) {
      const key = keyOf(person);
      for (;;) {
        const { now, etag } = await read(key);
        const value = { ...now, ...next(now) };
        if (await writeState(database.db, { key, value, expected: etag === null ? 'absent' : { etag }, at: clock.now() })) return value;
      }
    },
  };
}

function keyOf(person: Parameters<typeof accountKey>[0]): string {
  return `person|${accountKey(person)}`;
}
