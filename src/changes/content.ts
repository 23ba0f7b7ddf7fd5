import { createHash } from 'node:crypto';
import { canonicalJson } from '../store/canonical-json';
import type { Change } from './change';

/**
 * What a change is: what is reviewed, confirmed and approved, and what a run may act on. All else in its rows is progress, which the run itself writes.
 * @param tenantId the tenant that this Switchboard serves: in another one it is another change.
 */
export function contentOf({ id, request, requester, replaces, approval, parts }: Change, tenantId: string) {
  const { tenantId: home, objectId, name } = requester;
  return {
    change: id,
    tenant: tenantId,
    // Roles are no part of who somebody is: they are looked up when it matters.
    requester: { tenantId: home, objectId, name },
    request,
    replaces,
    approval,
    parts: parts.map(({ id: part, resource, key, needs, subject, before, explained, goal, plan, risk, warnings }) => ({
      part,
      resource,
      key,
      needs,
      subject,
      before,
      explained,
      goal,
      plan,
      risk,
      warnings,
    })),
  };
}

/** The hash that votes name: one byte of the content changed, and it is another one. */
export function digestOf(change: Change, tenantId: string): string {
  return createHash('sha256')
    .update(canonicalJson(contentOf(change, tenantId)))
    .digest('hex');
}
