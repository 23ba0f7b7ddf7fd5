import type { Control } from '../simulator/control';
import type { Overview } from '../simulator/overview';

/** What can be made to go wrong on purpose, in the order of the page. Its words are `local.fault.<name>`. */
export const faultNames = ['slow', 'throttled', 'lost', 'signed-out'] as const;
export type FaultName = (typeof faultNames)[number];

interface Fault {
  on: Control;
  off: Control;
  /** How many changing cmdlets it still waits for, or how many milliseconds each answer takes; 0 when it is off. */
  left(now: Overview): number;
}

const slowMs = 3_000;

export const faults: Readonly<Record<FaultName, Fault>> = {
  slow: { on: { do: 'slow', ms: slowMs }, off: { do: 'slow', ms: 0 }, left: (now) => now.slowMs },
  throttled: nextWrites('throttle', 2),
  lost: nextWrites('lose', 1),
  // In the words of the door to the tenant (tenant/known-errors.ts): nothing was run, for want of a sign-in.
  'signed-out': nextWrites('refuse', 1, { id: 'SignIn.signed-out', message: 'A sign-in is needed.' }),
};

function nextWrites(kind: 'throttle' | 'lose' | 'refuse', times: number, error?: { id: string; message: string }): Fault {
  return {
    on: { do: 'fault', kind, writes: true, times, ...(error && { error }) },
    off: { do: 'fault', kind, times: 0 },
    left: (now) => now.faults.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.left, 0),
  };
}
