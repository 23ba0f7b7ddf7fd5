import type { Check } from '../../checks/check';

/** What runs beside the turns of a conversation: one look at a time in each. It is gone after a restart; nothing depends on it. */
export interface Looks {
  isRunning(conversation: string): boolean;
  /** @param work never rejects for what it looked at: what it throws is a fault */
  begin(conversation: string, work: (signal: AbortSignal) => Promise<void>): void;
  /** False when there was nothing to stop. What was found so far is still shown. */
  stop(conversation: string): boolean;
  /** For what a check threw that it should not have. */
  fault(error: unknown, check: Check | null): void;
  /** Stops all and waits until they have said so. */
  close(): Promise<void>;
}

export function createLooks({ fault }: Pick<Looks, 'fault'>): Looks {
  const running = new Map<string, { abort: AbortController; ended: Promise<void> }>();
  return {
    fault,
    isRunning: (conversation) => running.has(conversation),
    begin(conversation, work) {
      if (running.has(conversation)) throw new Error('A look is running in this conversation.');
      const abort = new AbortController();
      const ended = work(abort.signal)
        .catch((error: unknown) => fault(error, null))
        .finally(() => running.delete(conversation));
      running.set(conversation, { abort, ended });
    },
    stop(conversation) {
      running.get(conversation)?.abort.abort();
      return running.has(conversation);
    },
    async close() {
      for (const { abort } of running.values()) abort.abort();
      await Promise.all([...running.values()].map(({ ended }) => ended));
    },
  };
}
