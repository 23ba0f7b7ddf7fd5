import { UserError } from '../sentence';
import type { Tenant } from '../tenant/tenant';
import type { Resource } from './resource';
import type { StatusReport } from './status-report';

/** Reads the state of one person now. Throws `UserError` when they are gone, `TenantReadError`. */
export function createStatus(resource: Resource): (tenant: Tenant, key: string) => Promise<StatusReport> {
  return async (tenant, key) => {
    const state = await resource.read(tenant, key, resource.statusAlso);
    if (!state) throw new UserError('refusal.gone', { text: key });
    return { subject: resource.subject(key, state), state, ...(await resource.report(tenant, key, state)) };
  };
}
