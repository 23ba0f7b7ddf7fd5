import { sentence } from '../sentence';
import type { Check } from './check';

/** Stands where nothing can be looked at, so that an empty configuration does not look well. */
export function unconfigured(id: string, what: 'hosts' | 'domains' | 'gateways' | 'mediation-servers'): Check {
  return {
    id,
    target: 'switchboard.yaml',
    proves: sentence(`check.unconfigured.${what}.proves`),
    run: async () => [
      { result: 'unknown', seen: sentence(`check.unconfigured.${what}.seen`), remedy: sentence(`check.unconfigured.${what}.remedy`) },
    ],
  };
}
