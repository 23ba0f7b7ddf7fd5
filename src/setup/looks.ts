import type { Check } from '../checks/check';
import type { Clock } from '../clock';
import type { Database } from '../store/database';
import { askLookToStop, beginLook, endLook, showLookIn, takeDeadLooks, touchLook } from '../store/look-rows';

/**
 * What runs beside the turns of a conversation: one look at a time in each, whichever bot makes it. It is not resumed after a crash: what it
 * had seen is out of date by then, and its message says so.
 */
export interface Looks {
  /** The id of a look that may begin, or null while one runs in this conversation. */
  claim(conversation: string): Promise<string | null>;
  /**
   * @param work never rejects for what it looked at: what it throws is a fault
   * @param told the message that shows it, and what a message about its end needs
   */
  begin(id: string, told: { live: unknown; shown: unknown }, work: (signal: AbortSignal) => Promise<void>): Promise<void>;
  /** False when there was nothing to stop. What was found so far is still shown. */
  stop(conversation: string): Promise<boolean>;
  /** Says of looks whose bot is gone that they were broken off. */
  sweep(when?: { atStart: boolean }): Promise<void>;
  /** For what a check threw that it should not have. */
  fault(error: unknown, check: Check | null, id?: string): void;
  /** Stops all and waits until they have said so. */
  close(): Promise<void>;
}

export interface LooksContext extends Pick<Looks, 'fault'> {
  database: Database;
  clock: Clock;
  /** Says in the message of a look that it was broken off. */
  broken(live: unknown, shown: unknown): Promise<void>;
  /** How often a look says that it goes on, and asks whether it should. */
  touchEveryMs?: number;
}

/** After this long without a sign a look is given up: its bot is gone. Each of its checks takes less. */
const deadAfterMs = 60_000;

export function createLooks({ database, clock, broken, fault, touchEveryMs = 1_000 }: LooksContext): Looks {
  const running = new Map<string, { abort: AbortController; ended: Promise<void> }>();

  /** Until the work has ended. */
  async function heed(id: string, abort: AbortController, ended: Promise<void>): Promise<void> {
    let isOver = false;
    void ended.then(() => (isOver = true));
    while (!isOver) {
      if ((await touchLook(database.db, id, clock.now())) === 'stop') abort.abort();
      await pause(touchEveryMs, ended);
    }
  }

  return {
    fault,
    claim: (conversation) => beginLook(database.db, conversation, clock.now()),
    async begin(id, { live, shown }, work) {
      const abort = new AbortController();
      await showLookIn(database.db, id, live, shown);
      const worked = work(abort.signal).catch((error: unknown) => fault(error, null));
      const ended = Promise.all([worked, heed(id, abort, worked).catch((error: unknown) => fault(error, null))])
        .then(() => endLook(database.db, id))
        .catch((error: unknown) => fault(error, null))
        .finally(() => running.delete(id));
      running.set(id, { abort, ended });
    },
    stop: (conversation) => askLookToStop(database.db, conversation),
    async sweep({ atStart } = { atStart: false }) {
      // An SQLite file has one bot: whatever runs when it starts was another's.
      const silentMs = atStart && database.dialect === 'sqlite' ? 0 : deadAfterMs;
      try {
        for (const { live, shown } of await takeDeadLooks(database.db, new Date(clock.now().getTime() - silentMs)))
          if (live !== null && shown !== null) await broken(JSON.parse(live), JSON.parse(shown));
      } catch (error) {
        fault(error, null);
      }
    },
    async close() {
      for (const { abort } of running.values()) abort.abort();
      await Promise.all([...running.values()].map(({ ended }) => ended));
    },
  };
}

async function pause(ms: number, cut: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([cut, new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}
