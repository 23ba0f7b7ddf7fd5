import { createHash } from 'node:crypto';
import type { Person, Role } from './person';

/** The configuration's personas by id, and the tenant they belong to. */
export interface Directory {
  people: Readonly<Record<string, { name: string; roles: readonly Role[] }>>;
  model: { tenantId: string };
}

/**
 * Who sent an activity, in local mode: the persona of that id in the configuration, or a person without roles.
 * Nothing of the activity but `from.id` is looked at: a name could be anybody's.
 */
export function personOf(from: { id: string }, config: Directory): Person {
  const persona = Object.hasOwn(config.people, from.id) ? config.people[from.id] : undefined;
  const tenantId = config.model.tenantId;
  return { tenantId, objectId: objectIdOf(tenantId, from.id), name: persona?.name ?? from.id, roles: persona?.roles ?? [] };
}

/** The same GUID each time for a persona of a tenant, shaped as Entra's are (RFC 4122, version 5). */
function objectIdOf(tenantId: string, id: string): string {
  const hash = createHash('sha1').update(`${tenantId}|${id}`).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
