import type { State } from '../../resources/facts';
import type { Dialling, Site } from '../../resources/tenant-model';
import { sentence, type Values } from '../../sentence';
import { ok, type Check, type Finding, type Result } from '../check';
import type { TenantSource } from '../check-source';
import { once, whenRead } from '../when-read';

/** The sites of the configuration against those of the tenant. */
export function siteChecks({ model, tenant, resourceOf }: TenantSource): Check[] {
  const check = (site: string, run: Check['run']): Check => ({
    id: `tenant.site:${site}`,
    target: site,
    proves: sentence('check.tenant.site.proves', { site }),
    run,
  });
  if (model.platform === 'direct-routing')
    return model.sites.flatMap((site) => {
      const state = once(() => resourceOf('pstn-site').read(tenant, site.name));
      const gateways = site.gateways.map(({ fqdn }): Check => ({
        id: `tenant.gateway:${fqdn}`,
        target: fqdn,
        proves: sentence('check.tenant.site.proves-gateway', { gateways: fqdn }),
        run: () => whenRead(async () => [judgePaired(fqdn, site.name, await state())]),
      }));
      return [check(site.name, () => whenRead(async () => judgeRoutes(site, await state()))), ...gateways];
    });
  const registered = once(async () => registeredSites(await resourceOf('tenant-hybrid').read(tenant, 'tenant')));
  return [
    ...model.sites.map((site) => check(site.name, () => whenRead(async () => [judgeEdge(site, await registered())]))),
    {
      id: 'tenant.sites',
      target: 'Get-CsHybridPSTNSite',
      proves: sentence('check.tenant.site.proves-others'),
      run: () => whenRead(async () => [judgeOthers(model.sites, await registered())]),
    },
  ];
}

interface Registered {
  name: string;
  edge: string | null;
}

/** As the tenant's hybrid settings show them: `edge.<site>`. */
export function registeredSites(state: State | null): Registered[] {
  return Object.entries(state?.shown ?? {}).flatMap(([name, edge]) =>
    name.startsWith('edge.') ? [{ name: name.slice('edge.'.length), edge: typeof edge === 'string' ? edge.toLowerCase() : null }] : [],
  );
}

const verdicts = {
  unregistered: 'wrong',
  'other-edge': 'wrong',
  'no-edge': 'unknown',
  others: 'warning',
  policy: 'wrong',
  usage: 'wrong',
  route: 'wrong',
  gateway: 'wrong',
  elsewhere: 'warning',
} as const satisfies Record<string, Result>;

function judgeEdge({ name: site, edge }: Site, registered: readonly Registered[]): Finding {
  const known = registered.find(({ name }) => name.toLowerCase() === site.toLowerCase());
  if (!known) return amiss('unregistered', { site, edge: edge ?? '–' });
  if (edge === null) return amiss('no-edge', { site, has: known.edge ?? '–' });
  return known.edge === edge
    ? ok(sentence('check.tenant.site.ok', { site, edge }))
    : amiss('other-edge', { site, edge, has: known.edge ?? '–' });
}

function judgeOthers(sites: readonly Site[], registered: readonly Registered[]): Finding {
  const others = registered.filter(({ name }) => !sites.some((site) => site.name.toLowerCase() === name.toLowerCase()));
  return others.length > 0 ? amiss('others', { sites: others.map(({ name }) => name) }) : ok(sentence('check.tenant.site.no-others'));
}

const diallings: readonly Dialling[] = ['national', 'international'];

/** On direct-routing a site is two policies, each with its usage, a route, and session border controllers (facts: «Routing model»). */
function judgeRoutes(site: Site, state: State | null): Finding[] {
  const facts = state?.facts ?? {};
  const own = site.gateways.map(({ fqdn }) => fqdn);
  const findings = diallings.flatMap((dialling): Finding[] => {
    const values = { site: site.name, policy: site.policies[dialling] };
    const route = facts[`route.${dialling}`];
    const others = typeof route === 'string' ? route.split(', ').filter((fqdn) => !own.includes(fqdn)) : [];
    return [
      ...(facts[`policy.${dialling}`] === true ? [] : [amiss('policy', values)]),
      ...(facts[`usage.${dialling}`] === true ? [] : [amiss('usage', values)]),
      ...(typeof route === 'string' ? [] : [amiss('route', values)]),
      ...(others.length > 0 && own.length > 0 ? [amiss('elsewhere', { ...values, gateways: others })] : []),
    ];
  });
  return findings.length > 0 ? findings : [ok(sentence('check.tenant.site.ok-routes', { site: site.name, gateways: own }))];
}

function judgePaired(fqdn: string, site: string, state: State | null): Finding {
  return state?.shown[`gateway.${fqdn}`] === true
    ? ok(sentence('check.tenant.site.ok-gateway', { gateways: fqdn }))
    : amiss('gateway', { site, gateways: fqdn });
}

function amiss(name: keyof typeof verdicts, values: Values): Finding {
  return {
    result: verdicts[name],
    seen: sentence(`check.tenant.site.${name}.seen`, values),
    remedy: sentence(`check.tenant.site.${name}.remedy`, values),
  };
}
