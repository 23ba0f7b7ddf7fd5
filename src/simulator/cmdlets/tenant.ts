import type { Row } from '../../tenant/tenant';
import { tenantId, tenantName } from '../tenant-facts';
import type { World } from '../world';

export function getCsTenant(world: World): Row[] {
  const { domains } = world.settings();
  return [
    {
      TenantId: tenantId,
      DisplayName: tenantName,
      Domains: domains.map(({ name }) => name),
      VerifiedDomains: domains.filter(({ verified }) => verified).map(({ name }) => ({ Name: name, Status: 'Enabled' })),
      CountryLetterCode: 'US',
      Country: 'United States',
      State: 'WA',
    },
  ];
}
