import type { Change } from './change';
import type { ChangeEvent } from './transition';

/** The moves that bring a change to `running` from where it is. */
export function toRunning({ state }: Change): ChangeEvent[] {
  if (state === 'queued') return ['start'];
  return state === 'running' ? [] : ['resume'];
}
