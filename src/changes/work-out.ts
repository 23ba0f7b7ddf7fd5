import type { Person, Right } from '../auth/person';
import { applied, type Goal, type Patch, type State } from '../resources/facts';
import { isRefusal, type Resource } from '../resources/resource';
import { sentence, type Sentence } from '../sentence';
import type { Tenant } from '../tenant/tenant';
import { boundsOf } from './bounds';
import { canPutBack } from './change';
import { loadChanges } from './change-rows';
import { operationOf, type ChangesContext } from './context';
import { freeNumbers } from './free-numbers';
import { putBackPatch } from './put-back';
import { resolveInput } from './resolve-input';
import type { Wish } from './save-proposal';
import { seenThrough, unsettledParts } from './unsettled';

/** What is wanted of one resource, worked out over the tenant as it is now. */
export interface WantedPart {
  resource: Resource;
  key: string;
  /** Places of the parts that must be done before. */
  needs: readonly number[];
  /** As it was read, with our own fresh writes put over it. */
  before: State;
  explained: Record<string, Goal[]>;
  patch: Patch;
  warnings: Sentence[];
}

type WorkedOut = WantedPart[] | { refused: Sentence };

/** Reads what a wish is about and says what it wants of each resource, in the order of the run. Throws `TenantReadError`. */
export function workOut(context: ChangesContext, tenant: Tenant, { who, request }: Wish, right: Right): Promise<WorkedOut> {
  return request.kind === 'operation'
    ? workOutOperation(context, tenant, who, right, request.operation, request.input)
    : workOutPutBack(context, tenant, request.of);
}

async function workOutOperation(
  context: ChangesContext,
  tenant: Tenant,
  who: Person,
  right: Right,
  id: string,
  input: Record<string, string>,
): Promise<WorkedOut> {
  const { model } = context;
  const operation = operationOf(context, id);
  const resolved = await resolveInput(operation, input, {
    tenant,
    model,
    freeNumbers: (site, count) => freeNumbers(context, tenant, who, site, count, () => true),
    bounds: boundsOf(context, tenant, who, right, id),
    siteOf: (key) => context.siteOf(tenant, key),
  });
  if ('problem' in resolved) return { refused: resolved.problem };
  const wishes = operation.parts(resolved.values, model);
  const reads = [];
  for (const { resource, key, also = [] } of wishes) {
    const now = await readNow(context, tenant, context.resourceOf(resource), key, also);
    if (!now) return { refused: sentence('refusal.gone', { text: operation.about === null ? key : (input[operation.about] ?? key) }) };
    reads.push({ ...now, key });
  }
  const parts: WantedPart[] = [];
  for (const [place, { wanted, needs }] of wishes.entries()) {
    const { read: _, ...now } = reads[place]!;
    const wish = wanted(
      now.before,
      reads.map(({ before }) => before),
    );
    if (isRefusal(wish)) return wish;
    const patch = now.resource.express(now.before, wish);
    if (isRefusal(patch)) return patch;
    parts.push({ ...now, needs, patch, warnings: [] });
  }
  return parts;
}

/** The parts that altered something, last first: what needed another is put back before it. */
async function workOutPutBack(context: ChangesContext, tenant: Tenant, of: number): Promise<WorkedOut> {
  const [change] = await loadChanges(context.database.db, [of]);
  if (!change) return { refused: sentence('refusal.noSuchChange', { change: of }) };
  if (change.endedAt === null) return { refused: sentence('refusal.notEnded', { change: of }) };
  const altered = change.parts.map((part, place) => ({ part, place })).reverse();
  if (!canPutBack(change)) return { refused: sentence('refusal.nothingToPutBack', { change: of }) };
  const parts: WantedPart[] = [];
  let moved = false;
  for (const { part, place } of altered) {
    const resource = context.resourceOf(part.resource);
    const now = await readNow(context, tenant, resource, part.key, Object.keys(part.goal));
    if (!now) return { refused: sentence('refusal.gone', { text: part.subject.name }) };
    const { patch, conflicts, assumed } = putBackPatch(part, now.read, Object.keys(now.explained).length === 0);
    moved ||= conflicts.length > 0;
    const warnings = conflicts.map(({ fact }) => sentence('warning.leftAlone', { fact: sentence(`fact.${fact}`) }));
    const needs = altered.flatMap((other, index) => (other.part.needs.includes(place) ? [index] : []));
    const before = { ...now.before, facts: applied(now.before.facts, assumed) };
    const whole = { ...patch, ...resource.beside?.(before.facts, patch) };
    parts.push({ resource, key: part.key, needs, before, explained: now.explained, patch: whole, warnings });
  }
  if (moved && parts.every(({ patch }) => Object.keys(patch).length === 0))
    return { refused: sentence('refusal.allMovedSince', { change: of }) };
  return parts;
}

async function readNow(
  { database, clock }: ChangesContext,
  tenant: Tenant,
  resource: Resource,
  key: string,
  also: readonly string[],
): Promise<(Pick<WantedPart, 'resource' | 'before' | 'explained'> & { read: State }) | null> {
  const unsettled = await unsettledParts(database.db, clock, { resource: resource.kind, key });
  const read = await resource.read(tenant, key, also);
  if (!read) return null;
  const { state, explained } = seenThrough(
    read,
    unsettled.map(({ part }) => part),
  );
  return { resource, read, before: state, explained };
}
