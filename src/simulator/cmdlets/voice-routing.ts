import type { Row, Value } from '../../tenant/tenant';
import { CmdletError } from '../cmdlet-error';
import { countOf, flagOf, textOf, type Parameters } from '../parameters';
import type { Settings } from '../settings';
import { matchesWildcard } from '../wildcard';
import type { World } from '../world';
import { fqdn } from './hybrid';

export function getCsOnlinePstnUsage(world: World): Row[] {
  return [{ Identity: 'Global', Usage: [...world.settings().usages] }];
}

/** Set-CsOnlinePstnUsage: @{Add=}, @{Remove=}, @{Replace=}; silent. A usage that a route or a policy names stays. */
export function setCsOnlinePstnUsage(world: World, parameters: Parameters): Row[] {
  const settings = world.currentSettings();
  const usages = edited(settings.usages, parameters.Usage, 'Usage');
  const gone = settings.usages.filter((usage) => !usages.includes(usage));
  const used = gone.find((usage) => settings.routes.some((route) => route.usages.includes(usage)) || policyWith(settings, usage));
  if (used !== undefined) throw bad(`The PSTN usage "${used}" is in use and cannot be removed.`, used);
  world.saveSettings({ usages });
  return [];
}

function policyWith({ policies }: Settings, usage: string): boolean {
  return Object.values(policies.OnlineVoiceRoutingPolicy ?? {}).some(
    ({ OnlinePstnUsages }) => Array.isArray(OnlinePstnUsages) && OnlinePstnUsages.includes(usage),
  );
}

export function getCsOnlineVoiceRoute(world: World, parameters: Parameters): Row[] {
  const routes = named(world.settings().routes, ({ name }) => name, parameters, 'voice route');
  return [...routes].sort((one, other) => one.priority - other.priority).map(routeRow);
}

/** New-CsOnlineVoiceRoute answers with the route. Usages and gateways must be there. */
export function newCsOnlineVoiceRoute(world: World, parameters: Parameters): Row[] {
  const settings = world.currentSettings();
  const name = textOf(parameters, 'Identity') ?? textOf(parameters, 'Name') ?? '';
  if (settings.routes.some((one) => same(one.name, name))) throw exists(name);
  const pattern = textOf(parameters, 'NumberPattern') ?? '^(\\+1[0-9]{10})$';
  if (!isPattern(pattern)) throw bad(`"${pattern}" is not a valid number pattern.`, name);
  const usages = requireUsages(settings, edited([], parameters.OnlinePstnUsages, 'OnlinePstnUsages'));
  const gateways = edited([], parameters.OnlinePstnGatewayList, 'OnlinePstnGatewayList');
  const unknown = gateways.find((gateway) => !settings.gateways.some((one) => same(one.fqdn, gateway)));
  if (unknown !== undefined) throw bad(`Cannot find the PSTN gateway "${unknown}".`, unknown);
  const priority = countOf(parameters, 'Priority') ?? settings.routes.length + 1;
  const route = { name, priority, pattern, usages, gateways, description: textOf(parameters, 'Description') ?? null };
  world.saveSettings({ routes: [...settings.routes, route] });
  return [routeRow(route)];
}

export function getCsOnlinePstnGateway(world: World, parameters: Parameters): Row[] {
  return named(world.settings().gateways, (one) => one.fqdn, parameters, 'PSTN gateway').map(gatewayRow);
}

/** New-CsOnlinePSTNGateway: the domain must be verified in the tenant, and never the initial one [doc direct-routing-plan]. */
export function newCsOnlinePstnGateway(world: World, parameters: Parameters): Row[] {
  const { domains, gateways } = world.currentSettings();
  const name = fqdn(textOf(parameters, 'Identity') ?? textOf(parameters, 'Fqdn') ?? '');
  if (!domains.some((domain) => domain.verified && !domain.isInitial && name.endsWith(`.${domain.name}`)))
    throw bad(`Cannot use the "${name.replace(/^[^.]+\./, '')}" domain as it was not configured for this tenant`, name);
  if (gateways.some((one) => one.fqdn === name)) throw exists(name);
  const gateway = {
    fqdn: name,
    sipSignalingPort: countOf(parameters, 'SipSignalingPort') ?? 5061,
    enabled: flagOf(parameters, 'Enabled') ?? false,
    description: textOf(parameters, 'Description') ?? null,
  };
  world.saveSettings({ gateways: [...gateways, gateway] });
  return [gatewayRow(gateway)];
}

export function newCsOnlineVoiceRoutingPolicy(world: World, parameters: Parameters): Row[] {
  const name = policyName(parameters);
  const { policies } = world.currentSettings();
  if (policies.OnlineVoiceRoutingPolicy?.[name]) throw exists(name);
  return [{ Identity: `Tag:${name}`, ...savePolicy(world, name, parameters) }];
}

/** Set-CsOnlineVoiceRoutingPolicy: silent. */
export function setCsOnlineVoiceRoutingPolicy(world: World, parameters: Parameters): Row[] {
  const wanted = policyName(parameters);
  const name = Object.keys(world.currentSettings().policies.OnlineVoiceRoutingPolicy ?? {}).find((one) => same(one, wanted));
  if (name === undefined)
    throw new CmdletError('NotFound', `Cannot find the policy "${wanted}".`, { category: 'ObjectNotFound', target: wanted });
  savePolicy(world, name, parameters);
  return [];
}

function savePolicy(world: World, name: string, parameters: Parameters): Row {
  const settings = world.currentSettings();
  const kind = settings.policies.OnlineVoiceRoutingPolicy ?? {};
  const before = kind[name];
  const held = Array.isArray(before?.OnlinePstnUsages) ? before.OnlinePstnUsages.map(String) : [];
  const usages =
    parameters.OnlinePstnUsages === undefined
      ? held
      : requireUsages(settings, edited(held, parameters.OnlinePstnUsages, 'OnlinePstnUsages'));
  const policy = {
    OnlinePstnUsages: usages,
    Description: textOf(parameters, 'Description') ?? before?.Description ?? null,
    RouteType: textOf(parameters, 'RouteType') ?? before?.RouteType ?? 'BYOT',
  };
  world.saveSettings({ policies: { ...settings.policies, OnlineVoiceRoutingPolicy: { ...kind, [name]: policy } } });
  return policy;
}

function policyName(parameters: Parameters): string {
  return (textOf(parameters, 'Identity') ?? '').replace(/^tag:/i, '');
}

function requireUsages({ usages }: Settings, wanted: string[]): string[] {
  return wanted.map((usage) => {
    const known = usages.find((one) => same(one, usage));
    if (known === undefined) throw bad(`Cannot find the specified PSTN usage "${usage}".`, usage);
    return known;
  });
}

/** What a list parameter makes of a list: @{Add=}, @{Remove=}, @{Replace=} in any case, or the list itself. */
function edited(list: readonly string[], value: Value | undefined, parameter: string): string[] {
  if (value === undefined) return [...list];
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return texts(value);
  let result = [...list];
  for (const [verb, given] of Object.entries(value)) {
    const names = texts(given);
    if (same(verb, 'Replace')) result = names;
    else if (same(verb, 'Add')) result = [...result, ...names.filter((one) => !result.includes(one))];
    else if (same(verb, 'Remove')) result = result.filter((one) => !names.some((name) => same(name, one)));
    else throw bad(`"${verb}" is not a way to change ${parameter}: use Add, Remove or Replace.`, parameter);
  }
  return [...new Set(result)];
}

function texts(value: Value): string[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
}

function named<T>(all: readonly T[], nameOf: (one: T) => string, parameters: Parameters, what: string): T[] {
  const identity = textOf(parameters, 'Identity');
  const pattern = textOf(parameters, 'Filter') ?? '*';
  const found = all.filter((one) => (identity === undefined || same(nameOf(one), identity)) && matchesWildcard(nameOf(one), pattern));
  if (identity === undefined || found.length > 0) return found;
  throw new CmdletError('NotFound', `Cannot find the ${what} "${identity}".`, { category: 'ObjectNotFound', target: identity });
}

function routeRow({ name, priority, pattern, usages, gateways, description }: Settings['routes'][number]): Row {
  return {
    Identity: name,
    Name: name,
    Priority: priority,
    NumberPattern: pattern,
    OnlinePstnUsages: [...usages],
    OnlinePstnGatewayList: [...gateways],
    Description: description,
    BridgeSourcePhoneNumber: null,
  };
}

function gatewayRow(gateway: Settings['gateways'][number]): Row {
  return {
    Identity: gateway.fqdn,
    Fqdn: gateway.fqdn,
    SipSignalingPort: gateway.sipSignalingPort,
    Enabled: gateway.enabled,
    SendSipOptions: true,
    MaxConcurrentSessions: null,
    FailoverTimeSeconds: 10,
    FailoverResponseCodes: '408,503,504',
    ForwardCallHistory: false,
    ForwardPai: false,
    MediaBypass: false,
    BypassMode: 'None',
    GatewaySiteId: null,
    PidfLoSupported: false,
    ProxySbc: null,
    Description: gateway.description,
  };
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function exists(name: string): CmdletError {
  return new CmdletError('AlreadyExists', `"${name}" already exists.`, { category: 'ResourceExists', target: name });
}

function bad(message: string, target: string): CmdletError {
  return new CmdletError('BadRequest', message, { category: 'InvalidOperation', target });
}
