import { createHash } from 'node:crypto';
import type { Step } from '../resources/resource';
import type { PlannedStep } from './change';

/** What a step is known by: the cmdlet and the facts it sets, or what is waited for. Parameters that only say how are left out. */
export function stepHash(step: Step): string {
  const what = step.kind === 'cmdlet' ? [step.cmdlet, sorted(step.sets)] : ['wait', step.reason.key, sorted(step.until)];
  return createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 32);
}

export function withHashes(steps: Step[]): PlannedStep[] {
  return steps.map((step) => ({ hash: stepHash(step), step }));
}

function sorted(patch: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(patch).sort(([a], [b]) => (a < b ? -1 : 1));
}
