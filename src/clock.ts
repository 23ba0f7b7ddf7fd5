/** The time, injected everywhere: tests and the simulated tenant set it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
