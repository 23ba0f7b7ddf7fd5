import { isInheritable, type Facts, type Patch, type State } from '../facts';
import { isRefusal, refuse, type Refusal } from '../resource';
import type { Dialling, Site } from '../tenant-model';
import { licenceGoals } from './licences';
import { policyGoals } from './policies';
import type { Calls, VoiceWish } from './voice-platform';

/** Site and dialling as the one routing policy tells them. */
export function calls(sites: Site[], facts: Facts): Calls {
  const policy = isInheritable(facts.routing) ? facts.routing.policy : null;
  for (const site of sites) {
    if (policy === site.policies.international) return { site: site.name, abroad: 'open', known: true };
    if (policy === site.policies.national) return { site: site.name, abroad: 'blocked', known: true };
  }
  return { site: null, abroad: policy === null ? 'blocked' : 'open', known: policy === null };
}

/**
 * Changes one axis of the matrix and keeps the other. Voicemail comes by itself with voice: only who looked at it can have a wish for it.
 */
export function express(sites: Site[], now: State, wish: VoiceWish): Patch | Refusal {
  const patch: Record<string, Patch[string]> = { ...licenceGoals(wish), ...policyGoals(wish.policies) };
  if (wish.voice !== undefined) patch.voice = wish.voice;
  if (wish.number !== undefined) patch.number = wish.number;
  // A location belongs to its number: with another number it is gone, unless it is given anew.
  const loses = wish.number !== undefined && wish.number !== now.facts.number && now.facts.location !== null;
  if (wish.location !== undefined) patch.location = wish.location;
  else if (loses) patch.location = null;
  if (wish.voicemail !== undefined && 'voicemail' in now.facts) patch.voicemail = wish.voicemail;
  if (wish.site === undefined && wish.dialling === undefined) return patch;
  const routing = routingFor(sites, now, wish);
  if (routing === null) return patch;
  return isRefusal(routing) ? routing : { ...patch, routing };
}

function routingFor(
  sites: Site[],
  now: State,
  wish: VoiceWish,
): { policy: string; source: 'direct' } | { source: 'inherited' } | Refusal | null {
  const present = calls(sites, now.facts);
  const policy = isInheritable(now.facts.routing) ? (now.facts.routing.policy ?? '') : '';
  const who = { name: String(now.shown.name), upn: String(now.shown.upn) };
  if (wish.site === null) return isInheritable(now.facts.routing) && now.facts.routing.source === 'direct' ? { source: 'inherited' } : null;
  if (!present.known) return refuse('refusal.policyOutsideSites', { ...who, policy, sites: sites.map((site) => site.policies.national) });
  const dialled: Dialling = present.abroad === 'open' ? 'international' : 'national';
  const dialling: Dialling = wish.dialling ?? dialled;
  // What a group already gives needs no direct grant, unless it is the site itself that is asked for.
  if (wish.site === undefined && dialling === dialled) return null;
  const site = sites.find(({ name }) => name === (wish.site ?? present.site));
  if (!site) return refuse('refusal.noSiteForDialling', who);
  return { policy: site.policies[dialling], source: 'direct' };
}
