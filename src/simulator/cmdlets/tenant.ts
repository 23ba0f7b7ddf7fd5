import type { Row } from '../../tenant/tenant';
import { CmdletError } from '../cmdlet-error';
import { parseFilter } from '../filter-text';
import { textOf, type Parameters } from '../parameters';
import { domains, peerDestination, pstnSites, tenantId, tenantName } from '../tenant-facts';
import type { World } from '../world';

export function getCsTenant(): Row[] {
  return [
    {
      TenantId: tenantId,
      DisplayName: tenantName,
      Domains: [...domains],
      VerifiedDomains: domains.map((name) => ({ Name: name, Status: 'Enabled' })),
      CountryLetterCode: 'US',
      Country: 'United States',
      State: 'WA',
    },
  ];
}

export function getCsHybridPstnSite(_world: World, parameters: Parameters): Row[] {
  const identity = textOf(parameters, 'Identity');
  const filter = textOf(parameters, 'Filter');
  const fits = filter === undefined ? () => true : parseFilter(filter, ['Identity', 'EdgeFQDN']);
  const sites = pstnSites.filter(({ name }) => identity === undefined || name.toLowerCase() === identity.toLowerCase());
  if (sites.length === 0)
    throw new CmdletError('NotFound', `Cannot find the PSTN site "${identity}".`, { category: 'ObjectNotFound', target: identity ?? '' });
  return sites
    .map(({ name, edgeFqdn }, index): Row => ({
      Identity: name,
      EdgeFQDN: edgeFqdn,
      Index: index + 1,
      EnableAutoUpdate: true,
      LastTopologyUpdateTime: '2026-11-01T06:00:00Z',
      BitsUpdateTimeWindowList: [],
      OsUpdateTimeWindowList: [],
    }))
    .filter(fits);
}

export function getCsTenantHybridConfiguration(): Row[] {
  return [
    {
      Identity: 'Global',
      HybridPSTNSites: pstnSites.map(({ name }) => name),
      HybridPSTNAppliances: [],
      PeerDestination: peerDestination,
      UseOnPremDialPlan: false,
      HybridConfigServiceInternalUrl: null,
      HybridConfigServiceExternalUrl: null,
    },
  ];
}
