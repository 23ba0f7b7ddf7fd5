import { z } from 'zod';
import type { State } from '../../resources/facts';
import { eq } from '../../tenant/filter';
import { readRows, TenantReadError, type Row, type Tenant } from '../../tenant/tenant';
import type { TenantSource } from '../check-source';
import { registeredSites } from '../tenant/site-checks';

export interface Route {
  name: string;
  priority: number;
  /** A .NET expression over the number in E.164. */
  pattern: string;
  usages: string[];
  gateways: string[];
}

/** How calls leave: on cloud-connector through a site, on direct-routing by policy, usages, routes and session border controllers. */
export type WayOut =
  | { kind: 'sites'; sites: { name: string; edge: string | null }[]; peer: string | null }
  | { kind: 'routes'; policy: string; usages: string[]; routes: Route[]; gateways: { fqdn: string; enabled: boolean }[] };

/** What decides about a person's calls, as it was read. */
export interface CallingFacts {
  /** Of the resource person-voice. */
  state: State;
  /** Null where the platform has none. */
  callingPolicy: { name: string; allowed: boolean } | null;
  dialOut: { name: string; outbound: 'all' | 'domestic' | 'none' };
  wayOut: WayOut;
}

const identity = z.string().transform((text) => text.replace(/^Tag:/i, ''));
const assignmentRow = z.object({ PolicyType: z.string().nullish(), PolicyName: identity });
const dialOutRow = z.object({ AllowPSTNOutboundCallingType: z.string().nullish() });
const callingRow = z.object({ AllowPrivateCalling: z.boolean().nullish() });
const routingRow = z.object({ OnlinePstnUsages: z.array(z.string()).nullish() });
const attributes = z.object({ OnlineDialOutPolicy: z.string().nullish() });
const routeRow = z.object({
  Identity: identity,
  Priority: z.number().nullish(),
  NumberPattern: z.string().nullish(),
  OnlinePstnUsages: z.array(z.string()).nullish(),
  OnlinePstnGatewayList: z.array(z.string()).nullish(),
});
const gatewayRow = z.object({ Identity: z.string(), Fqdn: z.string().nullish(), Enabled: z.boolean().nullish() });

/** Null when there is no such person. Throws `TenantReadError`. */
export async function readCalling(source: TenantSource, key: string): Promise<CallingFacts | null> {
  const { tenant, model, resourceOf } = source;
  const state = await resourceOf('person-voice').read(tenant, key);
  if (!state) return null;
  if (!isPhoned(state))
    return {
      state,
      callingPolicy: null,
      dialOut: { name: 'Global', outbound: 'all' },
      wayOut: { kind: 'sites', sites: [], peer: null },
    };
  if (model.platform === 'cloud-connector') {
    const [row] = await readRows(tenant, 'Get-CsOnlineUser', { Identity: key });
    const dialOut = await readDialOut(tenant, attributes.parse(row ?? {}).OnlineDialOutPolicy ?? 'Global');
    return { state, callingPolicy: null, dialOut, wayOut: await readSites(source) };
  }
  const assigned = (await readRows(tenant, 'Get-CsUserPolicyAssignment', { Identity: key })).map((row) => assignmentRow.parse(row));
  const policy = (kind: string) => assigned.find(({ PolicyType }) => PolicyType === kind)?.PolicyName ?? 'Global';
  return {
    state,
    callingPolicy: await readCallingPolicy(tenant, policy('TeamsCallingPolicy')),
    dialOut: await readDialOut(tenant, policy('OnlineDialOutPolicy')),
    wayOut: await readRoutes(tenant, policy('OnlineVoiceRoutingPolicy')),
  };
}

/** Whether the directory of the phones has more to tell of somebody. */
export function isPhoned({ shown }: State): boolean {
  return shown.softDeleted !== true && shown.inDirectory !== false;
}

/** What the person's dial plan makes of what they dial; null when no rule fits. Throws `TenantReadError`. */
export async function readTranslated(tenant: Tenant, key: string, dialled: string): Promise<string | null> {
  const [row] = await readRows(tenant, 'Test-CsEffectiveTenantDialPlan', { Identity: key, DialedNumber: dialled });
  const { TranslatedNumber } = z.object({ TranslatedNumber: z.string().nullish() }).parse(row ?? {});
  return TranslatedNumber?.replace(/^tel:/i, '') || null;
}

/** Who has this number, by name; null when nobody has. Throws `TenantReadError`. */
export async function readHolder(tenant: Tenant, number: string): Promise<string | null> {
  const [row] = await readRows(tenant, 'Get-CsOnlineUser', { Filter: eq('LineURI', `tel:${number}`), ResultSize: 1 });
  if (!row) return null;
  return typeof row.DisplayName === 'string' && row.DisplayName !== '' ? row.DisplayName : String(row.UserPrincipalName);
}

async function readSites({ tenant, resourceOf }: TenantSource): Promise<WayOut> {
  const hybrid = await resourceOf('tenant-hybrid').read(tenant, 'tenant');
  const peer = hybrid?.facts.peerDestination;
  return { kind: 'sites', sites: registeredSites(hybrid), peer: typeof peer === 'string' ? peer : null };
}

async function readRoutes(tenant: Tenant, policy: string): Promise<WayOut> {
  const [row] = await named(tenant, 'Get-CsOnlineVoiceRoutingPolicy', policy);
  const routes = (await readRows(tenant, 'Get-CsOnlineVoiceRoute')).map((one) => routeRow.parse(one));
  const gateways = (await readRows(tenant, 'Get-CsOnlinePSTNGateway')).map((one) => gatewayRow.parse(one));
  return {
    kind: 'routes',
    policy,
    usages: routingRow.parse(row ?? {}).OnlinePstnUsages ?? [],
    routes: routes.map((one) => ({
      name: one.Identity,
      priority: one.Priority ?? 0,
      pattern: one.NumberPattern ?? '',
      usages: one.OnlinePstnUsages ?? [],
      gateways: one.OnlinePstnGatewayList ?? [],
    })),
    gateways: gateways.map(({ Identity, Fqdn, Enabled }) => ({ fqdn: (Fqdn ?? Identity).toLowerCase(), enabled: Enabled ?? false })),
  };
}

async function readCallingPolicy(tenant: Tenant, name: string): Promise<CallingFacts['callingPolicy']> {
  const [row] = await named(tenant, 'Get-CsTeamsCallingPolicy', name);
  return { name, allowed: callingRow.parse(row ?? {}).AllowPrivateCalling ?? true };
}

/** Whom a person may call stands in the policy; in some versions its name alone says it (facts: «Routing model», dialout policy). */
async function readDialOut(tenant: Tenant, policy: string): Promise<CallingFacts['dialOut']> {
  const name = policy.replace(/^Tag:/i, '');
  const [row] = await named(tenant, 'Get-CsOnlineDialOutPolicy', name);
  const says = dialOutRow.parse(row ?? {}).AllowPSTNOutboundCallingType ?? /PSTN(\w+)$/.exec(name)?.[1] ?? '';
  const outbound = /^(none|notallowed|disabled)/i.test(says) ? 'none' : /^domestic/i.test(says) ? 'domestic' : 'all';
  return { name, outbound };
}

/** A policy that was deleted after it was granted decides nothing. */
async function named(tenant: Tenant, cmdlet: string, name: string): Promise<Row[]> {
  try {
    return await readRows(tenant, cmdlet, { Identity: name });
  } catch (error) {
    if (error instanceof TenantReadError && /NotFound/i.test(error.record.id)) return [];
    throw error;
  }
}
