import { isIPv4 } from 'node:net';
import type { Site, TenantModel } from '../../resources/tenant-model';
import { sentence, type Values } from '../../sentence';
import { ok, type Finding, type Result } from '../check';
import type { Trunk } from './read-trunks';

const verdicts = {
  site: 'wrong',
  pool: 'wrong',
  'other-site': 'wrong',
  'unknown-server': 'wrong',
  'unknown-address': 'unknown',
  twice: 'warning',
  missing: 'wrong',
  priority: 'wrong',
  'no-servers': 'unknown',
} as const satisfies Record<string, Result>;

/**
 * The trunks of one gateway (facts: «PSTN gateways»): one to each Mediation Server of its own site, to the server and never to the pool's
 * FQDN, which all of them share; of equal priority; none to another site.
 */
export function judgeTrunks(gateway: string, site: Site, trunks: readonly Trunk[], model: TenantModel): Finding[] {
  const findings: Finding[] = [];
  const amiss = (name: keyof typeof verdicts, values: Values = {}): void => {
    const all = { gateway, site: site.name, ...values };
    const [seen, remedy] = [sentence(`check.trunks.${name}.seen`, all), sentence(`check.trunks.${name}.remedy`, all)];
    findings.push({ result: verdicts[name], seen, remedy });
  };
  const reached = new Map<string, number>();
  for (const { line, target, site: said } of trunks) {
    if (said !== null && said.toLowerCase() !== site.name.toLowerCase()) amiss('site', { line, said });
    const owner = model.sites.find(({ mediationServers }) => mediationServers.some(isServer(target)));
    const server = owner?.mediationServers.find(isServer(target));
    if (model.sites.some(({ pool }) => pool === target)) amiss('pool', { line, target });
    else if (!owner || !server) amiss(isIPv4(target) ? 'unknown-address' : 'unknown-server', { line, target });
    else if (owner.name !== site.name) amiss('other-site', { line, target, owner: owner.name });
    else if (reached.has(server.fqdn)) amiss('twice', { line, target, first: reached.get(server.fqdn) ?? line });
    else reached.set(server.fqdn, line);
  }
  const missing = site.mediationServers.filter(({ fqdn }) => !reached.has(fqdn));
  if (site.mediationServers.length === 0) amiss('no-servers');
  if (missing.length > 0) amiss('missing', { servers: missing.map(({ fqdn }) => fqdn) });
  if (new Set(trunks.map(({ priority }) => priority)).size > 1)
    amiss('priority', { priorities: trunks.map(({ target, priority }) => `${target}: ${priority ?? '–'}`) });
  return findings.length > 0 ? findings : [ok(sentence('check.trunks.ok', { gateway, site: site.name, count: reached.size }))];
}

function isServer(target: string): (server: Site['mediationServers'][number]) => boolean {
  return ({ fqdn, address }) => fqdn === target || address === target;
}
