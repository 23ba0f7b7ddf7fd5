import { randomUUID } from 'node:crypto';
import { claimDue, holdsLease, releaseLease, renewLease } from '../store/leases';
import type { ChangesContext } from './context';
import { runChange } from './runner';

export interface Worker {
  /** Something may be due now: look without waiting for the next poll. */
  wake(): void;
  /** Takes no new work; resolves when what runs has come to rest. */
  stop(): Promise<void>;
}

/** A lease is renewed while its work runs: it is long enough for a pause of the database, and no longer than people would wait after a crash. */
const leaseMs = 30_000;
const retryAfterFaultMs = 15_000;

/** Polls for due changes and runs several at once. Any number of workers may share a database: a lease belongs to one. */
export function startWorker(context: ChangesContext, { pollMs, atOnce }: { pollMs: number; atOnce: number }): Worker {
  const owner = randomUUID();
  const running = new Set<Promise<void>>();
  let stopped = false;
  let wakeUp: () => void = () => {};
  let woken = false;
  const loop = poll();

  async function poll(): Promise<void> {
    while (!stopped) {
      woken = false;
      await takeDue();
      if (stopped || woken) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pollMs);
        wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  async function takeDue(): Promise<void> {
    try {
      const limit = atOnce - running.size;
      if (limit <= 0) return;
      const due = { owner, now: context.clock.now(), leaseMs, limit };
      const ids = await context.database.transaction((trx) => claimDue(trx, due));
      for (const id of ids) {
        const run: Promise<void> = work(id).finally(() => {
          running.delete(run);
          wake();
        });
        running.add(run);
      }
    } catch (error) {
      context.fault(error, 0);
    }
  }

  async function work(id: number): Promise<void> {
    let next: Date | null;
    const renew = () => renewLease(context.database.db, { id, owner, now: context.clock.now(), leaseMs });
    const heartbeat = setInterval(() => void renew().catch((error: unknown) => context.fault(error, id)), leaseMs / 3);
    try {
      // What runs when we stop ends after its cmdlet, and is due at once for whoever starts next.
      next = await runChange(context, { owner, isHeld: async () => !stopped && holdsLease(context.database.db, { id, owner }) }, id);
      if (stopped) next ??= context.clock.now();
    } catch (error) {
      context.fault(error, id);
      next = new Date(context.clock.now().getTime() + retryAfterFaultMs);
    } finally {
      clearInterval(heartbeat);
    }
    try {
      await context.database.transaction((trx) => releaseLease(trx, id, owner, next));
      const inMs = next === null ? pollMs : next.getTime() - context.clock.now().getTime();
      if (inMs < pollMs) setTimeout(wake, inMs).unref();
    } catch (error) {
      // The lease runs out by itself and another look is taken then.
      context.fault(error, id);
    }
  }

  function wake(): void {
    woken = true;
    wakeUp();
  }

  return {
    wake,
    stop: async () => {
      stopped = true;
      wake();
      await loop;
      await Promise.all(running);
    },
  };
}
