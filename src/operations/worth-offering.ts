import type { State } from '../resources/facts';
import { isRefusal, type Resource } from '../resources/resource';
import type { TenantModel } from '../resources/tenant-model';
import type { Operation } from './operation';

/**
 * Whether an operation makes sense for what is in this state, so that a card may offer it. One that asks for nothing more is
 * planned: it is offered where it would change something. Whoever asks for any other is answered all the same.
 */
export function isWorthOffering(
  { offered, fields, optional, about, parts }: Operation,
  {
    resourceOf,
    model,
    now,
    value,
  }: { resourceOf: (kind: string) => Resource; model: TenantModel; now: State; /** of the field `about` */ value: unknown },
): boolean {
  if (about === null || !offered(now)) return false;
  if (Object.keys(fields).some((name) => name !== about && !optional.includes(name))) return true;
  return parts({ [about]: value }, model).some(({ resource: kind, key, wanted }) => {
    const resource = resourceOf(kind);
    const wish = wanted(now, [now]);
    if (isRefusal(wish)) return false;
    const goal = resource.express(now, wish);
    return !isRefusal(goal) && resource.plan(key, now, goal).length > 0;
  });
}
