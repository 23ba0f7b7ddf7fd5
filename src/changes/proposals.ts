import type { Person } from '../auth/person';
import { may, rolesWith } from '../auth/person';
import type { Operation } from '../operations/operation';
import { applied, type Goal, type Patch, type State } from '../resources/facts';
import { isRefusal, type Claim, type Resource } from '../resources/resource';
import { sentence, UserError, type Sentence } from '../sentence';
import { lockUntilCommit } from '../store/lock';
import type { Tenant } from '../tenant/tenant';
import { canPutBack, type Change, type Moved, type Request } from './change';
import { changeSchemaVersion, loadChanges } from './change-rows';
import { takeClaims } from './claims';
import { operationOf, type ChangesContext } from './context';
import { freeNumbers } from './free-numbers';
import { putBackPatch } from './put-back';
import { resolveInput } from './resolve-input';
import { lockChange, saveMove } from './save';
import type { Proposal } from './service';
import { planned } from './step-hash';
import { isEnded } from './transition';
import { seenThrough, unsettledParts } from './unsettled';

export interface Wish {
  who: Person;
  request: Request;
  proposedBy: string;
  /** The draft, or the drifted change, whose place this one takes. */
  replaces?: { id: number; moved: Moved[] };
}

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
  if (!may(wish.who, 'propose')) return { kind: 'refused', reason: sentence('refusal.right.propose', { roles: rolesWith('propose').join(', ') }) };
  const seen = await changeProposedBy(context, wish.proposedBy);
  if (seen) return { kind: 'proposed', change: seen };
  const tenant = context.tenantFor(wish.who);
  const out = await workOut(context, tenant, wish);
  if ('refused' in out) return { kind: 'refused', reason: out.refused };
  const { resource, key, before, patch } = out;
  const subject = resource.subject(key, before);
  const plan = planned(resource.plan(key, before, patch));
  const settling = Object.keys(out.explained).length > 0;
  if (!plan.some(({ step }) => step.kind === 'cmdlet') && !settling) return { kind: 'already-so', subject, described: resource.describe(before) };
  const claims = newClaims(resource, before, patch);
  for (const claim of claims) {
    const obstacle = await resource.obstacle(tenant, claim, key);
    if (obstacle) return { kind: 'refused', reason: obstacle };
  }
  const warnings = [...out.warnings, ...(await resource.warnings(tenant, key, before, patch))];
  const risk = resource.risk(before, resource.after(before, patch));
  const proposal = await save(context, wish, { resource: resource.kind, key, subject, before, explained: out.explained, goal: patch, plan, risk, warnings }, claims);
  context.moved();
  return proposal;
}

/** What a patch would take for its subject that it does not hold already. */
export function newClaims(resource: Resource, from: State, patch: Patch): Claim[] {
  const held = resource.claims(from.facts);
  return resource.claims(applied(from.facts, patch)).filter((claim) => !held.some((one) => one.kind === claim.kind && one.value === claim.value));
}

async function workOut(context: ChangesContext, tenant: Tenant, { who, request }: Wish): Promise<WorkedOut | { refused: Sentence }> {
  return request.kind === 'operation'
    ? workOutOperation(context, tenant, who, operationOf(context, request.operation), request.input)
    : workOutPutBack(context, tenant, request.of);
}

async function workOutOperation(context: ChangesContext, tenant: Tenant, who: Person, operation: Operation, input: Record<string, string>): Promise<WorkedOut | { refused: Sentence }> {
  const { model } = context;
  const resolved = await resolveInput(operation, input, { tenant, model, freeNumbers: (site, count) => freeNumbers(context, who, site, count) });
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
  const part = change?.parts[0];
  if (!change || !part || !canPutBack(change)) return { refused: sentence('refusal.nothingToPutBack', { change: of }) };
  const resource = context.resourceOf(part.resource);
  const now = await readNow(context, tenant, resource, part.key);
  if (!now) return { refused: sentence('refusal.gone', { text: part.subject.name }) };
  const { patch, conflicts } = putBackPatch(part, now.read, Object.keys(now.explained).length === 0);
  if (Object.keys(patch).length === 0 && conflicts.length > 0) return { refused: sentence('refusal.allMovedSince', { change: of }) };
  const warnings = conflicts.map(({ fact }) => sentence('warning.leftAlone', { fact: sentence(`fact.${fact}`) }));
  return { ...now, patch, warnings };
}

async function readNow(context: ChangesContext, tenant: Tenant, resource: Resource, key: string): Promise<Omit<WorkedOut, 'patch' | 'warnings'> | null> {
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

type NewPart = Pick<Change['parts'][number], 'key' | 'subject' | 'before' | 'explained' | 'goal' | 'plan' | 'risk' | 'warnings' | 'resource'>;

async function save({ database, clock, draftExpiryMs }: ChangesContext, wish: Wish, part: NewPart, claims: Claim[]): Promise<Proposal> {
  try {
    return await database.transaction(async (trx) => {
      await lockUntilCommit(trx, 'propose');
      const now = clock.now();
      const holds = `${part.resource}|${part.key}`;
      const open = await trx.selectFrom('parts').select('change_id').where('holds', '=', holds).executeTakeFirst();
      if (open && open.change_id !== wish.replaces?.id) {
        const [change] = await loadChanges(trx, [open.change_id]);
        if (change) return { kind: 'already-open', change };
      }
      const { id } = await trx
        .insertInto('changes')
        .values({
          version: 1,
          state: 'draft',
          schema_version: changeSchemaVersion,
          request: JSON.stringify(wish.request),
          requester: JSON.stringify(wish.who),
          proposed_by: wish.proposedBy,
          replaces: wish.replaces ? JSON.stringify(wish.replaces) : null,
          created_at: now.toISOString(),
          updated_at: now.toISOString(),
          due_at: new Date(now.getTime() + draftExpiryMs).toISOString(),
          stop_asked: 0,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      if (wish.replaces) await supersede(wish.replaces.id, id);
      const { id: partId } = await trx
        .insertInto('parts')
        .values({
          change_id: id,
          ordinal: 0,
          resource: part.resource,
          key: part.key,
          state: 'open',
          subject: JSON.stringify(part.subject),
          before: JSON.stringify(part.before),
          explained: JSON.stringify(part.explained),
          goal: JSON.stringify(part.goal),
          plan: JSON.stringify(part.plan),
          risk: part.risk,
          warnings: JSON.stringify(part.warnings),
          holds,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      const taken = await takeClaims(trx, clock, claims, partId, part);
      if (taken) throw new Refused(taken);
      const [change] = await loadChanges(trx, [id]);
      if (!change) throw new Error(`Change ${id} was written and is not there.`);
      if (wish.request.kind === 'put-back') await trx.updateTable('changes').set({ put_back_by: id }).where('id', '=', wish.request.of).execute();
      const { goal, before, plan, subject } = part;
      await saveMove(trx, clock, change, [], { kind: 'change.proposed', actor: wish.who, body: { request: wish.request, subject, before, goal, plan, proposedBy: wish.proposedBy } });
      return { kind: 'proposed', change: (await loadChanges(trx, [id]))[0] ?? change };

      async function supersede(oldId: number, newId: number) {
        const old = await lockChange(trx, oldId);
        if (!old) throw new UserError('refusal.noSuchChange', { change: oldId });
        if (isEnded(old.state)) throw new Refused(sentence('refusal.endedMeanwhile', { change: oldId }));
        await saveMove(trx, clock, old, ['supersede'], { kind: 'change.superseded', actor: wish.who, body: { by: newId } }, { replaced_by: newId });
        for (const { id: oldPart } of old.parts) await trx.updateTable('parts').set({ state: 'cancelled' }).where('id', '=', oldPart).execute();
      }
    });
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', reason: error.reason };
    throw error;
  }
}

/** Leaves the transaction without a trace: nothing of a refused wish stays. */
class Refused extends Error {
  constructor(readonly reason: Sentence) {
    super(reason.key);
  }
}
