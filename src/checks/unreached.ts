import { sentence, type Values } from '../sentence';
import type { Finding } from './check';
import type { Doors } from './network/network';

/** What kept a host from being looked at. */
export function unreached(host: string, found: Doors): Finding[] {
  const unknown = (name: 'no-address' | 'unanswered' | 'forbidden', values: Values): Finding => ({
    result: 'unknown',
    seen: sentence(`check.unreached.${name}.seen`, { host, ...values }),
    remedy: sentence(`check.unreached.${name}.remedy`, { host, ...values }),
  });
  if (found.kind === 'none') return [unknown('no-address', {})];
  if (found.kind === 'unanswered') return [unknown('unanswered', { code: found.code })];
  return found.forbidden.length > 0 ? [unknown('forbidden', { addresses: found.forbidden })] : [];
}
