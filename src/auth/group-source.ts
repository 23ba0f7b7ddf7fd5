import type { Access, KnownPerson } from './access';
import type { Identity } from './person';

export type Account = Pick<Identity, 'tenantId' | 'objectId'>;

/** In which groups somebody stands, by the names of the configuration. */
export interface Membership {
  groups: readonly string[];
  /** It could not be read, so that they stand in none. */
  unread?: true;
}

/** Who is in which group. Guests and accounts of other tenants are in none. */
export interface GroupSource {
  /** @param fresh as it is now: for what decides. Otherwise an answer of the last minute will do */
  of(account: Account, fresh: boolean): Promise<Membership>;
  /** Empty when it cannot be read. */
  members(group: string): Promise<readonly Identity[]>;
  /** As far as is known without asking, for words alone. */
  known(group: string): readonly Identity[];
}

/** Local mode: what `people` of the configuration says. */
export function configuredGroups(access: () => Access): GroupSource {
  const insiders = (): readonly KnownPerson[] => access().people.filter((one) => !one.guest && one.tenantId === access().tenantId);
  const known: GroupSource['known'] = (group) => insiders().filter(({ groups }) => groups.includes(group));
  return {
    of: async ({ tenantId, objectId }) => ({
      groups: insiders().find((one) => one.tenantId === tenantId && one.objectId === objectId)?.groups ?? [],
    }),
    members: async (group) => known(group),
    known,
  };
}
