/** Work that is done in rounds: when something may be due, and from time to time. */
export interface Rounds {
  /** Something may be due: look soon. Calls while a round runs are one more round. */
  wake(): void;
  start(): void;
  /** Begins no other round; resolves when the one that runs has ended. */
  stop(): Promise<void>;
  /** Resolves when no round runs. */
  ended(): Promise<void>;
}

/**
 * @param round does what is due, and says how much it was
 * @param collect waited for before each round, after one with so much to do: what is asked meanwhile is part of it
 * @param fault a round that failed; the next one looks again
 */
export function createRounds({
  round,
  collect,
  pollMs,
  fault,
}: {
  round: () => Promise<number>;
  collect?: (before: number) => Promise<unknown>;
  pollMs: number;
  fault: (error: unknown) => void;
}): Rounds {
  let stopped = true;
  let asked = false;
  let running: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;

  async function go(): Promise<void> {
    for (let done = 0; asked && !stopped;) {
      await collect?.(done);
      asked = false;
      done = await round();
    }
  }

  const wake = (): void => {
    asked = true;
    if (stopped || running) return;
    running = go()
      .catch(fault)
      .finally(() => (running = null));
  };

  const ended = async (): Promise<void> => void (await running);

  return {
    wake,
    ended,
    start() {
      stopped = false;
      timer = setInterval(wake, pollMs);
      wake();
    },
    stop() {
      stopped = true;
      clearInterval(timer);
      return ended();
    },
  };
}
