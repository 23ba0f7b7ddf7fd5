import { setTimeout as pause } from 'node:timers/promises';

interface Window {
  most: number;
  inMs: number;
}

/** What Teams takes of a bot in one conversation; learn.microsoft.com, «Optimize your bot with rate limiting». */
const perConversation: readonly Window[] = [
  { most: 7, inMs: 1_000 },
  { most: 8, inMs: 2_000 },
  { most: 60, inMs: 30_000 },
  { most: 1_800, inMs: 3_600_000 },
];
/** And in all of a tenant. */
const inAll: readonly Window[] = [{ most: 50, inMs: 1_000 }];

/** Keeps what is sent within the channel's limits: what is too much waits, and nothing is dropped. */
export interface SendLimits {
  /** Resolves when one more request may go to this conversation, in the order in which they were asked for. */
  turn(conversation: string): Promise<void>;
  /** The channel refused one and named a pause: nothing goes there before. Part of the pause is chance. */
  holdBack(conversation: string, ms: number): void;
}

/**
 * @param now milliseconds, as of `performance.now()`
 * @param wait resolves after so many milliseconds
 */
export function createSendLimits({
  now = () => performance.now(),
  wait = (ms: number): Promise<unknown> => pause(ms),
  random = Math.random,
}: { now?: () => number; wait?: (ms: number) => Promise<unknown>; random?: () => number } = {}): SendLimits {
  const lanes = new Map<string, Lane>();
  const all = laneOf();

  const laneFor = (conversation: string): Lane => {
    const known = lanes.get(conversation);
    if (known) return known;
    if (lanes.size > 1_000) for (const [name, lane] of lanes) if (isIdle(lane, now())) lanes.delete(name);
    const made = laneOf();
    lanes.set(conversation, made);
    return made;
  };

  const go = async (lane: Lane): Promise<void> => {
    for (;;) {
      const waitMs = Math.max(untilFree(lane, perConversation, now()), untilFree(all, inAll, now()));
      if (waitMs <= 0) break;
      await wait(waitMs);
    }
    for (const one of [lane, all]) one.sent.push(now());
  };

  return {
    turn(conversation) {
      const lane = laneFor(conversation);
      const mine = lane.last.then(() => go(lane));
      lane.waiting += 1;
      lane.last = mine.finally(() => (lane.waiting -= 1)).catch(() => undefined);
      return mine;
    },
    holdBack(conversation, ms) {
      const lane = laneFor(conversation);
      lane.notBefore = Math.max(lane.notBefore, now() + ms * (1 + random() / 4));
    },
  };
}

interface Lane {
  /** Moments at which something was sent, oldest first, as far back as the longest window. */
  sent: number[];
  notBefore: number;
  last: Promise<unknown>;
  waiting: number;
}

function laneOf(): Lane {
  return { sent: [], notBefore: 0, last: Promise.resolve(), waiting: 0 };
}

function isIdle({ sent, notBefore, waiting }: Lane, now: number): boolean {
  return waiting === 0 && notBefore <= now && (sent.at(-1) ?? 0) < now - 30_000 && sent.length < 200;
}

function untilFree(lane: Lane, windows: readonly Window[], now: number): number {
  const longest = Math.max(...windows.map(({ inMs }) => inMs));
  const old = lane.sent.findIndex((at) => at > now - longest);
  if (old !== 0) lane.sent.splice(0, old < 0 ? lane.sent.length : old);
  // Whichever was sent as many ago as the window takes has to leave it first.
  const free = windows.map(({ most, inMs }) => {
    const before = lane.sent.at(-most);
    return lane.sent.length < most || before === undefined ? 0 : before + inMs;
  });
  return Math.max(lane.notBefore, ...free) - now;
}
