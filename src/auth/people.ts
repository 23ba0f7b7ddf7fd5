import { createHash } from 'node:crypto';
import type { Access, KnownPerson } from './access';
import { accountKey, actingOn, may, type About, type Identity, type Person, type Right } from './person';

type Account = Pick<Identity, 'tenantId' | 'objectId'>;

/**
 * Who is who, and what they may do under the configuration in force. Whoever asks later gets what holds then.
 * Groups come from the configuration now; a live source answers the same questions, and who cannot be read is in no group.
 */
export interface People {
  /** Who sent an activity. Nothing of it but `from.id` is looked at: a name could be anybody's. */
  speaking(from: { id: string }): Promise<Person>;
  /** Null when neither configuration nor groups know the account. */
  find(objectId: string): Promise<Person | null>;
  /** The same account with the roles that it has now: none when it is not known. */
  now(identity: Identity): Promise<Person>;
  /** Everybody whom the configuration names, by their names there. */
  everybody(): Promise<readonly { id: string; person: Person }[]>;
  membersOf(group: string): Promise<readonly Person[]>;
  inGroup(person: Pick<Person, 'groups'>, group: string): boolean;
  /** The same human, also by a second account that the configuration maps to the first. */
  samePerson(a: Account, b: Account): boolean;
  /** The roles that carry a right, and who has them as far as is known: for refusals. */
  whoMay(right: Right, about?: About): readonly { role: string; people: readonly string[] }[];
}

/** @param access asked at each use: the configuration may have been reloaded */
export function createPeople(access: () => Access): People {
  const known = (account: Account) => access().people.find((one) => one.tenantId === account.tenantId && one.objectId === account.objectId);

  const find: People['find'] = async (objectId) => {
    const { tenantId, people, roles } = access();
    const one = people.find((person) => person.objectId === objectId);
    if (one) return personFrom(one, access());
    return roles.some((role) => role.people.includes(objectId)) ? stranger({ tenantId, objectId, name: objectId }, access()) : null;
  };

  return {
    find,
    async speaking({ id }) {
      const { tenantId, people } = access();
      const one = people.find((person) => person.id === id);
      return one ? personFrom(one, access()) : stranger({ tenantId, objectId: localObjectId(tenantId, id), name: id }, access());
    },
    async now(identity) {
      const one = known(identity);
      return one ? personFrom(one, access()) : stranger(identity, access());
    },
    everybody: async () => access().people.map((one) => ({ id: one.id, person: personFrom(one, access()) })),
    async membersOf(group) {
      return access()
        .people.map((one) => personFrom(one, access()))
        .filter(({ groups }) => groups.includes(group));
    },
    inGroup: ({ groups }, group) => groups.includes(group),
    samePerson: (a, b) => humanOf(a) === humanOf(b),
    whoMay: (right, about = {}) =>
      actingOn({ tenantId: '', objectId: '', name: '', groups: [], roles: access().roles }, about)
        .roles.filter((role) => role.may.includes(right))
        .map((role) => ({
          role: role.name,
          people: access()
            .people.map((one) => personFrom(one, access()))
            .filter((person) => person.roles.some(({ name }) => name === role.name) && may(person, right))
            .map(({ name }) => name),
        })),
  };

  function humanOf(account: Account): string {
    const one = known(account);
    const first = !one?.sameAs ? one : access().people.find(({ id }) => id === one.sameAs);
    return accountKey(first ?? account);
  }
}

/** Guests and people of other tenants have the roles that name them, and none through a group. */
function personFrom({ tenantId, objectId, name, guest, groups }: KnownPerson, access: Access): Person {
  const isOutsider = guest || tenantId !== access.tenantId;
  const roles = access.roles.filter(
    (role) => role.people.includes(objectId) || (!isOutsider && role.groups.some((group) => groups.includes(group))),
  );
  return { tenantId, objectId, name, groups: isOutsider ? [] : groups, roles: roles.map(roleOf) };
}

/** An account that the configuration says nothing of but, perhaps, a role's list of object ids. */
function stranger({ tenantId, objectId, name }: Identity, access: Access): Person {
  const roles = tenantId === access.tenantId ? access.roles.filter((role) => role.people.includes(objectId)) : [];
  return { tenantId, objectId, name, groups: [], roles: roles.map(roleOf) };
}

function roleOf({ name, may, operations, scope }: Access['roles'][number]): Person['roles'][number] {
  return { name, may, operations, scope };
}

/** The same GUID each time for a persona of a tenant, shaped as Entra's are (RFC 4122, version 5). */
export function localObjectId(tenantId: string, id: string): string {
  const hash = createHash('sha1').update(`${tenantId}|${id}`).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
