import type { TenantModel } from '../../resources/tenant-model';
import { sentence, UserError } from '../../sentence';
import type { Check, Finding } from '../check';
import type { Lookup } from '../network/lookup';
import type { Network } from '../network/network';
import { isWithin, outsideHosts } from '../outside-hosts';
import { unconfigured } from '../unconfigured';
import { judgeHost, type HostSeen } from './judge-host';
import { judgeService, services } from './judge-service';

export interface DnsOptions {
  model: TenantModel;
  network: Network;
  /** One of the SIP domains, as typed; without it all of them. */
  domain?: string;
}

/**
 * The names that Microsoft needs: an address for each host, where the SIP domains lead, and what only the Edge itself can prove.
 * Throws `UserError` for a domain that the configuration does not name.
 */
export function dnsChecks({ model, network: { lookup }, domain }: DnsOptions): Check[] {
  const domains = model.sipDomains.filter((known) => domain === undefined || known === domain.trim().toLowerCase());
  if (domain !== undefined && domains.length === 0)
    throw new UserError('check.dns.unknown-domain', { name: domain, domains: model.sipDomains });
  const asked = lookup.servers;
  const edges = model.sites.flatMap(({ edge }) => edge ?? []);

  const hosts = outsideHosts(model).filter(({ fqdn }) => domain === undefined || domains.some((one) => isWithin(fqdn, one)));
  const addresses = hosts.map((host): Check => ({
    id: `dns.host:${host.fqdn}`,
    target: host.fqdn,
    proves: sentence('check.dns.host.proves', { host: host.fqdn, servers: asked }),
    run: async (signal) => judgeHost(host, await lookAtHost(lookup, host.fqdn, signal), model),
  }));
  if (addresses.length === 0 && domain === undefined) addresses.push(unconfigured('dns.hosts', 'hosts'));
  if (model.platform === 'direct-routing') return addresses;
  if (domains.length === 0) return [...addresses, unconfigured('dns.domains', 'domains')];

  const records = domains.flatMap((one) =>
    services.map((wanted): Check => {
      const record = `${wanted.label}.${one}`;
      return {
        id: `dns.service:${record}`,
        target: record,
        proves: sentence('check.dns.service.proves', { record, servers: asked }),
        run: async (signal) => [judgeService(record, wanted, await lookup.services(record, signal), edges)],
      };
    }),
  );
  const fromEdges = domains.map((one): Check => ({
    id: `dns.from-edge:${one}`,
    target: one,
    proves: sentence('check.dns.from-edge.proves', { domain: one }),
    run: async () => [fromEdge(one, model)],
  }));
  return [...addresses, ...records, ...fromEdges];
}

/** Follows aliases by hand: the answer for an address does not say through which names it came. */
async function lookAtHost(lookup: Lookup, fqdn: string, signal: AbortSignal): Promise<HostSeen> {
  const aliases: string[] = [];
  for (let name = fqdn; aliases.length < 8;) {
    const answer = await lookup.alias(name, signal);
    if (answer.kind === 'unanswered') return { aliases, addresses: answer };
    const next = answer.kind === 'found' ? answer.records[0] : undefined;
    if (next === undefined || aliases.includes(next)) break;
    aliases.push(next);
    name = next;
  }
  return { aliases, addresses: await lookup.addresses(fqdn, signal) };
}

/**
 * Calls fail when the Edge itself cannot resolve the federation record, whatever other hosts see. Gateways named inside a SIP domain
 * make the perimeter's DNS answer for that domain, and hide it (facts: «DNS»).
 */
function fromEdge(domain: string, { sites }: TenantModel): Finding {
  const command = `nslookup -type=SRV _sipfederationtls._tcp.${domain}`;
  const inside = sites.flatMap(({ gateways }) => gateways.map(({ fqdn }) => fqdn)).filter((fqdn) => isWithin(fqdn, domain));
  const values = { domain, command, gateways: inside };
  return inside.length > 0
    ? {
        result: 'warning',
        seen: sentence('check.dns.from-edge.hidden.seen', values),
        remedy: sentence('check.dns.from-edge.hidden.remedy', values),
        command,
      }
    : {
        result: 'not-provable',
        seen: sentence('check.dns.from-edge.seen', values),
        remedy: sentence('check.dns.from-edge.remedy', values),
        command,
      };
}
