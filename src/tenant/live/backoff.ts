import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../clock';
import { isWrite } from '../contract';
import { troubleOf } from '../known-errors';
import type { Answer, Call } from '../tenant';

/** How the whole tenant is left alone for a while when it says that it has too much to do. */
export interface Backoff {
  /** Asks, and asks again where that is safe: a read, or a write that is proven not to have run. */
  run(call: Call, ask: () => Promise<Answer>): Promise<Answer>;
  /** The tenant said itself for how long; 0: it did not say. */
  hold(ms: number): void;
}

const attempts = 4;
const firstMs = 1_000;
/** Whoever waits for an answer waits no longer than this for one pause; the caller plans longer ones. */
const longestMs = 20_000;

/**
 * Pauses double with each «too many requests» in a row, from anybody of the tenant, and each waits a random part of one more, so that they do not all
 * come back at once (facts (d) 29; Graph's Retry-After).
 */
export function createBackoff({
  clock,
  pause = (ms) => sleep(ms),
  random = Math.random,
}: {
  clock: Clock;
  pause?: (ms: number) => Promise<unknown>;
  random?: () => number;
}): Backoff {
  let quietUntil = 0;
  let inARow = 0;
  const hold = (ms: number): void => void (quietUntil = Math.max(quietUntil, clock.now().getTime() + Math.min(ms, longestMs)));
  const settle = async (): Promise<void> => {
    const leftMs = quietUntil - clock.now().getTime();
    if (leftMs > 0) await pause(leftMs + random() * Math.min(leftMs, firstMs));
  };
  return {
    hold,
    async run(call, ask) {
      for (let attempt = 1; ; attempt += 1) {
        await settle();
        const answer = await ask();
        if (answer.outcome === 'done') {
          inARow = 0;
          return answer;
        }
        if (troubleOf(answer.error) !== 'busy') return answer;
        hold(firstMs * 2 ** Math.min(inARow, 6));
        inARow += 1;
        if (attempt === attempts || (isWrite(call.cmdlet) && answer.outcome !== 'not-run')) return answer;
      }
    },
  };
}
