import { z } from 'zod';
import { approvalsSchema, groupsNamed } from './approvals/policy-schema';
import type { Access } from './auth/access';
import { localObjectId } from './auth/people';
import { rights } from './auth/person';

/** The part of switchboard.yaml that says who may do what: groups, people, roles. */

const name = z.string().min(1).max(64);

const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/, 'an E.164 number such as "+14255550140"');

const range = z.strictObject({ from: e164, to: e164 }).refine(({ from, to }) => from.length === to.length && from <= to, {
  message: 'a range goes upwards, such as { from: "+14255550100", to: "+14255550199" }',
});

const scopeSchema = z.strictObject({
  sites: z.array(name).min(1, 'at least one site, such as [Paris]; leave it out for all').optional(),
  numbers: z.array(range).min(1, 'at least one range; leave it out for all').optional(),
  departments: z.array(name).min(1, 'at least one department, such as [Sales]; leave it out for all').optional(),
});

const personSchema = z.strictObject({
  name: z.string().min(1),
  groups: z.array(name).default([]),
  /** The Entra object id; a persona of the local page has one made of its name. */
  objectId: z.guid('an Entra object id').toLowerCase().optional(),
  /** For an account of another tenant: that tenant's id. */
  tenantId: z.guid('the id of a tenant').toLowerCase().optional(),
  guest: z.boolean().default(false),
  /** Another entry of `people`: both are the same human. */
  sameAs: name.optional(),
});

const roleSchema = z.strictObject({
  groups: z.array(name).default([]),
  people: z.array(name).default([]),
  may: z.array(z.enum(rights)).min(1, 'at least one right, such as [read]'),
  operations: z.array(name).min(1, 'at least one operation, such as [enable-voice]; leave it out for all').optional(),
  scope: scopeSchema.optional(),
});

export const accessFields = {
  /** Groups of Entra by the names that the rest of the file uses for them. */
  groups: z.record(name, z.guid('the object id of a group').toLowerCase()).default({}),
  people: z.record(name, personSchema).default({}),
  roles: z.record(name, roleSchema).default({}),
};

type AccessPart = { [Name in keyof typeof accessFields]: z.infer<(typeof accessFields)[Name]> };

/** What names other parts of the file. */
interface References {
  sites: Record<string, unknown>;
  approvals: z.infer<typeof approvalsSchema>;
  groups: Record<string, unknown>;
  people: Record<string, { groups: string[]; sameAs?: string | undefined }>;
  roles: Record<string, { groups: string[]; people: string[]; scope?: { sites?: string[] | undefined } | undefined }>;
}

/** Adds a problem for each name that leads nowhere. */
export function checkReferences(file: References, context: z.RefinementCtx): void {
  const { groups, people, roles, sites, approvals } = file;
  const oneOf = (known: Record<string, unknown>) => Object.keys(known).join(', ') || 'there is none';
  const missing = (path: (string | number)[], what: string, known: Record<string, unknown>) =>
    context.addIssue({ code: 'custom', path, message: `there is no ${what}; known: ${oneOf(known)}` });
  const isGroup = (group: string) => Object.hasOwn(groups, group) || isGuid(group);

  for (const { group, path } of groupsNamed(approvals)) if (!isGroup(group)) missing(['approvals', ...path], `group «${group}»`, groups);
  for (const [id, person] of Object.entries(people)) {
    person.groups.forEach((group, at) => isGroup(group) || missing(['people', id, 'groups', at], `group «${group}»`, groups));
    const { sameAs } = person;
    const first = sameAs === undefined ? undefined : Object.hasOwn(people, sameAs) ? people[sameAs] : null;
    if (first === null) missing(['people', id, 'sameAs'], `person «${sameAs}»`, people);
    else if (first?.sameAs !== undefined || sameAs === id)
      context.addIssue({
        code: 'custom',
        path: ['people', id, 'sameAs'],
        message: 'names the person whose first account it is, not another second one',
      });
  }
  for (const [id, role] of Object.entries(roles)) {
    role.groups.forEach((group, at) => isGroup(group) || missing(['roles', id, 'groups', at], `group «${group}»`, groups));
    role.people.forEach(
      (one, at) => Object.hasOwn(people, one) || isGuid(one) || missing(['roles', id, 'people', at], `person «${one}»`, people),
    );
    role.scope?.sites?.forEach(
      (site, at) => Object.hasOwn(sites, site) || missing(['roles', id, 'scope', 'sites', at], `site «${site}»`, sites),
    );
  }
}

const names = z.array(z.string()).catch([]);
const some = z.record(z.string(), z.unknown()).catch({});

/** No more of a file than the names in it, whatever else is wrong: so that all problems can be told at once. */
export const looseReferences = z
  .object({
    sites: some,
    approvals: approvalsSchema.prefault({}).catch({ default: {}, rules: [], protected: { people: [], numbers: [] }, maxPending: 20 }),
    groups: z.record(z.string(), z.string().catch('')).catch({}),
    people: z.record(z.string(), z.object({ groups: names, sameAs: z.string().optional().catch(undefined) })).catch({}),
    roles: z
      .record(
        z.string(),
        z.object({ groups: names, people: names, scope: z.object({ sites: names.optional() }).optional().catch(undefined) }),
      )
      .catch({}),
  })
  .superRefine(checkReferences);

/** The people and roles of a file whose references were checked. */
export function accessOf({ groups, people, roles, approvals }: AccessPart & Pick<References, 'approvals'>, tenantId: string): Access {
  // A group is known by its name in this file, wherever the file writes its id.
  const named = (group: string) => Object.entries(groups).find(([, id]) => id === group.toLowerCase())?.[0] ?? group;
  const idOf = (id: string) => people[id]?.objectId ?? localObjectId(tenantId, id);
  const written = [...Object.values(roles).flatMap((role) => role.groups), ...groupsNamed(approvals).map(({ group }) => group)];
  const byId = [...new Set(written.filter((group) => !Object.hasOwn(groups, group)))];
  return {
    tenantId,
    groups: [...Object.entries(groups).map(([name, id]) => ({ name, id })), ...byId.map((id) => ({ name: id, id: id.toLowerCase() }))],
    people: Object.entries(people).map(([id, person]) => ({
      id,
      tenantId: person.tenantId ?? tenantId,
      objectId: idOf(id),
      name: person.name,
      guest: person.guest,
      groups: person.groups.map(named),
      sameAs: person.sameAs ?? null,
    })),
    roles: Object.entries(roles).map(([role, { groups, people: members, may, operations, scope }]) => ({
      name: role,
      groups: groups.map(named),
      people: members.map((one) => (Object.hasOwn(people, one) ? idOf(one) : one.toLowerCase())),
      may,
      operations: operations ?? null,
      scope: scope ? { sites: scope.sites ?? null, numbers: scope.numbers ?? null, departments: scope.departments ?? null } : null,
    })),
  };
}

function isGuid(text: string): boolean {
  return z.guid().safeParse(text).success;
}
