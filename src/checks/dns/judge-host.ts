import type { TenantModel } from '../../resources/tenant-model';
import { sentence } from '../../sentence';
import { ok, type Finding, type Result } from '../check';
import type { Answer } from '../network/lookup';
import { isPublic } from '../network/public-address';
import { isWithin, type OutsideHost } from '../outside-hosts';

export interface HostSeen {
  /** Where its name leads before there is an address. */
  aliases: string[];
  addresses: Answer<string>;
}

const verdicts = {
  'sip-name': 'wrong',
  'outside-domains': 'wrong',
  shared: 'wrong',
  onmicrosoft: 'wrong',
  'alias-office': 'wrong',
  alias: 'warning',
  'no-address': 'wrong',
  'not-public': 'wrong',
  unanswered: 'unknown',
} as const satisfies Record<string, Result>;

/** The name and the addresses of a host that Microsoft must reach (facts: «DNS», «Site rules», «Prerequisites»). */
export function judgeHost({ fqdn, role }: OutsideHost, { aliases, addresses }: HostSeen, { sipDomains, sites }: TenantModel): Finding[] {
  const findings: Finding[] = [];
  const amiss = (name: keyof typeof verdicts, values = {}): void => {
    const all = { host: fqdn, ...values };
    const [seen, remedy] = [sentence(`check.dns.host.${name}.seen`, all), sentence(`check.dns.host.${name}.remedy`, all)];
    findings.push({ result: verdicts[name], seen, remedy });
  };
  if (role === 'edge') {
    const domain = sipDomains.find((known) => isWithin(fqdn, known));
    const sharing = sites.filter(({ edge }) => edge === fqdn).map(({ name }) => name);
    if (!domain) amiss('outside-domains', { domains: sipDomains });
    if (fqdn === `sip.${domain}`) amiss('sip-name');
    if (sharing.length > 1) amiss('shared', { sites: sharing });
  } else if (isWithin(fqdn, 'onmicrosoft.com')) amiss('onmicrosoft');

  const toOffice = aliases.find((alias) => officeDomains.some((domain) => isWithin(alias, domain)));
  if (toOffice) amiss('alias-office', { alias: toOffice });
  else if (aliases[0]) amiss('alias', { alias: aliases[0] });

  if (addresses.kind === 'none') amiss('no-address');
  else if (addresses.kind === 'unanswered') amiss('unanswered', { code: addresses.code });
  else {
    const inner = addresses.records.filter((address) => !isPublic(address));
    if (inner.length > 0) amiss('not-public', { addresses: inner });
    else if (!toOffice) findings.push(ok(sentence('check.dns.host.ok', { host: fqdn, addresses: addresses.records })));
  }
  return findings;
}

const officeDomains = ['lync.com', 'office.com', 'office365.com', 'outlook.com', 'microsoft.com', 'skype.com', 'onmicrosoft.com'];
