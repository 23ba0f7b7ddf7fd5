import { covers, type Place, type Scope } from './scope';

/** Who somebody is: tenant id + Entra object id, never an e-mail, a display name or anything inside a card. */
export interface Identity {
  tenantId: string;
  objectId: string;
  /** For display only. */
  name: string;
}

/** What is stored and audited of a person: who it was, and by the names of which roles. It gives no right. */
export interface Recorded extends Identity {
  roles: readonly string[];
}

/** Somebody as the configuration in force knows them now. */
export interface Person extends Identity {
  /** By the names of the configuration, or the object ids of groups that it does not name. */
  groups: readonly string[];
  roles: readonly Role[];
  /** Their groups could not be read just now: they stand in none, whatever the truth is. */
  groupsUnread?: true;
}

export const rights = ['read', 'propose', 'confirm', 'script', 'history', 'approve-configuration'] as const;

/** What may be done with a change, with the tenant's data, or with Switchboard itself. `history`: every change, of whichever site. */
export type Right = (typeof rights)[number];

/** Rights, for some operations or all, within a scope or everywhere. Nothing is allowed that no role allows. */
export interface Role {
  name: string;
  may: readonly Right[];
  /** Ids; null for all. They bound what changes something, not what is read. */
  operations: readonly string[] | null;
  /** Null for the whole tenant. */
  scope: Scope | null;
}

/** What a right is asked for. */
export interface About {
  /** The ids of what is asked for, all of which one role has to allow; without any no bound on operations counts. */
  operation?: string | readonly string[] | undefined;
  /** Everything that is touched, before and after: all of it has to be in scope. Null: the tenant as a whole. */
  places?: readonly (Place | null)[];
}

/** What an operation of one's own has nothing to do with. */
const looks: readonly Right[] = ['read', 'history', 'approve-configuration'];

/** Somebody with what their roles give them here, and no more: `may` answers for this alone then. */
export function actingOn(person: Person, { operation = [], places = [] }: About): Person {
  const asked = [operation].flat();
  const roles = person.roles.flatMap((role) => {
    if (!places.every((place) => covers(role.scope, place))) return [];
    const all = role.operations === null || asked.every((id) => role.operations?.includes(id));
    return [all ? role : { ...role, may: role.may.filter((right) => looks.includes(right)) }];
  });
  return { ...person, roles };
}

/** Nobody in particular: what everybody may see of a card that many see. */
export function bystander({ tenantId }: Pick<Identity, 'tenantId'>): Person {
  return { tenantId, objectId: '', name: '', groups: [], roles: [] };
}

/** Whether some role gives this right at all. Whether it does here is asked of `actingOn`. */
export function may({ roles }: Pick<Person, 'roles'>, right: Right): boolean {
  return roles.some((role) => role.may.includes(right));
}

export function recorded({ tenantId, objectId, name, roles }: Person | Recorded): Recorded {
  return { tenantId, objectId, name, roles: roles.map((role) => (typeof role === 'string' ? role : role.name)) };
}

/** What an account is known by where rows are of somebody: `tenantId|objectId`. */
export function accountKey({ tenantId, objectId }: Pick<Identity, 'tenantId' | 'objectId'>): string {
  return `${tenantId}|${objectId}`;
}

/** The same account. Whether two accounts are the same human is for `People.samePerson` to say. */
export function sameAccount(a: Pick<Identity, 'tenantId' | 'objectId'>, b: Pick<Identity, 'tenantId' | 'objectId'>): boolean {
  return a.tenantId === b.tenantId && a.objectId === b.objectId;
}
