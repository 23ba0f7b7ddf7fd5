import type { Role } from './person';

/** What the configuration says of people and their rights. */
export interface Access {
  tenantId: string;
  /** Every group that it names: by a name of its own, or by the object id alone. */
  groups: readonly NamedGroup[];
  people: readonly KnownPerson[];
  roles: readonly GrantedRole[];
}

export interface NamedGroup {
  name: string;
  /** The object id. */
  id: string;
}

/** Somebody whom the configuration names: a persona of the local page, or an account that needs a word of its own. */
export interface KnownPerson {
  /** Its name in the configuration; on the local page what `from.id` says. */
  id: string;
  tenantId: string;
  objectId: string;
  name: string;
  guest: boolean;
  /** In local mode; where Microsoft is asked, this says nothing. */
  groups: readonly string[];
  /** The id of the person whose second account this is. */
  sameAs: string | null;
}

/** A role and to whom it goes. */
export interface GrantedRole extends Role {
  groups: readonly string[];
  /** Object ids. */
  people: readonly string[];
}
