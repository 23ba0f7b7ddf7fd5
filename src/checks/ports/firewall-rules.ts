import type { Platform } from '../../resources/tenant-model';

export type Party = 'mediation' | 'gateway' | 'edge' | 'appliance' | 'clients' | 'office' | 'internet' | 'pstnhub';

/** One row of the guide's port tables. */
export interface FirewallRule {
  /** `inner`: between perimeter and network; `outer`: between perimeter and internet. */
  wall: 'inner' | 'outer';
  from: Party;
  to: Party;
  protocol: 'TCP' | 'UDP' | 'TLS' | 'TCP/UDP';
  /** `*`: any. */
  sourcePorts: string;
  destinationPorts: string;
  /** `recommended`: clients reach the Edge directly instead of through Office 365; fails behind symmetric NAT. */
  level: 'minimum' | 'recommended' | 'optional';
}

type Row = [from: Party, to: Party, protocol: FirewallRule['protocol'], source: string, destination: string, level?: FirewallRule['level']];

/** Source: «Plan for Skype for Business Cloud Connector Edition», ports and protocols. TCP 5060 is the guide's example: the gateway decides. */
const inner: Row[] = [
  ['mediation', 'gateway', 'TCP', '*', '5060'],
  ['gateway', 'mediation', 'TCP', '*', '5068'],
  ['gateway', 'mediation', 'TLS', '*', '5067'],
  ['mediation', 'gateway', 'UDP', '49152-57500', '*'],
  ['gateway', 'mediation', 'UDP', '*', '49152-57500'],
  ['mediation', 'clients', 'TCP', '49152-57500', '50000-50019', 'optional'],
  ['mediation', 'clients', 'UDP', '49152-57500', '50000-50019'],
  ['clients', 'mediation', 'TCP', '50000-50019', '49152-57500', 'optional'],
  ['clients', 'mediation', 'UDP', '50000-50019', '49152-57500'],
];

const outer: Row[] = [
  ['internet', 'edge', 'TLS', '*', '5061'],
  ['edge', 'internet', 'TLS', '*', '5061'],
  ['edge', 'internet', 'TCP', '*', '80'],
  ['edge', 'internet', 'TCP/UDP', '*', '53'],
  ['office', 'edge', 'TCP', '50000-59999', '443'],
  ['office', 'edge', 'UDP', '3478', '3478'],
  ['edge', 'office', 'TCP', '50000-59999', '443'],
  ['edge', 'office', 'UDP', '3478', '3478'],
  ['internet', 'edge', 'TCP', '*', '443, 50000-59999', 'recommended'],
  ['internet', 'edge', 'UDP', '*', '3478, 50000-59999', 'recommended'],
  ['edge', 'internet', 'TCP', '50000-59999', '*', 'recommended'],
  ['edge', 'internet', 'UDP', '3478, 50000-59999', '*', 'recommended'],
  ['appliance', 'internet', 'TCP/UDP', '*', '53'],
  ['appliance', 'internet', 'TCP', '*', '80, 443'],
];

/** Source: «Plan Direct Routing», signalling and media. */
const directRouting: Row[] = [
  ['gateway', 'pstnhub', 'TLS', '*', '5061'],
  ['pstnhub', 'gateway', 'TLS', '*', '5061'],
  ['gateway', 'office', 'UDP', '*', '3478-3481, 49152-53247'],
  ['office', 'gateway', 'UDP', '3478-3481, 49152-53247', '*'],
];

export const firewallRules: Record<Platform, FirewallRule[]> = {
  'cloud-connector': [...inner.map((row) => rule('inner', row)), ...outer.map((row) => rule('outer', row))],
  'direct-routing': directRouting.map((row) => rule('outer', row)),
};

function rule(wall: FirewallRule['wall'], [from, to, protocol, sourcePorts, destinationPorts, level = 'minimum']: Row): FirewallRule {
  return { wall, from, to, protocol, sourcePorts, destinationPorts, level };
}
