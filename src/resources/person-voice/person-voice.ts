import type { Facts, State } from '../facts';
import { applied, isInheritable } from '../facts';
import { placeOf } from '../place';
import type { Place } from '../../auth/scope';
import type { Claim, Resource, Risk, Subject } from '../resource';
import type { Tenant } from '../../tenant/tenant';
import type { TenantModel } from '../tenant-model';
import { cloudConnector } from './cloud-connector';
import { describeVoice } from './describe';
import { directRouting } from './direct-routing';
import { accountLabels } from './account';
import { isWholeSuite } from './licences';
import { voiceReport } from './report';
import type { VoicePlatform, VoiceWish } from './voice-platform';
import { voiceWarnings } from './warnings';

/** A person's voice: one resource, two platforms. */
export function personVoice(model: TenantModel): Resource<VoiceWish> & {
  platform: VoicePlatform;
  siteOf(tenant: Tenant, key: string): Promise<string | null>;
  place(state: State): Place;
  placeOf(tenant: Tenant, key: string): Promise<Place | null>;
} {
  const platform = model.platform === 'cloud-connector' ? cloudConnector() : directRouting(model);
  return {
    kind: 'person-voice',
    platform,
    siteOf: async (tenant, key) => {
      const state = await platform.read(tenant, key);
      return state && platform.calls(state.facts).site;
    },
    placeOf: async (tenant, key) => {
      const state = await platform.read(tenant, key);
      return state && place(model, platform, state);
    },
    read: platform.read,
    statusAlso: platform.statusAlso,
    ...(platform.beside && { beside: platform.beside }),
    express: platform.express,
    plan: platform.plan,
    reads: platform.reads,
    obstacle: platform.numberObstacle,
    subject: (key, state) => subject(key, state),
    claims: (facts) => numberClaims(facts),
    weighed: (facts) => ({ site: platform.calls(facts).site, callsAbroad: callsAbroad(platform, facts) ? 'open' : 'blocked' }),
    place: (state) => place(model, platform, state),
    risk: (before, after) => risk(platform, before, after),
    after: (before, goal) => ({
      facts: withWhatIsBeneath(before, applied(before.facts, goal)),
      shown: { ...before.shown, ...platform.derived(goal) },
    }),
    describe: (state) => describeVoice(platform, state),
    warnings: (tenant, _key, before, goal) => voiceWarnings(tenant, model, platform, before, goal),
    report: (tenant, _key, state) => voiceReport(tenant, model, platform, state),
  };
}

function subject(key: string, { shown }: State): Subject {
  return { key, name: String(shown.name), upn: String(shown.upn), labels: accountLabels(shown) };
}

/** Where the site is a view of a policy: one that everybody inherits puts nobody at its site who has no voice yet. */
function place({ sites }: TenantModel, platform: VoicePlatform, { facts, shown }: State): Place {
  const number = typeof facts.number === 'string' ? facts.number : null;
  const inherits = !('site' in facts) && isInheritable(facts.routing) && facts.routing.source !== 'direct';
  const site = facts.voice === true || number !== null || !inherits ? platform.calls(facts).site : null;
  return placeOf(sites, { site, number, department: typeof shown.department === 'string' ? shown.department : null });
}

/** Where a direct grant goes, what the group gives applies: it may open calls abroad, and must be weighed as what it is. */
function withWhatIsBeneath(before: State, facts: Facts): Facts {
  const { routing } = facts;
  const { routingOfGroup } = before.shown;
  const uncovered =
    isInheritable(routing) &&
    routing.source === 'global' &&
    isInheritable(before.facts.routing) &&
    before.facts.routing.source === 'direct';
  return uncovered && typeof routingOfGroup === 'string' ? { ...facts, routing: { policy: routingOfGroup, source: 'group' } } : facts;
}

function numberClaims(facts: Facts): Claim[] {
  return typeof facts.number === 'string' ? [{ kind: 'number', value: facts.number }] : [];
}

/** Calls abroad that open are high, whichever fact opens them: a policy, a switch, or voice itself. So is a licence that goes with mail and Teams. */
function risk(platform: VoicePlatform, before: State, after: State): Risk {
  const opens = callsAbroad(platform, after.facts) && !callsAbroad(platform, before.facts);
  const losesSuite = isWholeSuite(before.facts.licence) && after.facts.licence === null;
  return losesSuite || opens ? 'high' : 'low';
}

function callsAbroad(platform: VoicePlatform, facts: Facts): boolean {
  return facts.voice === true && platform.calls(facts).abroad === 'open';
}
