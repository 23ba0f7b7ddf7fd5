import type { Row } from '../../tenant/tenant';
import { CmdletError } from '../cmdlet-error';
import { parseFilter } from '../filter-text';
import { assignmentOf, flagOf, textOf, type Parameters } from '../parameters';
import type { Settings } from '../settings';
import { matchesWildcard } from '../wildcard';
import type { World } from '../world';

export function getCsHybridPstnSite(world: World, parameters: Parameters): Row[] {
  const identity = textOf(parameters, 'Identity');
  const filter = textOf(parameters, 'Filter');
  const fits = filter === undefined ? () => true : parseFilter(filter, ['Identity', 'EdgeFQDN']);
  const rows = world
    .settings()
    .sites.map(siteRow)
    .filter(({ Identity }) => identity === undefined || sameName(String(Identity), identity));
  if (identity !== undefined && rows.length === 0) throw noSite(identity);
  return rows.filter(fits);
}

/** New-CsHybridPSTNSite answers with the site. A name is there once. */
export function newCsHybridPstnSite(world: World, parameters: Parameters): Row[] {
  const { sites } = world.currentSettings();
  const name = textOf(parameters, 'Identity') ?? '';
  if (sites.some((site) => sameName(site.name, name)))
    throw new CmdletError('AlreadyExists', `The PSTN site "${name}" already exists in this tenant.`, {
      category: 'ResourceExists',
      target: name,
    });
  const site = {
    name,
    edgeFqdn: fqdn(textOf(parameters, 'EdgeFQDN') ?? ''),
    enableAutoUpdate: flagOf(parameters, 'EnableAutoUpdate') ?? true,
  };
  if (!flagOf(parameters, 'InMemory')) world.saveSettings({ sites: [...sites, site] });
  return [siteRow(site, sites.length)];
}

/** Set-CsHybridPSTNSite: silent. */
export function setCsHybridPstnSite(world: World, parameters: Parameters): Row[] {
  const { sites } = world.currentSettings();
  const name = textOf(parameters, 'Identity') ?? '';
  const site = sites.find((one) => sameName(one.name, name));
  if (!site) throw noSite(name);
  const edge = textOf(parameters, 'EdgeFQDN');
  const changed = {
    ...site,
    edgeFqdn: edge === undefined ? site.edgeFqdn : fqdn(edge),
    enableAutoUpdate: flagOf(parameters, 'EnableAutoUpdate') ?? site.enableAutoUpdate,
  };
  world.saveSettings({ sites: sites.map((one) => (one === site ? changed : one)) });
  return [];
}

export function getCsHybridPstnAppliance(world: World, parameters: Parameters): Row[] {
  const wanted = (name: string) => textOf(parameters, name);
  const pattern = wanted('Filter') ?? '*';
  return world
    .settings()
    .appliances.filter(({ identity }) => matchesWildcard(identity, pattern) && sameName(identity, wanted('Identity') ?? identity))
    .filter(({ name, siteName }) => sameName(name, wanted('Name') ?? name) && sameName(siteName, wanted('SiteName') ?? siteName))
    .map(({ identity, name, siteName }) => ({ Identity: identity, Name: name, SiteName: siteName }));
}

export function getCsTenantHybridConfiguration(world: World): Row[] {
  const { sites, appliances, hybrid } = world.settings();
  return [
    {
      Identity: 'Global',
      HybridPSTNSites: sites.map(({ name }) => name),
      HybridPSTNAppliances: appliances.map(({ name }) => name),
      PeerDestination: hybrid.peerDestination,
      UseOnPremDialPlan: hybrid.useOnPremDialPlan,
      HybridConfigServiceInternalUrl: hybrid.serviceInternalUrl,
      HybridConfigServiceExternalUrl: hybrid.serviceExternalUrl,
    },
  ];
}

/** Set-CsTenantHybridConfiguration: silent. */
export function setCsTenantHybridConfiguration(world: World, parameters: Parameters): Row[] {
  const { hybrid } = world.currentSettings();
  const peer = assignmentOf(parameters, 'PeerDestination');
  const text = (name: string, before: string | null) => assignmentOf(parameters, name) ?? before;
  world.saveSettings({
    hybrid: {
      peerDestination: peer ? fqdn(peer) : hybrid.peerDestination,
      useOnPremDialPlan: flagOf(parameters, 'UseOnPremDialPlan') ?? hybrid.useOnPremDialPlan,
      serviceInternalUrl: text('HybridConfigServiceInternalUrl', hybrid.serviceInternalUrl),
      serviceExternalUrl: text('HybridConfigServiceExternalUrl', hybrid.serviceExternalUrl),
    },
  });
  return [];
}

export function getCsTenantFederationConfiguration(world: World): Row[] {
  const { federation } = world.settings();
  return [
    {
      Identity: 'Global',
      AllowedDomains: 'AllowAllKnownDomains',
      BlockedDomains: [],
      AllowFederatedUsers: federation.allowFederatedUsers,
      AllowPublicUsers: false,
      TreatDiscoveredPartnersAsUnverified: federation.treatDiscoveredPartnersAsUnverified,
      SharedSipAddressSpace: federation.sharedSipAddressSpace,
    },
  ];
}

/** Set-CsTenantFederationConfiguration: silent. The lists of domains are no part of the simulated tenant. */
export function setCsTenantFederationConfiguration(world: World, parameters: Parameters): Row[] {
  const known = ['Identity', 'Tenant', 'Force', 'SharedSipAddressSpace', 'AllowFederatedUsers', 'TreatDiscoveredPartnersAsUnverified'];
  const other = Object.keys(parameters).find((name) => !known.includes(name));
  if (other) throw new CmdletError('NotSupported', `The simulated tenant does not know ${other}.`, { category: 'NotImplemented' });
  const { federation } = world.currentSettings();
  world.saveSettings({
    federation: {
      sharedSipAddressSpace: flagOf(parameters, 'SharedSipAddressSpace') ?? federation.sharedSipAddressSpace,
      allowFederatedUsers: flagOf(parameters, 'AllowFederatedUsers') ?? federation.allowFederatedUsers,
      treatDiscoveredPartnersAsUnverified:
        flagOf(parameters, 'TreatDiscoveredPartnersAsUnverified') ?? federation.treatDiscoveredPartnersAsUnverified,
    },
  });
  return [];
}

function siteRow({ name, edgeFqdn, enableAutoUpdate }: Settings['sites'][number], index: number): Row {
  return {
    Identity: name,
    EdgeFQDN: edgeFqdn,
    Index: index + 1,
    EnableAutoUpdate: enableAutoUpdate,
    LastTopologyUpdateTime: '2026-11-01T06:00:00Z',
    BitsUpdateTimeWindowList: [],
    OsUpdateTimeWindowList: [],
  };
}

function noSite(name: string): CmdletError {
  return new CmdletError('NotFound', `Cannot find the PSTN site "${name}".`, { category: 'ObjectNotFound', target: name });
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Refuses what is no name of a host: labels of letters, digits and hyphens, two at least. */
export function fqdn(text: string): string {
  if (/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i.test(text)) return text.toLowerCase();
  throw new CmdletError('InvalidFqdn', `"${text}" is not a valid fully qualified domain name.`, {
    category: 'InvalidArgument',
    target: text,
  });
}
