import type { TenantModel } from '../resources/tenant-model';

/** A host that Microsoft must reach from outside: an Access Edge, or on direct-routing the session border controller. */
export interface OutsideHost {
  fqdn: string;
  role: 'edge' | 'gateway';
  site: string;
  /** That Microsoft connects to. An Edge: SIP, and media (facts: ports of the external firewall). */
  ports: readonly number[];
}

/** Those of the configuration, each once. */
export function outsideHosts({ platform, sites }: TenantModel): OutsideHost[] {
  const hosts = sites.flatMap(({ name: site, edge, gateways }): OutsideHost[] => {
    if (platform === 'direct-routing') return gateways.map(({ fqdn, tlsPort }) => ({ fqdn, role: 'gateway', site, ports: [tlsPort] }));
    return edge ? [{ fqdn: edge, role: 'edge', site, ports: [443, 5061] }] : [];
  });
  return hosts.filter(({ fqdn }, at) => hosts.findIndex((host) => host.fqdn === fqdn) === at);
}

/** Gateways that only the Mediation Servers of their site need to reach. */
export function innerGateways({ platform, sites }: TenantModel): string[] {
  return platform === 'cloud-connector' ? sites.flatMap(({ gateways }) => gateways.map(({ fqdn }) => fqdn)) : [];
}

export function isWithin(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}
