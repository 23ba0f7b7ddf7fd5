import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { Clock } from '../clock';
import { readStates, writeState } from '../store/conversation-state';
import type { Database } from '../store/database';

/** Teams refreshes a card by itself for so many people at most. */
const most = 60;

const known = z.object({ ids: z.array(z.string()) });

/** Who was heard or named in a shared conversation, by the ids that the channel gives: for them a card is refreshed by itself. */
export interface Members {
  /** Remembers whoever speaks, is named or joins. Writes only what is new. */
  note(activity: Activity): Promise<void>;
  /** The last ones, 60 at most. */
  of(conversation: string): Promise<string[]>;
}

export function createMembers({ database, clock }: { database: Database; clock: Clock }): Members {
  const of = async (conversation: string): Promise<string[]> => {
    const key = keyOf(conversation);
    const kept = known.safeParse((await readStates(database.db, [key])).get(key)?.value);
    return kept.success ? kept.data.ids : [];
  };
  const seen = new Map<string, Set<string>>();
  return {
    of,
    async note(activity) {
      const { id: conversation } = activity.conversation;
      const before = seen.get(conversation) ?? new Set();
      const ids = idsIn(activity).filter((id) => !before.has(id));
      if (ids.length === 0) return;
      const all = [...(await of(conversation)).filter((id) => !ids.includes(id)), ...ids].slice(-most);
      await writeState(database.db, { key: keyOf(conversation), value: { ids: all }, expected: 'any', at: clock.now() });
      if (seen.size > 10_000) seen.clear();
      seen.set(conversation, new Set(all));
    },
  };
}

function idsIn({ from, recipient, entities, membersAdded }: Activity): string[] {
  const named = (entities ?? []).flatMap((entity) => (entity.type === 'mention' ? [mentioned.safeParse(entity).data?.mentioned.id] : []));
  const all = [from?.id, ...named, ...(membersAdded ?? []).map(({ id }) => id)];
  return [...new Set(all.filter((id): id is string => id !== undefined && id !== recipient?.id))];
}

const mentioned = z.object({ mentioned: z.object({ id: z.string() }) });

function keyOf(conversation: string): string {
  return `members|${conversation}`;
}
