/** Lets those who look on wait for what happens next. */
export interface News {
  /** Something happened. */
  tell(): void;
  /** The version as soon as it is another than the known one, at the latest after `waitMs`. */
  after(known: number, waitMs: number): Promise<number>;
}

/** @param start a version that no former process has reached */
export function createNews(start: number): News {
  let version = start;
  const waiting = new Set<() => void>();
  return {
    tell() {
      version += 1;
      for (const wake of waiting) wake();
    },
    async after(known, waitMs) {
      if (version !== known || waitMs === 0) return version;
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, waitMs);
        waiting.add(wake);
      });
      return version;
    },
  };
}
