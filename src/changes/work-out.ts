import type { About, Person, Right } from '../auth/person';
import { rightRefusal } from '../auth/right-refusal';
import { applied, type Goal, type Patch, type State } from '../resources/facts';
import { isRefusal, type Resource } from '../resources/resource';
import { sentence, type Sentence } from '../sentence';
import type { Tenant } from '../tenant/tenant';
import { boundsOf, operationsAsked } from './bounds';
import { canPutBack, groupsOf, type Asking, type Change, type Part } from './change';
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

/** What one wish comes to, or why it comes to nothing. */
export type WorkedOut = { name: string; about: About['operation'] } & ({ parts: WantedPart[] } | { refused: Sentence });

/**
 * Reads what a request is about and says what each of its wishes wants of each resource, in the order of the run: of a put back each group of parts
 * that need each other is one. `needs` are places within the wish. Throws `TenantReadError`.
 */
export async function workOut(context: ChangesContext, tenant: Tenant, { who, request, only }: Wish, right: Right): Promise<WorkedOut[]> {
  if (request.kind === 'put-back') return workOutPutBack(context, tenant, request.of, only);
  const worked: WorkedOut[] = [];
  for (const wish of request.kind === 'several' ? request.wishes : [request]) {
    const { operation, input } = wish;
    const { about } = operationOf(context, operation);
    // Who may not ask for it is told so before anything is read for it.
    const refused = rightRefusal(context.people, who, right, { operation });
    const parts = refused ? { refused } : await workOutOperation(context, tenant, who, right, wish);
    const outcome = 'refused' in parts ? parts : { parts };
    worked.push({ name: (about === null ? undefined : input[about]) ?? '', about: operation, ...outcome });
  }
  return worked;
}

async function workOutOperation(
  context: ChangesContext,
  tenant: Tenant,
  who: Person,
  right: Right,
  { operation: id, input }: Asking,
): Promise<WantedPart[] | { refused: Sentence }> {
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
async function workOutPutBack(context: ChangesContext, tenant: Tenant, of: number, only: Wish['only']): Promise<WorkedOut[]> {
  const [change] = await loadChanges(context.database.db, [of]);
  const about = await operationsAsked(context.database.db, { kind: 'put-back', of });
  const nothing = (key: string): WorkedOut[] => [{ name: '', about, refused: sentence(key, { change: of }) }];
  if (!change) return nothing('refusal.noSuchChange');
  if (change.endedAt === null) return nothing('refusal.notEnded');
  if (!canPutBack(change)) return nothing('refusal.nothingToPutBack');
  const worked: WorkedOut[] = [];
  for (const places of groupsOf(change.parts).reverse()) {
    const parts = places.map((place) => change.parts[place]!).reverse();
    if (only && !parts.some(({ resource, key }) => resource === only.resource && key === only.key)) continue;
    const outcome = await putBackGroup(context, tenant, change, parts);
    worked.push({ name: parts[0]?.subject.name ?? '', about, ...('refused' in outcome ? outcome : { parts: outcome }) });
  }
  return worked;
}

async function putBackGroup(
  context: ChangesContext,
  tenant: Tenant,
  change: Change,
  altered: readonly Part[],
): Promise<WantedPart[] | { refused: Sentence }> {
  const parts: WantedPart[] = [];
  let moved = false;
  for (const part of altered) {
    const resource = context.resourceOf(part.resource);
    const now = await readNow(context, tenant, resource, part.key, Object.keys(part.goal));
    if (!now) return { refused: sentence('refusal.gone', { text: part.subject.name }) };
    const { patch, conflicts, assumed } = putBackPatch(part, now.read, Object.keys(now.explained).length === 0);
    moved ||= conflicts.length > 0;
    const warnings = conflicts.map(({ fact }) => sentence('warning.leftAlone', { fact: sentence(`fact.${fact}`) }));
    const needs = altered.flatMap((other, index) => (other.needs.includes(change.parts.indexOf(part)) ? [index] : []));
    const before = { ...now.before, facts: applied(now.before.facts, assumed) };
    const whole = { ...patch, ...resource.beside?.(before.facts, patch) };
    parts.push({ resource, key: part.key, needs, before, explained: now.explained, patch: whole, warnings });
  }
  if (moved && parts.every(({ patch }) => Object.keys(patch).length === 0))
    return { refused: sentence('refusal.allMovedSince', { change: change.id }) };
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
