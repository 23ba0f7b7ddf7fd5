import type { About, Right } from '../auth/person';
import { rightRefusal } from '../auth/right-refusal';
import { applied, type Patch, type State } from '../resources/facts';
import type { Claim, Resource } from '../resources/resource';
import { displayNumber } from '../resources/display-number';
import { sentence, type Sentence } from '../sentence';
import type { Tenant } from '../tenant/tenant';
import { placesTouched } from './bounds';
import type { PlannedStep } from './change';
import { without } from './claims';
import type { ChangesContext } from './context';
import type { NewPart, Wish } from './save-proposal';
import type { Proposal } from './service';
import { withHashes } from './step-hash';
import { workOut, type WantedPart } from './work-out';

/** What one wish would come to. */
export type PlannedWish = { name: string } & ({ kind: 'parts'; parts: NewPart[] } | Extract<Proposal, { kind: 'already-so' | 'refused' }>);

/** What the wishes of a request would come to, as the tenant is now. Writes nothing. Throws `TenantReadError`. */
export async function planWishes(
  context: ChangesContext,
  wish: Wish,
  /** What it is worked out for: to ask for it, or only to know. */
  right: Right = 'propose',
): Promise<PlannedWish[]> {
  const tenant = context.readingFor(wish.who);
  const planned: PlannedWish[] = [];
  for (const worked of await workOut(context, tenant, wish, right)) {
    const { name } = worked;
    planned.push(
      'refused' in worked
        ? { name, kind: 'refused', reason: worked.refused }
        : { name, ...(await planWish(context, tenant, wish, right, worked.about, worked.parts)) },
    );
  }
  return planned;
}

async function planWish(
  context: ChangesContext,
  tenant: Tenant,
  wish: Wish,
  right: Right,
  operation: About['operation'],
  wanted: readonly WantedPart[],
): Promise<{ kind: 'parts'; parts: NewPart[] } | Extract<Proposal, { kind: 'already-so' | 'refused' }>> {
  const places = wanted.flatMap(({ resource, before, patch }) => placesTouched(resource, before, patch));
  const outside = rightRefusal(context.people, wish.who, right, { operation, places });
  if (outside) return { kind: 'refused', reason: outside };
  const planned = whatChanges(wanted);
  if (planned.length === 0) {
    const [first] = wanted;
    if (!first) throw new Error('An operation wishes nothing.');
    const { resource, key, before } = first;
    return { kind: 'already-so', subject: resource.subject(key, before), described: resource.describe(before) };
  }
  const parts: NewPart[] = [];
  for (const part of planned) {
    const out = await newPart(tenant, part, planned);
    if ('refused' in out) return { kind: 'refused', reason: out.refused };
    // What a put back gives up is as free as it was before.
    const cooling = wish.request.kind === 'put-back' ? [] : coolingClaims(part, planned);
    parts.push({ ...out, warnings: [...out.warnings, ...cooling.map((claim) => coolingWarning(claim, context.coolMs))] });
  }
  return { kind: 'parts', parts };
}

type PlannedPart = WantedPart & { plan: PlannedStep[] };

/** The parts that have something to do; what needed another one needs it no more. */
function whatChanges(wanted: readonly WantedPart[]): PlannedPart[] {
  const planned = wanted.map((part) => ({ ...part, plan: withHashes(part.resource.plan(part.key, part.before, part.patch)) }));
  const changes = planned.filter(({ plan }) => plan.some(({ step }) => step.kind === 'cmdlet'));
  const placeOf = (old: number) => changes.indexOf(planned[old]!);
  return changes.map((part) => ({ ...part, needs: part.needs.map(placeOf).filter((place) => place >= 0) }));
}

async function newPart(
  tenant: Tenant,
  { resource, key, needs, before, explained, patch, plan, warnings }: PlannedPart,
  all: readonly PlannedPart[],
): Promise<NewPart | { refused: Sentence }> {
  const claims = newClaims(resource, before, patch);
  const givers = needs.flatMap((place) => all[place]?.key ?? []);
  for (const claim of claims) {
    const refused = await resource.obstacle(tenant, claim, [key, ...givers]);
    if (refused) return { refused };
  }
  return {
    resource: resource.kind,
    key,
    needs,
    subject: resource.subject(key, before),
    before,
    explained,
    goal: patch,
    plan,
    risk: resource.risk(before, resource.after(before, patch)),
    warnings: [...warnings, ...(await resource.warnings(tenant, key, before, patch))],
    claims,
  };
}

/** What a part gives up and no other part of the same change takes: it cools. */
function coolingClaims({ resource, before }: PlannedPart, all: readonly PlannedPart[]): Claim[] {
  const kept = all.flatMap((one) => one.resource.claims(applied(one.before.facts, one.patch)));
  return resource.claims(before.facts).filter((claim) => !kept.some((one) => one.kind === claim.kind && one.value === claim.value));
}

function coolingWarning({ value }: Claim, coolMs: number): Sentence {
  return sentence('warning.cools', { value: displayNumber(value), days: Math.round(coolMs / 86_400_000) });
}

/** What a patch would take for its subject that it does not hold already. */
export function newClaims(resource: Resource, from: State, patch: Patch): Claim[] {
  return without(resource.claims(applied(from.facts, patch)), resource.claims(from.facts));
}
