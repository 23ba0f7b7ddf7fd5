/** Everything that Switchboard may be allowed at Microsoft. Nothing outside this list is asked for: test/repository/permissions.test.ts. */
export interface Permission {
  api: 'graph' | 'teams';
  name: string;
  /** `delegated`: within what the signed-in administrator may do themselves. `application`: Switchboard as itself. */
  kind: 'delegated' | 'application';
  /** What the app registration knows it by. */
  id: string;
  /** `licences`: only where usage locations are set. `reader`: only with `credentials.reader: app`. */
  when: 'always' | 'licences' | 'reader';
  /** A wider one that some tenants need in its place. */
  instead?: string;
}

/** By the application ids that Microsoft gave them, the same in every tenant. */
export const apiIds = {
  graph: '00000003-0000-0000-c000-000000000000',
  /** «Skype and Teams Tenant Admin API»: what the Cs cmdlets call. */
  teams: '48ac35b8-9aa8-4d74-927d-1f4a14a0b239',
} as const;

const graph = { api: 'graph', when: 'always' } as const;
const delegated = { ...graph, kind: 'delegated' } as const;
const application = { ...graph, kind: 'application' } as const;

/**
 * Ids and least privileges: learn.microsoft.com/graph/permissions-reference and the pages of each method. docs/live.md says what each is for.
 * `Connect-MicrosoftTeams` documents seven wider ones for its Team cmdlets, none of which is in the contract.
 */
export const permissions: readonly Permission[] = [
  { api: 'teams', name: 'user_impersonation', kind: 'delegated', id: 'e60370c1-e451-437e-aa6e-d76df38e5f15', when: 'always' },
  { ...delegated, name: 'User.Read.All', id: 'a154be20-db9c-4678-8ab7-66f6cc099a59' },
  { ...delegated, name: 'LicenseAssignment.ReadWrite.All', id: 'f55016cc-149c-447e-8f21-7cf3ec1d6350' },
  { ...delegated, name: 'Organization.Read.All', id: '4908d5b9-3fb2-4b1e-9336-1888b7937185' },
  { ...delegated, name: 'GroupMember.Read.All', id: 'bc024368-1153-4739-b217-4326f2e966d0' },
  { ...delegated, name: 'Domain.Read.All', id: '2f9ee017-59c1-4f1d-9472-bd5529a7b311' },
  // assignLicense refuses whoever has no usage location, and nothing narrower sets one.
  { ...delegated, name: 'User.ReadWrite.All', id: '204e0828-b5ca-4ad8-b9f3-f32a958e7cc4', when: 'licences' },
  { ...application, name: 'GroupMember.Read.All', id: '98830695-27a2-44f7-8c18-0c3ebc9698f6' },
  // The page of checkMemberGroups names User.Read.All, that of checkMemberObjects this one.
  { ...application, name: 'User.ReadBasic.All', id: '97235f07-e226-4f63-ace3-39588e11d3a1', instead: 'User.Read.All' },
  { ...application, name: 'Organization.Read.All', id: '498476ce-e0fe-48b0-b801-37ba7e2685c6', when: 'reader' },
  { ...application, name: 'User.Read.All', id: 'df021288-bdef-4463-88db-98f22de89214', when: 'reader' },
  { ...application, name: 'Domain.Read.All', id: 'dbb9058a-0e50-45d7-ae91-66909b5d4664', when: 'reader' },
];

/** The role of Entra that the application needs as a reader: what the Cs cmdlets go by is a role, no permission. */
export const readerRole = 'Global Reader';
/** learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference, the same in every tenant. */
export const readerRoleId = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';

/** What the application's own token for Graph has to carry, and what it carries beyond that. */
export function compareRoles(granted: readonly string[], reader: 'none' | 'app'): { missing: string[]; beyond: string[] } {
  const needed = permissions.filter(
    ({ api, kind, when }) => api === 'graph' && kind === 'application' && (when === 'always' || reader === 'app'),
  );
  const answers = ({ name, instead }: Permission): string[] => (instead === undefined ? [name] : [name, instead]);
  return {
    missing: needed.filter((one) => !answers(one).some((name) => granted.includes(name))).map(({ name }) => name),
    beyond: granted.filter((name) => !needed.some((one) => answers(one).includes(name))),
  };
}

/** The one scope that a resource is asked for: what was agreed to in the app registration, no more. */
export function scopeOf(resource: string): string {
  return `${resource}/.default`;
}
