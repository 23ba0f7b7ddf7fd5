import { loadConfig } from '../src/config';
import type { Access } from '../src/auth/access';
import type { Person } from '../src/auth/person';
import type { Platform, TenantModel } from '../src/resources/tenant-model';

/** The sites of the sample configuration, which the simulated tenant has too. */
export function sampleModel(platform: Platform): TenantModel {
  return loadConfig({ PLATFORM: platform }).model;
}

/** The people and roles of the sample configuration. */
export const sampleAccess: Access = loadConfig({}).access;

/** A persona of the sample configuration, with the roles that it has there. */
export function persona(id: string, access: Access = sampleAccess): Person {
  const known = access.people.find((one) => one.id === id);
  if (!known) throw new Error(`The sample configuration has no «${id}».`);
  const { tenantId, objectId, name, groups } = known;
  return { tenantId, objectId, name, groups, roles: access.roles.filter((role) => role.groups.some((group) => groups.includes(group))) };
}
