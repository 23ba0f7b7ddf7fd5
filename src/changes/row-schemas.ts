import { z } from 'zod';
import type { Recorded } from '../auth/person';
import type { Requirement } from '../approvals/requirement';
import type { Standing } from '../approvals/standing';
import type { Fact, Goal, Patch, State } from '../resources/facts';
import type { CmdletStep, Step, Subject } from '../resources/resource';
import { sentenceSchema } from '../sentence';
import type { Value } from '../tenant/tenant';
import type { Asked, Request } from './change';

const valueSchema: z.ZodType<Value> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(valueSchema), z.record(z.string(), valueSchema)]),
);
const policySource = z.enum(['direct', 'group', 'global']);
const factSchema: z.ZodType<Fact> = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.object({ policy: z.string().nullable(), source: policySource }),
]);
export const goalSchema: z.ZodType<Goal> = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.object({ policy: z.string(), source: z.literal('direct') }),
  z.object({ source: z.literal('inherited') }),
]);
export const patchSchema: z.ZodType<Patch> = z.record(z.string(), goalSchema);
export const stateSchema: z.ZodType<State> = z.object({ facts: z.record(z.string(), factSchema), shown: z.record(z.string(), factSchema) });
const cmdletStepSchema: z.ZodType<CmdletStep> = z.object({
  kind: z.literal('cmdlet'),
  cmdlet: z.string(),
  parameters: z.record(z.string(), valueSchema),
  sets: patchSchema,
  final: z.boolean().optional(),
});
export const stepSchema: z.ZodType<Step> = z.union([
  cmdletStepSchema,
  z.object({ kind: z.literal('wait'), reason: sentenceSchema, until: patchSchema, giveUpAfterMs: z.number() }),
]);
export const subjectSchema: z.ZodType<Subject> = z.object({
  key: z.string(),
  name: z.string(),
  upn: z.string().nullable(),
  labels: z.array(sentenceSchema),
});
export const personSchema: z.ZodType<Recorded> = z.object({
  tenantId: z.string(),
  objectId: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
});
export const errorSchema = z.object({
  message: z.string(),
  id: z.string(),
  category: z.string().optional(),
  target: z.string().optional(),
});
const leftOut = z.object({ name: z.string(), reason: sentenceSchema });
export const requestSchema: z.ZodType<Request> = z.union([
  z.object({ kind: z.literal('operation'), operation: z.string(), input: z.record(z.string(), z.string()) }),
  z.object({
    kind: z.literal('several'),
    wishes: z.array(
      z.object({
        operation: z.string(),
        input: z.record(z.string(), z.string()),
        parts: z.array(z.number()),
        leftOut: leftOut.nullable(),
      }),
    ),
  }),
  z.object({
    kind: z.literal('put-back'),
    of: z.number(),
    leftOut: z.array(leftOut).optional(),
  }),
]);
export const movedSchema = z.object({ fact: z.string(), expected: factSchema, seen: factSchema });
export const replacesSchema = z.object({ id: z.number(), moved: z.array(movedSchema) });

const stageSchema = z.record(z.string(), z.number());
export const requirementSchema: z.ZodType<Requirement> = z.object({
  rules: z.array(z.string()),
  because: z.array(z.enum(['risk', 'protected', 'oneself'])),
  stages: z.array(stageSchema),
  otherwise: z.array(stageSchema),
  reason: z.boolean(),
  runAs: z.enum(['requester', 'approver']),
  lifeMs: z.number(),
  remindAt: z.array(z.number()),
  escalate: z.object({ group: z.string(), at: z.number() }).nullable(),
});
const standingSchema: z.ZodType<Standing> = z.object({
  stages: z.array(
    z.object({ groups: z.array(z.object({ group: z.string(), needed: z.number(), have: z.number() })), passed: z.boolean() }),
  ),
  open: z.number().nullable(),
});
export const askedSchema: z.ZodType<Asked> = z.object({
  by: personSchema,
  at: z.string(),
  reason: z.string().nullable(),
  stages: z.array(stageSchema),
  runAs: z.enum(['requester', 'approver']),
  standing: standingSchema,
  unreached: z.array(z.string()),
  reminded: z.number(),
  escalated: z.boolean(),
});
