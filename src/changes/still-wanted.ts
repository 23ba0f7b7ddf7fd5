import type { State } from '../resources/facts';
import { isRefusal, type CmdletStep, type Resource } from '../resources/resource';
import type { Sentence } from '../sentence';
import type { Tenant } from '../tenant/tenant';
import type { Change, Part } from './change';
import { operationOf, type ChangesContext } from './context';
import { freeNumbers } from './free-numbers';
import { newClaims } from './proposals';
import { resolveInput } from './resolve-input';

/** Asks the operation again before the first write: a licence may have gone since it was reviewed. Null: go on. */
export async function stillWanted(context: ChangesContext, change: Change, tenant: Tenant, read: State): Promise<Sentence | null> {
  const { request, requester } = change;
  if (request.kind === 'put-back') return null;
  const operation = operationOf(context, request.operation);
  const { model } = context;
  const resolved = await resolveInput(operation, request.input, {
    tenant,
    model,
    freeNumbers: (site, count) => freeNumbers(context, requester, site, count),
  });
  if ('problem' in resolved) return resolved.problem;
  const wanted = operation.wanted(read, resolved.values, model);
  return isRefusal(wanted) ? wanted.refused : null;
}

/** What a step would take is checked against everybody once more before it is sent. Null: nobody has it. Throws `TenantReadError`. */
export async function takenMeanwhile(
  resource: Resource,
  tenant: Tenant,
  part: Part,
  read: State,
  step: CmdletStep,
): Promise<Sentence | null> {
  for (const claim of newClaims(resource, read, step.sets)) {
    const obstacle = await resource.obstacle(tenant, claim, part.key);
    if (obstacle) return obstacle;
  }
  return null;
}
