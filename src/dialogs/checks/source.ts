import type { CheckSource } from '../../checks/check-source';
import { sitesFor } from '../../fields/site';
import { fieldContext, type Talk } from '../talk';

/** What checks are made from, as this person may read the tenant: the sites that they may see. */
export function sourceOf(talk: Talk): CheckSource {
  const { network, clock, tenant, resourceOf } = talk;
  const model = { ...talk.model, sites: sitesFor(fieldContext(talk)) };
  return { model, network, clock, tenant: tenant(), resourceOf };
}
