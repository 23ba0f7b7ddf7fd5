import type { Person } from '../auth/person';
import { UserError } from '../sentence';
import type { SettingsMemory } from '../tenant/remember-settings';
import type { Tenant } from '../tenant/tenant';
import type { Resource } from './resource';
import type { StatusReport } from './status-report';

export type StatusOf = (reader: Person, tenant: Tenant, key: string) => Promise<StatusReport>;

/** Reads the state of one person now; what it shows of the tenant as a whole may be remembered. Throws `UserError` when they are gone, `TenantReadError`. */
export function createStatus(resource: Resource, settings: SettingsMemory): StatusOf {
  return async (reader, tenant, key) => {
    const state = await resource.read(tenant, key, resource.statusAlso);
    if (!state) throw new UserError('refusal.gone', { text: key });
    const report = await resource.report(settings.of(`${reader.tenantId} ${reader.objectId}`, tenant), key, state);
    return { subject: resource.subject(key, state), state, ...report };
  };
}
