import type { Check } from '../check';
import type { TenantSource } from '../check-source';
import { domainChecks } from './domain-checks';
import { fallbackChecks } from './fallback-checks';
import { hybridChecks } from './hybrid-checks';
import { licenceCheck } from './licence-check';
import { siteChecks } from './site-checks';

/** The tenant's own settings, as the guide wants them: domains, what joins it to the sites, the sites, who has none, and licences. */
export function tenantChecks(source: TenantSource): Check[] {
  return [...domainChecks(source), ...hybridChecks(source), ...siteChecks(source), ...fallbackChecks(source), licenceCheck(source)];
}
