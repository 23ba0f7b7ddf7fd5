import { plainFacts, requirementOf, type WeighedPart } from '../approvals/policy';
import type { Requirement } from '../approvals/requirement';
import type { Person } from '../auth/person';
import type { Part } from './change';
import type { ChangesContext } from './context';

type Proposed = Pick<Part, 'resource' | 'key' | 'subject' | 'before' | 'goal' | 'risk'>;

/**
 * Who has to approve these parts: decided over the facts that change, so that a put back, another command or a batch is no way round.
 * @param earlier how many parts this person asked for in the last 24 hours before these
 */
export function requirementFor(
  { policy, resourceOf, people }: Pick<ChangesContext, 'policy' | 'resourceOf' | 'people'>,
  who: Person,
  parts: readonly Proposed[],
  earlier: number,
): Requirement {
  const weighed = parts.map((part): WeighedPart => {
    const resource = resourceOf(part.resource);
    const plain = (state: Part['before']) => plainFacts({ ...state.facts, ...resource.weighed?.(state.facts) });
    return {
      resource: part.resource,
      key: part.key,
      upn: part.subject.upn,
      before: plain(part.before),
      after: plain(resource.after(part.before, part.goal)),
      risk: part.risk,
      isRequester: people.samePerson(who, { tenantId: who.tenantId, objectId: part.key }),
    };
  });
  return requirementOf(policy(), weighed, earlier + parts.length);
}
