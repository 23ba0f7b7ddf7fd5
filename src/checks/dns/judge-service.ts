import { sentence } from '../../sentence';
import { ok, type Finding, type Result } from '../check';
import type { Answer, Service } from '../network/lookup';

/** What the records of a SIP domain say for Office 365 (facts: «DNS»). */
export const services = [
  { label: '_sip._tls', target: 'sipdir.online.lync.com', port: 443 },
  { label: '_sipfederationtls._tcp', target: 'sipfed.online.lync.com', port: 5061 },
] as const;

const verdicts = {
  missing: 'wrong',
  port: 'wrong',
  'at-edge': 'wrong',
  // With Skype for Business Server on premises in the same domain, its own Access Edge is right.
  elsewhere: 'warning',
  unanswered: 'unknown',
} as const satisfies Record<string, Result>;

/** Where an SRV record of a SIP domain leads. */
export function judgeService(
  record: string,
  wanted: (typeof services)[number],
  answer: Answer<Service>,
  edges: readonly string[],
): Finding {
  const value = `100 1 ${wanted.port} ${wanted.target}`;
  const amiss = (name: keyof typeof verdicts, values = {}): Finding => {
    const all = { record, value, ...values };
    const [seen, remedy] = [sentence(`check.dns.service.${name}.seen`, all), sentence(`check.dns.service.${name}.remedy`, all)];
    return { result: verdicts[name], seen, remedy };
  };
  if (answer.kind === 'unanswered') return amiss('unanswered', { code: answer.code });
  // A target of nothing says that the service is not offered (RFC 2782).
  const found = answer.kind === 'found' ? answer.records.filter(({ target }) => target !== '' && target !== '.') : [];
  if (found.length === 0) return amiss('missing');
  const atEdge = found.find(({ target }) => edges.includes(target));
  if (atEdge) return amiss('at-edge', { host: atEdge.target });
  const other = found.find(({ target }) => target !== wanted.target);
  if (other) return amiss('elsewhere', { host: `${other.target}:${other.port}` });
  const wrongPort = found.find(({ port }) => port !== wanted.port);
  if (wrongPort) return amiss('port', { port: String(wrongPort.port) });
  return ok(sentence('check.dns.service.ok', { record, host: `${wanted.target}:${wanted.port}` }));
}
