import type { Kysely } from 'kysely';
import { actingOn, may, type About, type Person, type Right } from '../auth/person';
import { rightRefusal } from '../auth/right-refusal';
import type { Place } from '../auth/scope';
import type { Bounds } from '../fields/bounds';
import type { Patch, State } from '../resources/facts';
import type { Resource } from '../resources/resource';
import type { Schema } from '../store/schema';
import type { Tenant } from '../tenant/tenant';
import type { Change } from './change';
import { loadChanges } from './change-rows';
import type { ChangesContext } from './context';

/** What keeps somebody to a part of the tenant when they look, or ask for something; null when nothing does. */
export function boundsOf(context: ChangesContext, tenant: Tenant, who: Person, right: Right, operation?: string): Bounds | null {
  if (may(actingOn(who, { operation, places: [null] }), right)) return null;
  return {
    outside: (place) => rightRefusal(context.people, who, right, { operation, places: [place] }),
    placeOf: (id) => context.placeOf(tenant, id),
  };
}

/**
 * What a change touches, as it was and as it shall be, and what was asked for: a put back is of what it puts back.
 * @param db the transaction, inside one
 */
export async function aboutChange(
  { resourceOf }: Pick<ChangesContext, 'resourceOf'>,
  db: Kysely<Schema>,
  { request, parts }: Pick<Change, 'request' | 'parts'>,
): Promise<About> {
  const places = parts.flatMap(({ resource, before, goal }) => placesTouched(resourceOf(resource), before, goal));
  return { operation: await operationsAsked(db, request), places };
}

/** Where something belongs before and after; what has no place belongs to the tenant as a whole. */
export function placesTouched(resource: Resource, before: State, goal: Patch): (Place | null)[] {
  return resource.place ? [resource.place(before), resource.place(resource.after(before, goal))] : [null];
}

/** Those that this person may see: what they touch is in scope, or there is a right to all of history. */
export async function visible(context: ChangesContext, who: Person, changes: readonly Change[]): Promise<Change[]> {
  const seen: Change[] = [];
  for (const change of changes)
    if (may(who, 'history') || may(actingOn(who, await aboutChange(context, context.database.db, change)), 'read')) seen.push(change);
  return seen;
}

/** The operations at the bottom of a request. None when there is no such change. */
export async function operationsAsked(db: Kysely<Schema>, request: Change['request']): Promise<string[]> {
  switch (request.kind) {
    case 'operation':
      return [request.operation];
    case 'several':
      return [...new Set(request.wishes.flatMap(({ operation, leftOut }) => (leftOut ? [] : [operation])))];
    case 'put-back': {
      const [of] = await loadChanges(db, [request.of]);
      return of ? operationsAsked(db, of.request) : [];
    }
  }
}
