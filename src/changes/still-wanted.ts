import type { State } from '../resources/facts';
import { isRefusal, type CmdletStep, type Resource } from '../resources/resource';
import type { Sentence } from '../sentence';
import type { Tenant } from '../tenant/tenant';
import { wishOf, type Change, type Part } from './change';
import { operationOf, type ChangesContext } from './context';
import { freeNumbers } from './free-numbers';
import { newClaims } from './plan-wishes';
import { resolveInput } from './resolve-input';

/** Asks the operation again before the first write: a licence may have gone since it was reviewed. Null: go on. */
export async function stillWanted(
  context: ChangesContext,
  change: Change,
  part: Part,
  tenant: Tenant,
  read: State,
): Promise<Sentence | null> {
  const { requester, parts } = change;
  const asked = wishOf(change, part);
  if (!asked) return null;
  const operation = operationOf(context, asked.operation);
  const { model } = context;
  const resolved = await resolveInput(operation, asked.input, {
    tenant,
    model,
    freeNumbers: (site, count) => freeNumbers(context, tenant, requester, site, count, () => true),
    bounds: null,
    siteOf: (key) => context.siteOf(tenant, key),
  });
  if ('problem' in resolved) return resolved.problem;
  const wishes = operation.parts(resolved.values, model);
  const isOf = (one: { resource: string; key: string }) => (other: { resource: string; key: string }) =>
    one.resource === other.resource && one.key === other.key;
  const wish = wishes.find(isOf(part));
  // What the review left out has no part: it was already so, and is as good as any other state.
  const wanted = wish?.wanted(
    read,
    wishes.map((one) => parts.find(isOf(one))?.before ?? read),
  );
  return wanted && isRefusal(wanted) ? wanted.refused : null;
}

/** What a step would take is checked against everybody once more before it is sent. Null: nobody has it. Throws `TenantReadError`. */
export async function takenMeanwhile(
  resource: Resource,
  tenant: Tenant,
  { parts }: Change,
  part: Part,
  read: State,
  step: CmdletStep,
): Promise<Sentence | null> {
  const givers = part.needs.flatMap((place) => parts[place]?.key ?? []);
  for (const claim of newClaims(resource, read, step.sets)) {
    const obstacle = await resource.obstacle(tenant, claim, [part.key, ...givers]);
    if (obstacle) return obstacle;
  }
  return null;
}
