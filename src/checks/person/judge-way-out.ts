import type { Facts } from '../../resources/facts';
import { isInheritable } from '../../resources/facts';
import { sentence, type Values } from '../../sentence';
import { ok, type Finding, type Result } from '../check';
import type { Route, WayOut } from './calling-facts';

const verdicts = {
  'no-peer': 'wrong',
  'peer-no-site': 'wrong',
  'site-gone': 'wrong',
  'switch-off': 'wrong',
  disallowed: 'wrong',
  'no-usages': 'wrong',
  'no-route': 'wrong',
  'no-gateway': 'wrong',
  'gateway-off': 'wrong',
  'bad-pattern': 'unknown',
} as const satisfies Record<string, Result>;

type Routes = Extract<WayOut, { kind: 'routes' }>;

function amiss(name: keyof typeof verdicts, values: Values = {}): Finding {
  return {
    result: verdicts[name],
    seen: sentence(`check.way.${name}.seen`, values),
    remedy: sentence(`check.way.${name}.remedy`, values),
  };
}

/** Through which site calls leave (facts: «Peer Destination»). */
export function judgeSite(facts: Facts, { sites, peer }: Extract<WayOut, { kind: 'sites' }>): Finding {
  const site = typeof facts.site === 'string' ? facts.site : null;
  const edges = sites.flatMap(({ edge }) => edge ?? []);
  if (site !== null)
    return sites.some(({ name }) => name.toLowerCase() === site.toLowerCase())
      ? ok(sentence('check.way.site', { site }))
      : amiss('site-gone', { site });
  if (peer === null) return amiss('no-peer', { edges });
  const fallback = sites.find(({ edge }) => edge === peer);
  return fallback ? ok(sentence('check.way.fallback', { site: fallback.name, peer })) : amiss('peer-no-site', { peer, edges });
}

/** Two switches govern calls abroad on cloud-connector, and either one blocks (the guide, «international calls»). */
export function judgeAbroad({ internationalSwitch, routing }: Facts): Finding {
  const policy = isInheritable(routing) ? routing.policy : null;
  if (internationalSwitch !== true) return amiss('switch-off');
  if (policy === 'InternationalCallsDisallowed') return amiss('disallowed', { policy });
  return ok(sentence('check.way.abroad', { policy: policy ?? 'Global' }));
}

/** Whether the policy leads anywhere at all. */
export function judgePolicy({ policy, usages }: Routes, callingPlan: boolean): Finding {
  const values = { policy, usages };
  if (usages.length > 0) return ok(sentence('check.way.policy', values));
  return callingPlan ? ok(sentence('check.way.calling-plan-alone')) : amiss('no-usages', values);
}

/**
 * Policy, its usages in their order, in each the routes by priority: the first route that fits decides, and its session border controllers
 * are tried in any order (facts: «Routing model»). Who has a Calling Plan leaves through it when no route fits.
 */
export function judgeRoute(number: string, { policy, usages, routes, gateways }: Routes, callingPlan: boolean): Finding[] {
  const values = { policy, number, usages };
  if (usages.length === 0) return [callingPlan ? ok(sentence('check.way.calling-plan', values)) : amiss('no-usages', values)];
  const unread: string[] = [];
  for (const usage of usages) {
    const inUsage = routes.filter((one) => one.usages.some((name) => name.toLowerCase() === usage.toLowerCase()));
    for (const route of [...inUsage].sort((one, other) => one.priority - other.priority)) {
      const fits = fitsPattern(route, number);
      if (fits === null) unread.push(route.name);
      else if (fits) return [...unread.map((name) => amiss('bad-pattern', { route: name })), judgeGateways(route, usage, gateways, values)];
    }
  }
  const badPatterns = unread.map((name) => amiss('bad-pattern', { route: name }));
  if (callingPlan) return [...badPatterns, ok(sentence('check.way.calling-plan', values))];
  return badPatterns.length > 0 ? badPatterns : [amiss('no-route', values)];
}

function judgeGateways(route: Route, usage: string, gateways: Routes['gateways'], values: Values): Finding {
  const all = { ...values, route: route.name, usage, gateways: route.gateways };
  const known = route.gateways.flatMap((fqdn) => gateways.find((one) => one.fqdn === fqdn.toLowerCase()) ?? []);
  if (known.length === 0) return amiss('no-gateway', all);
  const enabled = known.filter((one) => one.enabled).map(({ fqdn }) => fqdn);
  return enabled.length > 0 ? ok(sentence('check.way.route', { ...all, gateways: enabled })) : amiss('gateway-off', all);
}

/** Null when it is written in a way that .NET alone reads. */
function fitsPattern({ pattern }: Route, number: string): boolean | null {
  try {
    return new RegExp(pattern).test(number);
  } catch {
    return null;
  }
}
