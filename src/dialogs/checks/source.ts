import type { CheckSource } from '../../checks/check-source';
import type { Talk } from '../talk';

/** What checks are made from, as this person may read the tenant. */
export function sourceOf({ model, network, clock, tenant, resourceOf }: Talk): CheckSource {
  return { model, network, clock, tenant: tenant(), resourceOf };
}
