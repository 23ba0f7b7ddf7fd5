import { AsyncLocalStorage } from 'node:async_hooks';

/** Where something was said or clicked: it stands in each audit entry that comes of it. */
export interface Occasion {
  channel: string;
  conversation: string;
  activity: string;
  /** The tenant was read with Switchboard's own identity: whoever said it has none at Microsoft to read with. */
  readWith?: 'reader identity';
}

const current = new AsyncLocalStorage<Occasion>();

/** Whatever `work` writes into the audit was said there. */
export function onOccasion<T>(occasion: Occasion, work: () => T): T {
  return current.run(occasion, work);
}

/** What is written into the audit from here on says that the reader identity read for it. */
export function noteReader(): void {
  const occasion = current.getStore();
  if (occasion) occasion.readWith = 'reader identity';
}

export function occasionNow(): Occasion | undefined {
  return current.getStore();
}
