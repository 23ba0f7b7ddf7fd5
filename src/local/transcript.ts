import type { Database } from '../store/database';
import { localActivitiesAfter, localActivity, putLocalActivity } from '../store/local-activities';

/** The stored streams of the local conversations, with clients that wait for more. */
export interface Transcript {
  add(conversation: string, activity: Stored): Promise<void>;
  /** The activity comes again with its id. False when there is none. */
  edit(conversation: string, id: string, members: Record<string, unknown>): Promise<boolean>;
  /** It comes again as `messageDelete`. */
  remove(conversation: string, id: string): Promise<boolean>;
  /** Where an activity stands now; each edit moves it on. */
  positionOf(conversation: string, id: string): Promise<number | null>;
  /** @param options.waitMs how long to wait when there is nothing new yet. */
  since(
    conversation: string,
    watermark: number,
    options: { waitMs: number; signal: AbortSignal },
  ): Promise<{ activities: unknown[]; watermark: string }>;
  /** Lets all who wait go. */
  close(): void;
}

export type Stored = Record<string, unknown> & { id: string };

export function createTranscript(database: Database): Transcript {
  const waiting = new Map<string, Set<() => void>>();
  let closed = false;

  const put = async (conversation: string, activity: Stored): Promise<void> => {
    await database.transaction((trx) => putLocalActivity(trx, { conversation, activityId: activity.id, activity }));
    for (const wake of waiting.get(conversation) ?? []) wake();
  };

  const read = async (conversation: string, watermark: number) => {
    const rows = await localActivitiesAfter(database.db, conversation, watermark);
    return rows.map(stored);
  };

  const find = async (conversation: string, id: string) => {
    const row = await localActivity(database.db, conversation, id);
    return row ? stored(row) : null;
  };

  return {
    add: put,

    async edit(conversation, id, members) {
      const row = await find(conversation, id);
      if (!row) return false;
      const { text: _text, attachments: _attachments, summary: _summary, ...frame } = row.activity;
      await put(conversation, { ...frame, ...members, id, timestamp: row.activity.timestamp });
      return true;
    },

    async remove(conversation, id) {
      if (!(await find(conversation, id))) return false;
      await put(conversation, { type: 'messageDelete', id });
      return true;
    },

    positionOf: async (conversation, id) => (await find(conversation, id))?.position ?? null,

    async since(conversation, watermark, { waitMs, signal }) {
      // Listening begins before reading, so that nothing falls between.
      const news = nextNews(waiting, conversation, waitMs, signal);
      let rows = await read(conversation, watermark);
      if (rows.length === 0 && waitMs > 0 && !closed) {
        await news.arrived;
        rows = await read(conversation, watermark);
      }
      news.stop();
      return { activities: rows.map((row) => row.activity), watermark: String(rows.at(-1)?.position ?? watermark) };
    },

    close() {
      closed = true;
      for (const wakes of waiting.values()) for (const wake of wakes) wake();
    },
  };
}

function stored({ position, activity }: { position: number; activity: string }): { position: number; activity: Stored } {
  return { position: Number(position), activity: JSON.parse(activity) as Stored };
}

function nextNews(
  waiting: Map<string, Set<() => void>>,
  conversation: string,
  waitMs: number,
  signal: AbortSignal,
): { arrived: Promise<void>; stop: () => void } {
  let wake = (): void => undefined;
  const arrived = new Promise<void>((resolve) => (wake = resolve));
  const wakes = waiting.get(conversation) ?? new Set();
  waiting.set(conversation, wakes.add(wake));
  const timer = setTimeout(wake, waitMs);
  signal.addEventListener('abort', wake);
  return {
    arrived,
    stop() {
      clearTimeout(timer);
      signal.removeEventListener('abort', wake);
      wakes.delete(wake);
      if (wakes.size === 0 && waiting.get(conversation) === wakes) waiting.delete(conversation);
    },
  };
}
