import { z } from 'zod';
import { sentence } from '../../sentence';
import { readRows, type Tenant, type Value } from '../../tenant/tenant';
import { callingCode } from '../display-number';
import type { FactRead } from '../fact-read';
import type { Facts, Patch, State } from '../facts';
import { ps } from '../power-shell';
import type { Described, Step } from '../resource';
import { refuse } from '../resource';
import type { Dialling, Site, TenantModel } from '../tenant-model';
import type { SitePlatform } from './site-platform';

const usageRow = z.object({ Usage: z.array(z.string()).nullish() });
const routeRow = z.object({
  Identity: z.string(),
  NumberPattern: z.string().nullish(),
  OnlinePstnUsages: z.array(z.string()).nullish(),
  OnlinePstnGatewayList: z.array(z.string()).nullish(),
});
const policyRow = z.object({ Identity: z.string(), OnlinePstnUsages: z.array(z.string()).nullish() });
const gatewayRow = z.object({ Fqdn: z.string() });

const diallings: readonly Dialling[] = ['national', 'international'];

/**
 * Direct Routing: a policy names usages in their order, a usage has routes, a route has a pattern and SBCs (facts.md b, «routing model»). Usage and
 * route are called as the policy is. The international usage matches everything, so that it comes last.
 */
export function directRoutingSite({ sites }: Pick<TenantModel, 'sites'>): SitePlatform {
  const siteOf = (name: string) => sites.find((site) => site.name === name) ?? null;
  return {
    async read(tenant, name) {
      const site = siteOf(name);
      return site && read(tenant, site);
    },
    express(now, { fqdn }) {
      if (now.shown[`gateway.${fqdn}`] !== true) return refuse('refusal.gatewayUnknown', { fqdn, gateways: gatewaysOf(now) });
      // What is there already stays as it is: nothing of a site that works is replaced.
      const patch: Record<string, Patch[string]> = {};
      for (const dialling of diallings) {
        patch[`usage.${dialling}`] = true;
        patch[`route.${dialling}`] = now.facts[`route.${dialling}`] === null ? fqdn : String(now.facts[`route.${dialling}`]);
        patch[`policy.${dialling}`] = true;
      }
      return patch;
    },
    plan(name, from, goal) {
      const site = siteOf(name);
      return site ? diallings.flatMap((dialling) => steps(site, dialling, from.facts, goal)) : [];
    },
    reads(name) {
      const site = siteOf(name);
      return site ? Object.fromEntries(diallings.flatMap((dialling) => reads(site.policies[dialling], dialling))) : {};
    },
    describe,
    warns: () => [
      sentence('warning.emergencyRoute'),
      sentence('warning.byHand', { cmdlets: 'Remove-CsOnlineVoiceRoutingPolicy, Remove-CsOnlineVoiceRoute' }),
    ],
  };
}

async function read(tenant: Tenant, site: Site): Promise<State> {
  const usages = (await readRows(tenant, 'Get-CsOnlinePstnUsage')).flatMap((row) => usageRow.parse(row).Usage ?? []);
  const routes = (await readRows(tenant, 'Get-CsOnlineVoiceRoute')).map((row) => routeRow.parse(row));
  const policies = (await readRows(tenant, 'Get-CsOnlineVoiceRoutingPolicy')).map((row) => bare(policyRow.parse(row).Identity));
  const gateways = (await readRows(tenant, 'Get-CsOnlinePSTNGateway')).map((row) => gatewayRow.parse(row).Fqdn);
  const facts = diallings.flatMap((dialling): [string, boolean | string | null][] => {
    const name = site.policies[dialling];
    const through = routes
      .filter(({ OnlinePstnUsages }) => OnlinePstnUsages?.includes(name))
      .flatMap((one) => one.OnlinePstnGatewayList ?? []);
    return [
      [`usage.${dialling}`, usages.includes(name)],
      [`route.${dialling}`, [...new Set(through)].join(', ') || null],
      [`policy.${dialling}`, policies.includes(name)],
    ];
  });
  return { facts: Object.fromEntries(facts), shown: Object.fromEntries(gateways.map((fqdn) => [`gateway.${fqdn}`, true])) };
}

function steps(site: Site, dialling: Dialling, facts: Facts, goal: Patch): Step[] {
  const name = site.policies[dialling];
  const step = (fact: string, cmdlet: string, parameters: Record<string, Value>): Step[] =>
    goal[fact] === undefined || goal[fact] === facts[fact]
      ? []
      : [{ kind: 'cmdlet', cmdlet, parameters, sets: { [fact]: goal[fact] }, final: true }];
  const pattern = dialling === 'national' ? `^\\+${callingCode(site.country)}\\d+$` : '^\\+\\d+$';
  const inOrder = dialling === 'national' ? [name] : [site.policies.national, name];
  return [
    ...step(`usage.${dialling}`, 'Set-CsOnlinePstnUsage', { Usage: { Add: [name] } }),
    ...step(`route.${dialling}`, 'New-CsOnlineVoiceRoute', {
      Identity: name,
      NumberPattern: pattern,
      OnlinePstnGatewayList: String(goal[`route.${dialling}`]).split(', '),
      OnlinePstnUsages: [name],
    }),
    ...step(`policy.${dialling}`, 'New-CsOnlineVoiceRoutingPolicy', { Identity: name, OnlinePstnUsages: inOrder }),
  ];
}

function reads(name: string, dialling: Dialling): [string, FactRead][] {
  return [
    [
      `usage.${dialling}`,
      { cmdlet: 'Get-CsOnlinePstnUsage', parameters: {}, value: ps`@($answer | ForEach-Object { $_.Usage }) -ccontains ${name}` },
    ],
    [
      `route.${dialling}`,
      {
        cmdlet: 'Get-CsOnlineVoiceRoute',
        parameters: {},
        value: ps`Join-Text ($answer | Where-Object { $_.OnlinePstnUsages -ccontains ${name} } | ForEach-Object { $_.OnlinePstnGatewayList })`,
      },
    ],
    [
      `policy.${dialling}`,
      {
        cmdlet: 'Get-CsOnlineVoiceRoutingPolicy',
        parameters: {},
        value: ps`@($answer | ForEach-Object { $_.Identity -replace '^Tag:', '' }) -ccontains ${name}`,
      },
    ],
  ];
}

function describe({ facts }: State): Described[] {
  return diallings.flatMap((dialling): Described[] => {
    const through = facts[`route.${dialling}`];
    return [
      { name: `usage.${dialling}`, value: sentence(facts[`usage.${dialling}`] === true ? 'value.there' : 'value.none') },
      {
        name: `route.${dialling}`,
        value: typeof through === 'string' ? sentence('value.text', { text: through }) : sentence('value.none'),
      },
      { name: `policy.${dialling}`, value: sentence(facts[`policy.${dialling}`] === true ? 'value.there' : 'value.none') },
    ];
  });
}

function gatewaysOf({ shown }: State): string[] {
  return Object.keys(shown).flatMap((name) => (name.startsWith('gateway.') ? [name.slice('gateway.'.length)] : []));
}

function bare(identity: string): string {
  return identity.replace(/^Tag:/, '');
}
