import { hostname } from 'node:os';
import type { Site, TenantModel } from '../../resources/tenant-model';
import { sentence, type Sentence } from '../../sentence';
import type { Check, Finding } from '../check';
import type { Network } from '../network/network';
import { outsideHosts } from '../outside-hosts';
import { unconfigured } from '../unconfigured';
import { unreached } from '../unreached';
import { firewallRules, type FirewallRule, type Party } from './firewall-rules';
import { judgePort } from './judge-port';

export interface PortOptions {
  model: TenantModel;
  network: Network;
  /** The name of the host that looks; else of this one. */
  from?: string;
}

/** TCP from here to each host that Microsoft must reach; then, for each site, the port tables as a list for people to go through. */
export function portChecks({ model, network, from = hostname() }: PortOptions): Check[] {
  const connections = outsideHosts(model).flatMap(({ fqdn, ports }) =>
    ports.map((port): Check => ({
      id: `ports.tcp:${fqdn}:${port}`,
      target: `${fqdn}:${port}`,
      proves: sentence('check.ports.proves', { host: fqdn, port: String(port), from }),
      async run(signal) {
        const found = await network.doorsOf(fqdn, signal);
        const doors = found.kind === 'found' ? found.doors : [];
        const seen = doors.map(async (door) =>
          judgePort({ host: fqdn, port, address: door.address, from, result: await door.dial(port, signal) }),
        );
        return [...(await Promise.all(seen)), ...unreached(fqdn, found)];
      },
    })),
  );
  const walls = [...new Set(firewallRules[model.platform].map(({ wall }) => wall))];
  const lists = model.sites.flatMap((site) => walls.map((wall) => checklist(model, site, wall)));
  return [...(connections.length > 0 ? connections : [unconfigured('ports.hosts', 'hosts')]), ...lists];
}

function checklist({ platform }: TenantModel, site: Site, wall: FirewallRule['wall']): Check {
  const rules = firewallRules[platform].filter((rule) => rule.wall === wall);
  return {
    id: `ports.${wall}:${site.name}`,
    target: site.name,
    proves: sentence(`check.ports.${wall}.proves`, { site: site.name }),
    run: async () => rules.map((rule) => notProvable(rule, site)),
  };
}

function notProvable({ wall, from, to, protocol, sourcePorts, destinationPorts, level }: FirewallRule, site: Site): Finding {
  const any = sentence('check.ports.any');
  const values = {
    from: partyAt(site, from),
    to: partyAt(site, to),
    protocol,
    source: sourcePorts === '*' ? any : sourcePorts,
    destination: destinationPorts === '*' ? any : destinationPorts,
    level,
  };
  return { result: 'not-provable', seen: sentence('check.ports.rule.seen', values), remedy: sentence(`check.ports.${wall}.remedy`) };
}

/** The site's own hosts by name where the configuration has them. */
function partyAt({ edge, gateways, mediationServers }: Site, party: Party): string[] | Sentence {
  const names = {
    edge: edge ? [edge] : [],
    gateway: gateways.map(({ fqdn }) => fqdn),
    mediation: mediationServers.map(({ fqdn }) => fqdn),
  };
  const known = party === 'edge' || party === 'gateway' || party === 'mediation' ? names[party] : [];
  return known.length > 0 ? known : sentence(`check.ports.party.${party}`);
}
