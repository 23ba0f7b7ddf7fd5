import { z } from 'zod';
import { sentence } from '../../sentence';
import { readRows, type Tenant } from '../../tenant/tenant';
import { ok, type Check, type Finding } from '../check';
import type { TenantSource } from '../check-source';
import { isWithin } from '../outside-hosts';
import { unconfigured } from '../unconfigured';
import { once, whenRead } from '../when-read';

interface Domain {
  name: string;
  verified: boolean;
}

const msolRow = z.object({ Name: z.string(), Status: z.string().nullish() });
const graphRow = z.object({ Id: z.string(), IsVerified: z.boolean().nullish() });

/** Each SIP domain, and on direct-routing the domain of each session border controller, is verified (facts: «Domain», «Prerequisites»). */
export function domainChecks({ model, tenant }: TenantSource): Check[] {
  const domains = once(() => readDomains(tenant, model.platform));
  const hosts = model.platform === 'direct-routing' ? model.sites.flatMap(({ gateways }) => gateways.map(({ fqdn }) => fqdn)) : [];
  const checks = [
    ...model.sipDomains.map((name) => ({ name, judge: judgeDomain })),
    ...[...new Set(hosts)].map((name) => ({ name, judge: judgeHostDomain })),
  ].map(({ name, judge }): Check => ({
    id: `tenant.domain:${name}`,
    target: name,
    proves: sentence('check.tenant.domain.proves', { name }),
    run: () => whenRead(async () => [judge(name, await domains())]),
  }));
  return checks.length > 0 ? checks : [unconfigured('tenant.domains', 'domains')];
}

export function judgeDomain(name: string, domains: readonly Domain[]): Finding {
  const known = domains.find((domain) => domain.name === name);
  if (known?.verified) return ok(sentence('check.tenant.domain.ok', { name }));
  return amiss(known ? 'unverified' : 'absent', { name });
}

/** Microsoft takes no session border controller of its own domain (facts: «Prerequisites»). */
export function judgeHostDomain(host: string, domains: readonly Domain[]): Finding {
  const own = domains.filter(({ name }) => isWithin(host, name) && !isWithin(name, 'onmicrosoft.com'));
  const verified = own.find((domain) => domain.verified);
  if (verified) return ok(sentence('check.tenant.domain.ok-host', { name: verified.name, host }));
  return amiss('host-outside', { name: own[0]?.name ?? host.slice(host.indexOf('.') + 1), host });
}

function amiss(name: 'unverified' | 'absent' | 'host-outside', values: Record<string, string>): Finding {
  return {
    result: 'wrong',
    seen: sentence(`check.tenant.domain.${name}.seen`, values),
    remedy: sentence(`check.tenant.domain.${name}.remedy`, values),
  };
}

async function readDomains(tenant: Tenant, platform: 'cloud-connector' | 'direct-routing'): Promise<Domain[]> {
  if (platform === 'cloud-connector')
    return (await readRows(tenant, 'Get-MsolDomain'))
      .map((row) => msolRow.parse(row))
      .map(({ Name, Status }) => ({ name: Name.toLowerCase(), verified: Status === 'Verified' }));
  return (await readRows(tenant, 'Get-MgDomain'))
    .map((row) => graphRow.parse(row))
    .map(({ Id, IsVerified }) => ({ name: Id.toLowerCase(), verified: IsVerified ?? false }));
}
