import type { State } from '../../resources/facts';
import type { Platform } from '../../resources/tenant-model';
import { sentence, type Values } from '../../sentence';
import { ok, type Check, type Finding } from '../check';
import type { TenantSource } from '../check-source';
import { once, whenRead } from '../when-read';
import { registeredSites } from './site-checks';

const judges = {
  'peer-destination': judgePeer,
  'dial-plan': ({ facts }: State) =>
    facts.onPremisesDialPlan === true ? amiss('dial-plan.on-premises') : ok(sentence('check.tenant.dial-plan.ok')),
  'sip-address-space': judgeAddressSpace,
};

const ids = {
  'peer-destination': 'tenant.hybrid.peer-destination',
  'dial-plan': 'tenant.hybrid.dial-plan',
  'sip-address-space': 'tenant.federation.sip-address-space',
} as const;

/** As the cmdlets call them. */
const parameters = {
  'peer-destination': 'PeerDestination',
  'dial-plan': 'UseOnPremDialPlan',
  'sip-address-space': 'SharedSipAddressSpace',
} as const;

/** What joins the tenant to its own telephony (facts: «Hybrid connectivity»): each setting is a check of its own. */
export function hybridChecks({ model, tenant, resourceOf }: TenantSource): Check[] {
  const state = once(async () => (await resourceOf('tenant-hybrid').read(tenant, 'tenant')) ?? { facts: {}, shown: {} });
  const names =
    model.platform === 'cloud-connector'
      ? (['peer-destination', 'dial-plan', 'sip-address-space'] as const)
      : (['sip-address-space'] as const);
  return names.map((name) => ({
    id: ids[name],
    target: parameters[name],
    proves: sentence(`check.tenant.${name}.proves`),
    run: () => whenRead(async () => [judges[name](await state(), model.platform)]),
  }));
}

function judgePeer(state: State): Finding {
  const { peerDestination: peer } = state.facts;
  const sites = registeredSites(state);
  const edges = sites.flatMap(({ edge }) => edge ?? []);
  if (typeof peer !== 'string') return amiss('peer-destination.none', { edges });
  const site = sites.find(({ edge }) => edge === peer);
  return site
    ? ok(sentence('check.tenant.peer-destination.ok', { peer, site: site.name }))
    : amiss('peer-destination.no-edge', { peer, edges });
}

/** On direct-routing it is needed only beside Skype for Business Server. */
function judgeAddressSpace({ facts, shown }: State, platform: Platform): Finding {
  if (facts.sharedSipAddressSpace === true) return ok(sentence('check.tenant.sip-address-space.ok'));
  if (platform === 'direct-routing' && shown.hasServer !== true) return ok(sentence('check.tenant.sip-address-space.not-needed'));
  return amiss('sip-address-space.off');
}

function amiss(
  name: 'dial-plan.on-premises' | 'peer-destination.none' | 'peer-destination.no-edge' | 'sip-address-space.off',
  values: Values = {},
): Finding {
  return { result: 'wrong', seen: sentence(`check.tenant.${name}.seen`, values), remedy: sentence(`check.tenant.${name}.remedy`, values) };
}
