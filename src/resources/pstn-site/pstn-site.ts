import type { Resource } from '../resource';
import { applied } from '../facts';
import type { TenantModel } from '../tenant-model';
import { cloudConnectorSite } from './cloud-connector';
import { directRoutingSite } from './direct-routing';
import type { SitePlatform, SiteWish } from './site-platform';

/** A PSTN site as the tenant knows it, by its name: on cloud-connector an Edge, on direct-routing the policies, usages and routes to its SBCs. */
export function pstnSite(model: TenantModel): Resource<SiteWish> {
  const platform: SitePlatform = model.platform === 'cloud-connector' ? cloudConnectorSite() : directRoutingSite(model);
  return {
    kind: 'pstn-site',
    ...platform,
    subject: (key) => ({ key, name: key, upn: null, labels: [] }),
    risk: () => 'high',
    claims: () => [],
    obstacle: async () => null,
    after: ({ facts, shown }, goal) => ({ facts: applied(facts, goal), shown }),
    report: async () => ({ lines: [], findings: [] }),
    warnings: async (_tenant, _key, before, goal) => platform.warns(before, goal),
  };
}
