import type { Row } from '../tenant/tenant';
import { callerId, givenPolicies } from './given-policies';
import { idOf } from './random';
import type { LisLocation, NormalizationRule, Settings } from './settings';
import { domains, onlineVoiceRoutingPolicies, peerDestination, pstnSites, tokyoGroup } from './tenant-facts';

/** A tenant that nobody has set up: a verified domain, bought licences, what Microsoft gives to everybody. */
export function emptySettings(): Settings {
  return {
    domains: domains.map((name) => ({
      name,
      verified: true,
      isDefault: name === 'contoso.com',
      isInitial: name.endsWith('.onmicrosoft.com'),
    })),
    seats: { ENTERPRISEPREMIUM: 11, ENTERPRISEPACK: 28, MCOEV: 11 },
    groups: {},
    sites: [],
    appliances: [],
    hybrid: { peerDestination: null, useOnPremDialPlan: true, serviceInternalUrl: null, serviceExternalUrl: null },
    federation: { sharedSipAddressSpace: false, allowFederatedUsers: true, treatDiscoveredPartnersAsUnverified: false },
    policies: givenPolicies(),
    usages: [],
    routes: [],
    gateways: [],
    dialRules: {},
    locations: [],
  };
}

/**
 * Contoso as the guide leaves it: three sites, each with an appliance, a gateway, routes, a dial plan and an emergency location.
 * @param used how many accounts use each product; of each a few seats stay free
 */
export function seededSettings(used: Readonly<Record<string, number>>): Settings {
  const bare = emptySettings();
  return {
    ...bare,
    seats: seats(used),
    groups: { [tokyoGroup]: { name: 'Voice Tokyo', policies: { OnlineVoiceRoutingPolicy: 'Tokyo-National' } } },
    sites: pstnSites.map(({ name, edgeFqdn }) => ({ name, edgeFqdn, enableAutoUpdate: true })),
    appliances: pstnSites.map(({ name }) => ({ identity: idOf(`appliance ${name}`), name: `CCE-${name}-1`, siteName: name })),
    hybrid: { ...bare.hybrid, peerDestination, useOnPremDialPlan: false },
    federation: { ...bare.federation, sharedSipAddressSpace: true },
    policies: policies(bare.policies),
    usages: [...pstnSites.flatMap(({ name }) => [`${name}-National`, `${name}-International`]), 'Worldwide'],
    routes: routes(),
    gateways: pstnSites.map(({ name }) => ({ fqdn: gatewayOf(name), sipSignalingPort: 5061, enabled: true, description: null })),
    dialRules,
    locations,
  };
}

const freeSeats: Readonly<Record<string, number>> = { ENTERPRISEPREMIUM: 10, ENTERPRISEPACK: 25, MCOEV: 10 };

function seats(used: Readonly<Record<string, number>>): Record<string, number> {
  const products = [...new Set([...Object.keys(freeSeats), ...Object.keys(used)])];
  return Object.fromEntries(products.map((sku) => [sku, (used[sku] ?? 0) + (freeSeats[sku] ?? 1)]));
}

function policies(given: Settings['policies']): Settings['policies'] {
  const routing = Object.entries(onlineVoiceRoutingPolicies).map(([name, usages]): [string, Row] => [
    name,
    { OnlinePstnUsages: [...usages], Description: null, RouteType: 'BYOT' },
  ]);
  const plans = Object.keys(dialRules).map((name): [string, Row] => [name, { SimpleName: name, Description: `Dialling from ${name}` }]);
  const emergency = [
    ['Seattle', '911'],
    ['Paris', '112'],
    ['Tokyo', '119'],
  ].map(([name, number]): [string, Row] => [
    `${name}-Emergency`,
    {
      EmergencyNumbers: [{ EmergencyDialString: number!, EmergencyDialMask: number!, OnlinePSTNUsage: `${name}-National` }],
      AllowEnhancedEmergencyServices: name === 'Seattle',
    },
  ]);
  return {
    ...given,
    OnlineVoiceRoutingPolicy: Object.fromEntries(routing),
    TenantDialPlan: { ...given.TenantDialPlan, ...Object.fromEntries(plans) },
    TeamsEmergencyCallRoutingPolicy: { ...given.TeamsEmergencyCallRoutingPolicy, ...Object.fromEntries(emergency) },
    CallingLineIdentity: {
      ...given.CallingLineIdentity,
      Anonymous: callerId('Anonymous', 'Shows no number'),
      'Seattle-Reception': callerId('Resource', 'Shows the reception of Seattle', idOf('reception.seattle@contoso.com')),
    },
  };
}

const national: Record<(typeof pstnSites)[number]['name'], string> = {
  Seattle: '^\\+1(\\d{10})$',
  Paris: '^\\+33[1-9]\\d{8}$',
  Tokyo: '^\\+81[1-9]\\d{8,9}$',
};

/** The international pattern takes every number, so that its usage must come last. */
function routes(): Settings['routes'] {
  const bySite = pstnSites.flatMap(({ name }) => [
    { name: `${name}-National`, pattern: national[name], usages: [`${name}-National`], gateways: [gatewayOf(name)] },
    { name: `${name}-International`, pattern: '^\\+\\d+$', usages: [`${name}-International`], gateways: [gatewayOf(name)] },
  ]);
  const all = [
    ...bySite,
    { name: 'Worldwide', pattern: '^\\+\\d+$', usages: ['Worldwide'], gateways: [gatewayOf('Seattle'), gatewayOf('Paris')] },
  ];
  return all.map((route, index) => ({ ...route, priority: index + 1, description: null }));
}

function gatewayOf(site: string): string {
  return `gw1-${site.toLowerCase()}.contoso.net`;
}

const dialRules: Record<string, NormalizationRule[]> = {
  Seattle: [
    { name: 'SeattleInternal', pattern: '^(01\\d{2})$', translation: '+1425555$1', description: 'Four digits in the office' },
    { name: 'SeattleOutside', pattern: '^9(\\d{10})$', translation: '+1$1', description: '9 for an outside line' },
  ],
  Paris: [{ name: 'ParisInternal', pattern: '^(53\\d{2})$', translation: '+3314268$1', description: 'Four digits in the office' }],
  Tokyo: [{ name: 'TokyoInternal', pattern: '^(52\\d{2})$', translation: '+8134510$1', description: 'Four digits in the office' }],
};

const locations: LisLocation[] = [
  place('Seattle', null, '401', 'Union Street', 'Seattle', 'WA', '98101', 'US'),
  place('Seattle', 'Floor 3', '401', 'Union Street', 'Seattle', 'WA', '98101', 'US'),
  place('Paris', null, '8', 'Rue de Londres', 'Paris', '', '75009', 'FR'),
  place('Tokyo', null, '1-1', 'Marunouchi', 'Tokyo', '', '100-0005', 'JP'),
];

function place(
  description: string,
  location: string | null,
  houseNumber: string,
  streetName: string,
  city: string,
  stateOrProvince: string,
  postalCode: string,
  country: string,
): LisLocation {
  const civicAddressId = idOf(`address ${description}`);
  const locationId = idOf(`location ${description} ${location ?? ''}`);
  return {
    locationId,
    civicAddressId,
    location,
    description,
    companyName: 'Contoso',
    houseNumber,
    streetName,
    city,
    stateOrProvince,
    postalCode,
    country,
  };
}
