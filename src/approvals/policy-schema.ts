import { z } from 'zod';
import type { Deciders, Policy } from './policy';

const hourMs = 3_600_000;

const words = z.union([
  z
    .string()
    .min(1)
    .transform((one) => [one]),
  z.array(z.string().min(1)).min(1),
]);

const stage = z.record(z.string().min(1), z.number().int().min(1).max(20)).refine((groups) => Object.keys(groups).length > 0, {
  message: 'a stage names its groups and how many people of each, such as { Approvers: 1 }; without a group nobody could approve',
});

const share = z.number().gt(0).lt(1);

const decidersSchema = z.strictObject({
  stages: z.array(stage).optional(),
  reason: z.enum(['required', 'optional']).optional(),
  runAs: z.enum(['requester', 'approver']).optional(),
  expireAfterHours: z.number().positive().optional(),
  remindAt: z.array(share).optional(),
  escalate: z.strictObject({ to: z.string().min(1), at: share.default(0.5) }).optional(),
});

const when = z.strictObject({
  fact: z.string().min(1).optional(),
  from: words.optional(),
  to: words.optional(),
  resource: words.optional(),
  risk: z.enum(['low', 'high']).optional(),
  site: words.optional(),
  countFrom: z.number().int().min(2).optional(),
});

const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/, 'an E.164 number such as "+14255550140"');

/** The `approvals:` block of switchboard.yaml. docs/approvals.md explains it. */
export const approvalsSchema = z.strictObject({
  default: decidersSchema.default({}),
  rules: z.array(decidersSchema.extend({ name: z.string().min(1).max(120), when })).default([]),
  protected: z
    .strictObject({
      people: z.array(z.string().min(1)).default([]),
      numbers: z.array(z.strictObject({ from: e164, to: e164 })).default([]),
    })
    .prefault({}),
  maxPending: z.number().int().min(1).default(20),
});

/** A stage without groups: nobody may approve. What the configuration does not say is not allowed. */
const nobody = [{}];

/** What the block says, with what it leaves out filled in: a rule takes from the default all but its own words. */
export function policyOf({ default: given, rules, protected: kept, maxPending }: z.infer<typeof approvalsSchema>): Policy {
  const fallback = decidersOf(given, {
    stages: nobody,
    reason: false,
    runAs: 'requester',
    lifeMs: 72 * hourMs,
    remindAt: [0.5, 0.9],
    escalate: null,
  });
  return {
    default: fallback,
    rules: rules.map(({ name, when, ...own }) => ({ name, when, ...decidersOf(own, fallback) })),
    protected: kept,
    maxPending,
  };
}

/** Every group that the block names, each with where. */
export function groupsNamed({ default: given, rules }: z.infer<typeof approvalsSchema>): { group: string; path: (string | number)[] }[] {
  const of = ({ stages = [], escalate }: z.infer<typeof decidersSchema>, path: (string | number)[]) => [
    ...stages.flatMap((groups, index) => Object.keys(groups).map((group) => ({ group, path: [...path, 'stages', index] }))),
    ...(escalate ? [{ group: escalate.to, path: [...path, 'escalate', 'to'] }] : []),
  ];
  return [...of(given, ['default']), ...rules.flatMap((rule, index) => of(rule, ['rules', index]))];
}

function decidersOf(
  { stages, reason, runAs, expireAfterHours, remindAt, escalate }: z.infer<typeof decidersSchema>,
  others: Deciders,
): Deciders {
  return {
    stages: stages ?? others.stages,
    reason: reason === undefined ? others.reason : reason === 'required',
    runAs: runAs ?? others.runAs,
    lifeMs: expireAfterHours === undefined ? others.lifeMs : expireAfterHours * hourMs,
    remindAt: remindAt ?? others.remindAt,
    escalate: escalate ? { group: escalate.to, at: escalate.at } : others.escalate,
  };
}
