import { sentence } from '../../sentence';
import { ok, type Finding, type Result } from '../check';
import type { DialResult } from '../network/dial';

const verdicts = {
  // A host said so itself. Silence may as well be a firewall on the way out from here.
  closed: 'wrong',
  silent: 'unknown',
  'no-way': 'unknown',
} as const satisfies Record<Exclude<DialResult, 'open'>, Result>;

export interface PortSeen {
  host: string;
  port: number;
  address: string;
  /** The host that looked. */
  from: string;
  result: DialResult;
}

export function judgePort({ host, port, address, from, result }: PortSeen): Finding {
  const values = { host, port: String(port), address, from };
  if (result === 'open') return ok(sentence('check.ports.open', values));
  const seen = sentence(`check.ports.${result}.seen`, values);
  const remedy = sentence(`check.ports.${result}.remedy`, values);
  return { result: verdicts[result], seen, remedy, command: `Test-NetConnection -ComputerName ${host} -Port ${port}` };
}
