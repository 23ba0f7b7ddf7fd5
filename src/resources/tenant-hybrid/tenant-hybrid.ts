import { z } from 'zod';
import { sentence, type Sentence } from '../../sentence';
import { readRows, type Tenant } from '../../tenant/tenant';
import { cmdletStep } from '../cmdlet-step';
import { flag, text, type FactReads } from '../fact-read';
import { applied, type Patch, type State } from '../facts';
import { refuse, type Described, type Refusal, type Resource, type Step } from '../resource';
import type { TenantModel } from '../tenant-model';

/** What can be wished of the settings that join a tenant to its own telephony, in the words of the guide («hybrid connectivity»). */
export interface HybridWish {
  /** FQDN of the Access Edge through which calls of people without a site leave. */
  peerDestination?: string;
  sharedSipAddressSpace?: true;
}

const hybridRow = z.object({ PeerDestination: z.string().nullish(), UseOnPremDialPlan: z.boolean().nullish() });
const federationRow = z.object({ SharedSipAddressSpace: z.boolean().nullish() });
const siteRow = z.object({ Identity: z.string(), EdgeFQDN: z.string().nullish() });

/** Homed in a Skype for Business Server of one's own. */
const onPremises = 'SfBOnPremUser';

/** The tenant's hybrid settings: one state for everybody in it. */
export function tenantHybrid({ platform, tenantName }: TenantModel): Resource<HybridWish> {
  const onCloudConnector = platform === 'cloud-connector';
  return {
    kind: 'tenant-hybrid',
    read: onCloudConnector ? readCloudConnector : readDirectRouting,
    subject: (key) => ({ key, name: tenantName, upn: null, labels: [sentence('value.wholeTenant')] }),
    express: onCloudConnector ? (_now, wish) => cloudConnectorPatch(wish) : directRoutingPatch,
    plan,
    reads: () => reads,
    risk: () => 'high',
    claims: () => [],
    obstacle: async () => null,
    after: ({ facts, shown }, goal) => ({ facts: applied(facts, goal), shown }),
    describe,
    warnings: async (_tenant, _key, before, goal) => warnings(before, goal),
    report: async () => ({ lines: [], findings: [] }),
  };
}

async function readCloudConnector(tenant: Tenant): Promise<State> {
  const [hybrid] = await readRows(tenant, 'Get-CsTenantHybridConfiguration');
  const [federation] = await readRows(tenant, 'Get-CsTenantFederationConfiguration');
  const sites = (await readRows(tenant, 'Get-CsHybridPSTNSite')).map((row) => siteRow.parse(row));
  const { PeerDestination, UseOnPremDialPlan } = hybridRow.parse(hybrid ?? {});
  return {
    facts: {
      peerDestination: PeerDestination || null,
      onPremisesDialPlan: UseOnPremDialPlan ?? false,
      sharedSipAddressSpace: federationRow.parse(federation ?? {}).SharedSipAddressSpace ?? false,
    },
    shown: Object.fromEntries(sites.map(({ Identity, EdgeFQDN }) => [`edge.${Identity}`, EdgeFQDN ?? null])),
  };
}

async function readDirectRouting(tenant: Tenant): Promise<State> {
  const [federation] = await readRows(tenant, 'Get-CsTenantFederationConfiguration');
  const homedThere = await readRows(tenant, 'Get-CsOnlineUser', { AccountType: onPremises, ResultSize: 1 });
  return {
    facts: { sharedSipAddressSpace: federationRow.parse(federation ?? {}).SharedSipAddressSpace ?? false },
    shown: { hasServer: homedThere.length > 0 },
  };
}

/** The guide gives both parameters at once: the online dial plan is the one that counts. */
function cloudConnectorPatch({ peerDestination, sharedSipAddressSpace }: HybridWish): Patch {
  return {
    ...(peerDestination !== undefined && { peerDestination, onPremisesDialPlan: false }),
    ...(sharedSipAddressSpace && { sharedSipAddressSpace }),
  };
}

function directRoutingPatch({ shown }: State, { peerDestination, sharedSipAddressSpace }: HybridWish): Patch | Refusal {
  if (peerDestination !== undefined) return refuse('refusal.peerDestination.direct-routing');
  if (shown.hasServer !== true) return refuse('refusal.sharedSipAddressSpace.direct-routing');
  return sharedSipAddressSpace ? { sharedSipAddressSpace } : {};
}

/** Neither cmdlet takes an identity: each tenant has one of both. */
function plan(_key: string, { facts }: State, goal: Patch): Step[] {
  return [
    ...cmdletStep(facts, goal, 'Set-CsTenantHybridConfiguration', null, {
      peerDestination: { parameter: 'PeerDestination' },
      onPremisesDialPlan: { parameter: 'UseOnPremDialPlan' },
    }),
    ...cmdletStep(facts, goal, 'Set-CsTenantFederationConfiguration', null, {
      sharedSipAddressSpace: { parameter: 'SharedSipAddressSpace' },
    }),
  ];
}

const hybrid = { cmdlet: 'Get-CsTenantHybridConfiguration', parameters: {} };
const reads: FactReads = {
  peerDestination: { ...hybrid, value: text('PeerDestination') },
  onPremisesDialPlan: { ...hybrid, value: flag('UseOnPremDialPlan') },
  sharedSipAddressSpace: { cmdlet: 'Get-CsTenantFederationConfiguration', parameters: {}, value: flag('SharedSipAddressSpace') },
};

function describe({ facts }: State): Described[] {
  const shown: Described[] = [];
  if ('peerDestination' in facts) {
    const { peerDestination: peer } = facts;
    shown.push({ name: 'peerDestination', value: peer === null ? sentence('value.none') : sentence('value.text', { text: String(peer) }) });
    shown.push({ name: 'onPremisesDialPlan', value: onOrOff(facts.onPremisesDialPlan) });
  }
  return [...shown, { name: 'sharedSipAddressSpace', value: onOrOff(facts.sharedSipAddressSpace) }];
}

function warnings({ facts, shown }: State, { peerDestination: peer, sharedSipAddressSpace: shared }: Patch): Sentence[] {
  const isEdge = Object.entries(shown).some(([name, edge]) => name.startsWith('edge.') && edge === peer);
  return [
    ...(peer !== undefined && peer !== facts.peerDestination ? [sentence('warning.peerForEverybody')] : []),
    ...(peer !== undefined && !isEdge ? [sentence('warning.peerIsNoEdge', { peer: String(peer) })] : []),
    ...(shared !== undefined ? [sentence('warning.sharedForEverybody')] : []),
  ];
}

function onOrOff(fact: unknown): Sentence {
  return sentence(fact === true ? 'value.on' : 'value.off');
}
