/** One turn per conversation at a time, in the order in which they were asked for. */
export interface TurnQueue {
  run<T>(conversation: string, turn: () => Promise<T>): Promise<T>;
  /** Resolves when no turn runs or waits, or after `limitMs`: true when all have ended. */
  idle(limitMs: number): Promise<boolean>;
}

export function createTurnQueue(): TurnQueue {
  const last = new Map<string, Promise<unknown>>();
  return {
    run(conversation, turn) {
      const before = last.get(conversation) ?? Promise.resolve();
      const mine = before.then(turn);
      const settled = mine.then(
        () => undefined,
        () => undefined,
      );
      last.set(conversation, settled);
      void settled.then(() => {
        if (last.get(conversation) === settled) last.delete(conversation);
      });
      return mine;
    },
    async idle(limitMs) {
      const limit = new Promise<void>((resolve) => setTimeout(resolve, limitMs).unref());
      let late = false;
      void limit.then(() => (late = true));
      while (last.size > 0 && !late) await Promise.race([Promise.all(last.values()), limit]);
      return last.size === 0;
    },
  };
}
