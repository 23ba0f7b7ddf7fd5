import { AsyncLocalStorage } from 'node:async_hooks';

/** Where something was said or clicked: it stands in each audit entry that comes of it. */
export interface Occasion {
  channel: string;
  conversation: string;
  activity: string;
}

const current = new AsyncLocalStorage<Occasion>();

/** Whatever `work` writes into the audit was said there. */
export function onOccasion<T>(occasion: Occasion, work: () => T): T {
  return current.run(occasion, work);
}

export function occasionNow(): Occasion | undefined {
  return current.getStore();
}
