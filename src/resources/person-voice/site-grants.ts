import { readRows, TenantReadError, type Tenant } from '../../tenant/tenant';
import { isInheritable, type Facts, type State } from '../facts';
import type { Site } from '../tenant-model';
import { nameOfLocation } from './location';
import { policyKinds } from './policy-kinds';
import type { VoiceWish } from './voice-platform';

/** What `also` has to name for `withSite`: whether the site's policies are in the tenant, and its location. */
export function readForSite(site: Site | null | undefined): string[] {
  if (!site) return [];
  const policies = Object.entries(site.grants).map(([fact, policy]) => nameOfPolicy(fact, policy));
  return [...policies, ...(site.location ? ['location', nameOfLocation(site.location)] : [])];
}

/**
 * What comes with a site to whoever gets it: its policies, as far as the tenant has them, and its emergency location where there is a number.
 * What came with another site goes with that. Any other policy of one's own is left alone.
 * @param numbered whether there will be a number
 */
export function withSite(
  now: State,
  site: Site | null,
  sites: readonly Site[],
  numbered: boolean,
): Pick<VoiceWish, 'policies' | 'location'> {
  return { policies: sitePolicies(now, site, sites), ...(site?.location && numbered && { location: site.location }) };
}

/** The policies that come with a site, and those that came with another and go with it. */
export function sitePolicies({ facts, shown }: State, site: Site | null, sites: readonly Site[]): Record<string, string | null> {
  const leaving = sites.flatMap(({ grants }) => Object.entries(grants)).filter(([fact, policy]) => isOwn(facts, fact, policy));
  const coming = Object.entries(site?.grants ?? {}).filter(([fact, policy]) => shown[nameOfPolicy(fact, policy)] !== false);
  return { ...Object.fromEntries(leaving.map(([fact]) => [fact, null])), ...Object.fromEntries(coming) };
}

/** What comes with a site and will not be there. */
export function lacksOfSite(after: Facts, site: Site): { fact: string; policy: string }[] {
  return Object.entries(site.grants).flatMap(([fact, policy]) => (isOwn(after, fact, policy) ? [] : [{ fact, policy }]));
}

/** Whether each policy that is named is in the tenant. Throws `TenantReadError`. */
export async function policiesThere(tenant: Tenant, also: readonly string[]): Promise<Facts> {
  const named = policyKinds.flatMap(({ fact, list }) =>
    also.flatMap((one) =>
      one.startsWith(nameOfPolicy(fact, '')) ? [{ one, list, policy: one.slice(nameOfPolicy(fact, '').length) }] : [],
    ),
  );
  return Object.fromEntries(
    await Promise.all(named.map(async ({ one, list, policy }) => [one, await isThere(tenant, list, policy)] as const)),
  );
}

/** What a state shows of a policy: true or false. */
export function nameOfPolicy(fact: string, policy: string): string {
  return `policy.${fact}.${policy}`;
}

function isOwn(facts: Facts, fact: string, policy: string): boolean {
  const held = facts[fact];
  return isInheritable(held) && held.source === 'direct' && held.policy === policy;
}

async function isThere(tenant: Tenant, list: string, policy: string): Promise<boolean> {
  try {
    return (await readRows(tenant, list, { Identity: policy })).length > 0;
  } catch (error) {
    if (error instanceof TenantReadError && /NotFound/i.test(error.record.id)) return false;
    throw error;
  }
}
