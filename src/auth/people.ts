import { createHash } from 'node:crypto';
import type { Access } from './access';
import { configuredGroups, type Account, type GroupSource } from './group-source';
import { accountKey, actingOn, type About, type Identity, type Person, type Right } from './person';

/** Who is who, and what they may do under the configuration in force. Whoever asks later gets what holds then. */
export interface People {
  /** Who sent an activity in local mode. Nothing of it but `from.id` is looked at: a name could be anybody's. */
  speaking(from: { id: string }): Promise<Person>;
  /** The same account with the roles that it has now: none when it is not known, and none through a group that cannot be read. For what decides. */
  now(identity: Identity): Promise<Person>;
  /** With the roles that it has or had within the last minute: for a turn, and for what is only shown. */
  lately(identity: Identity): Promise<Person>;
  /** Everybody whom the configuration names, by their names there. */
  everybody(): Promise<readonly { id: string; person: Person }[]>;
  /** Empty when they cannot be read. */
  membersOf(group: string): Promise<readonly Identity[]>;
  inGroup(person: Pick<Person, 'groups'>, group: string): boolean;
  /** The same human, also by a second account that the configuration maps to the first. */
  samePerson(a: Account, b: Account): boolean;
  /** The roles that carry a right, and who has them as far as is known: for refusals. */
  whoMay(right: Right, about?: About): readonly { role: string; people: readonly string[] }[];
}

/** @param access asked at each use: the configuration may have been reloaded */
export function createPeople(access: () => Access, source: GroupSource = configuredGroups(access)): People {
  const known = (account: Account) => access().people.find((one) => one.tenantId === account.tenantId && one.objectId === account.objectId);

  async function personOf(identity: Identity, fresh: boolean): Promise<Person> {
    const { tenantId, objectId, name } = known(identity) ?? identity;
    const { groups, unread } = isOutsider(identity) ? { groups: [] } : await source.of({ tenantId, objectId }, fresh);
    return { tenantId, objectId, name, groups, roles: rolesOf(identity, groups), ...(unread && { groupsUnread: unread }) };
  }

  /** Guests and people of other tenants have the roles that name them, and none through a group. */
  function isOutsider(account: Account): boolean {
    return account.tenantId !== access().tenantId || known(account)?.guest === true;
  }

  function rolesOf(account: Account, groups: readonly string[]): Person['roles'] {
    // An id of another tenant means somebody only where `people` says whose it is.
    const isNamed = account.tenantId === access().tenantId || known(account) !== undefined;
    return access()
      .roles.filter((role) => (isNamed && role.people.includes(account.objectId)) || role.groups.some((group) => groups.includes(group)))
      .map(({ name, may, operations, scope }) => ({ name, may, operations, scope }));
  }

  function humanOf(account: Account): string {
    const one = known(account);
    const first = !one?.sameAs ? one : access().people.find(({ id }) => id === one.sameAs);
    return accountKey(first ?? account);
  }

  return {
    speaking: async ({ id }) => {
      const { tenantId, people } = access();
      return personOf(people.find((one) => one.id === id) ?? { tenantId, objectId: localObjectId(tenantId, id), name: id }, false);
    },
    now: (identity) => personOf(identity, true),
    lately: (identity) => personOf(identity, false),
    everybody: () => Promise.all(access().people.map(async (one) => ({ id: one.id, person: await personOf(one, false) }))),
    membersOf: async (group) => (await source.members(group)).filter((one) => !isOutsider(one)),
    inGroup: ({ groups }, group) => groups.includes(group),
    samePerson: (a, b) => humanOf(a) === humanOf(b),
    whoMay: (right, about = {}) =>
      actingOn({ tenantId: '', objectId: '', name: '', groups: [], roles: access().roles }, about)
        .roles.filter((role) => role.may.includes(right))
        .map(({ name }) => {
          const role = access().roles.find((one) => one.name === name);
          const inGroups = role?.groups.flatMap((group) => source.known(group).filter((one) => !isOutsider(one))) ?? [];
          const named = access().people.filter(({ objectId }) => role?.people.includes(objectId));
          return { role: name, people: [...new Map([...inGroups, ...named].map((one) => [accountKey(one), one.name])).values()] };
        }),
  };
}

/** The same GUID each time for a persona of a tenant, shaped as Entra's are (RFC 4122, version 5). */
export function localObjectId(tenantId: string, id: string): string {
  const hash = createHash('sha1').update(`${tenantId}|${id}`).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
