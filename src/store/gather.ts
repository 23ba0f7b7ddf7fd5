import type { Transaction } from 'kysely';
import type { Database } from './database';
import type { Schema } from './schema';

type Work<T> = (trx: Transaction<Schema>) => Promise<T>;

/** Makes small writes that are asked for at the same moment one transaction: they wait for the disk once, not once each. */
export interface Gather {
  /** Resolves when it is committed. `work` may run again, like that of `Database.transaction`. */
  write<T>(work: Work<T>): Promise<T>;
  /** The same for what nobody waits for: it goes with the next write, or by itself after a moment. */
  writeSoon<T>(work: Work<T>): Promise<T>;
}

const soonMs = 50;

export function createGather({ transaction }: Pick<Database, 'transaction'>): Gather {
  let waiting: { run: Work<() => void>; fail: (error: unknown) => void }[] = [];
  let now: NodeJS.Immediate | undefined;
  let soon: NodeJS.Timeout | undefined;

  function add<T>(work: Work<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      waiting.push({
        run: async (trx) => {
          const result = await work(trx);
          return () => resolve(result);
        },
        fail: reject,
      });
    });
  }

  async function flush(): Promise<void> {
    clearTimeout(soon);
    now = soon = undefined;
    const together = waiting;
    waiting = [];
    try {
      const committed = await transaction(async (trx) => {
        const done = [];
        for (const { run } of together) done.push(await run(trx));
        return done;
      });
      for (const tell of committed) tell();
    } catch (error) {
      const [only, ...others] = together;
      if (others.length === 0) return only?.fail(error);
      // One that cannot be written must not take the others with it.
      for (const { run, fail } of together) await transaction(run).then((tell) => tell(), fail);
    }
  }

  return {
    write(work) {
      now ??= setImmediate(() => void flush());
      return add(work);
    },
    writeSoon(work) {
      soon ??= setTimeout(() => void flush(), soonMs);
      return add(work);
    },
  };
}
