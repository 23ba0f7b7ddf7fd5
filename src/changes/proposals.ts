import type { Person } from '../auth/person';
import { may } from '../auth/person';
import { rightRefusal } from '../auth/right-refusal';
import type { Operation } from '../operations/operation';
import { applied, type Goal, type Patch, type State } from '../resources/facts';
import { isRefusal, type Claim, type Resource } from '../resources/resource';
import { sentence, type Sentence } from '../sentence';
import type { Tenant } from '../tenant/tenant';
import { canPutBack, type Change } from './change';
import { loadChanges } from './change-rows';
import { operationOf, type ChangesContext } from './context';
import { freeNumbers } from './free-numbers';
import { putBackPatch } from './put-back';
import { resolveInput } from './resolve-input';
import { saveProposal, type Wish } from './save-proposal';
import type { Proposal } from './service';
import { withHashes } from './step-hash';
import { seenThrough, unsettledParts } from './unsettled';

/** What is wanted, worked out over the tenant as it is now. */
interface WorkedOut {
  resource: Resource;
  key: string;
  read: State;
  /** `read` with our own fresh writes put over it. */
  before: State;
  explained: Record<string, Goal[]>;
  patch: Patch;
  warnings: Sentence[];
}

/** Turns a wish into a draft change with its claims and first audit entry, in one transaction. Throws `TenantReadError`. */
export async function propose(context: ChangesContext, wish: Wish): Promise<Proposal> {
  if (!may(wish.who, 'propose')) return { kind: 'refused', reason: rightRefusal('propose') };
  const seen = await changeProposedBy(context, wish.proposedBy);
  if (seen) return { kind: 'proposed', change: seen };
  const tenant = context.tenantFor(wish.who);
  const out = await workOut(context, tenant, wish);
  if ('refused' in out) return { kind: 'refused', reason: out.refused };
  const { resource, key, before, patch } = out;
  const subject = resource.subject(key, before);
  const plan = withHashes(resource.plan(key, before, patch));
  if (!plan.some(({ step }) => step.kind === 'cmdlet')) return { kind: 'already-so', subject, described: resource.describe(before) };
  const claims = newClaims(resource, before, patch);
  for (const claim of claims) {
    const obstacle = await resource.obstacle(tenant, claim, key);
    if (obstacle) return { kind: 'refused', reason: obstacle };
  }
  const warnings = [...out.warnings, ...(await resource.warnings(tenant, key, before, patch))];
  const risk = resource.risk(before, resource.after(before, patch));
  const proposal = await saveProposal(
    context,
    wish,
    { resource: resource.kind, key, subject, before, explained: out.explained, goal: patch, plan, risk, warnings },
    claims,
  );
  context.moved();
  return proposal;
}

/** What a patch would take for its subject that it does not hold already. */
export function newClaims(resource: Resource, from: State, patch: Patch): Claim[] {
  const held = resource.claims(from.facts);
  return resource
    .claims(applied(from.facts, patch))
    .filter((claim) => !held.some((one) => one.kind === claim.kind && one.value === claim.value));
}

async function workOut(context: ChangesContext, tenant: Tenant, { who, request }: Wish): Promise<WorkedOut | { refused: Sentence }> {
  return request.kind === 'operation'
    ? workOutOperation(context, tenant, who, operationOf(context, request.operation), request.input)
    : workOutPutBack(context, tenant, request.of);
}

async function workOutOperation(
  context: ChangesContext,
  tenant: Tenant,
  who: Person,
  operation: Operation,
  input: Record<string, string>,
): Promise<WorkedOut | { refused: Sentence }> {
  const { model } = context;
  const resolved = await resolveInput(operation, input, {
    tenant,
    model,
    freeNumbers: (site, count) => freeNumbers(context, who, site, count),
  });
  if ('problem' in resolved) return { refused: resolved.problem };
  const key = keyOf(resolved.values[operation.about]);
  const resource = context.resourceOf(operation.resource);
  const now = await readNow(context, tenant, resource, key);
  if (!now) return { refused: sentence('refusal.gone', { text: input[operation.about] ?? '' }) };
  const wanted = operation.wanted(now.before, resolved.values, model);
  if (isRefusal(wanted)) return wanted;
  const patch = resource.express(now.before, wanted);
  return isRefusal(patch) ? patch : { ...now, patch, warnings: [] };
}

async function workOutPutBack(context: ChangesContext, tenant: Tenant, of: number): Promise<WorkedOut | { refused: Sentence }> {
  const [change] = await loadChanges(context.database.db, [of]);
  if (!change) return { refused: sentence('refusal.noSuchChange', { change: of }) };
  if (change.endedAt === null) return { refused: sentence('refusal.notEnded', { change: of }) };
  const part = change.parts[0];
  if (!part || !canPutBack(change)) return { refused: sentence('refusal.nothingToPutBack', { change: of }) };
  const resource = context.resourceOf(part.resource);
  const now = await readNow(context, tenant, resource, part.key);
  if (!now) return { refused: sentence('refusal.gone', { text: part.subject.name }) };
  const { patch, conflicts, assumed } = putBackPatch(part, now.read, Object.keys(now.explained).length === 0);
  if (Object.keys(patch).length === 0 && conflicts.length > 0) return { refused: sentence('refusal.allMovedSince', { change: of }) };
  const warnings = conflicts.map(({ fact }) => sentence('warning.leftAlone', { fact: sentence(`fact.${fact}`) }));
  return { ...now, before: { ...now.before, facts: applied(now.before.facts, assumed) }, patch, warnings };
}

async function readNow(
  context: ChangesContext,
  tenant: Tenant,
  resource: Resource,
  key: string,
): Promise<Omit<WorkedOut, 'patch' | 'warnings'> | null> {
  const unsettled = await unsettledParts(context.database.db, context.clock, { resource: resource.kind, key });
  const read = await resource.read(tenant, key);
  if (!read) return null;
  const { state, explained } = seenThrough(
    read,
    unsettled.map(({ part }) => part),
  );
  return { resource, key, read, before: state, explained };
}

function keyOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string') return value.id;
  throw new Error('What an operation is about has no id.');
}

async function changeProposedBy({ database }: ChangesContext, proposedBy: string): Promise<Change | null> {
  const row = await database.db.selectFrom('changes').select('id').where('proposed_by', '=', proposedBy).executeTakeFirst();
  return row ? ((await loadChanges(database.db, [row.id]))[0] ?? null) : null;
}
