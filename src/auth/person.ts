/** Who is talking. Identity is tenant id + Entra object id, never an e-mail, a display name or anything inside a card. */
export interface Person {
  tenantId: string;
  objectId: string;
  /** For display only. */
  name: string;
  roles: readonly Role[];
}

export const roles = ['voice-admin', 'helpdesk', 'approver', 'auditor'] as const;
export type Role = (typeof roles)[number];

/** What may be done with a change or with the tenant's data. */
export type Right = 'read' | 'propose' | 'confirm' | 'script';

const rightsOf: Record<Role, readonly Right[]> = {
  'voice-admin': ['read', 'propose', 'confirm', 'script'],
  helpdesk: ['read', 'propose'],
  approver: ['read'],
  auditor: ['read'],
};

export function may(person: Person, right: Right): boolean {
  return person.roles.some((role) => rightsOf[role].includes(right));
}

/** The roles that carry a right: a refusal names them. */
export function rolesWith(right: Right): Role[] {
  return roles.filter((role) => rightsOf[role].includes(right));
}
