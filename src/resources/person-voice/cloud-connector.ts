import { z } from 'zod';
import { sentence, type Sentence } from '../../sentence';
import { readRows, type Row, type Tenant } from '../../tenant/tenant';
import { cmdletStep } from '../cmdlet-step';
import { isInheritable, type Facts, type Patch, type State } from '../facts';
import { refuse, type Described, type Refusal, type Step } from '../resource';
import { accountShown } from './account';
import { accountPages, chunks, listFilter } from './account-pages';
import { cloudConnectorNumbers } from './cloud-connector-numbers';
import { cloudConnectorReads } from './cloud-connector-reads';
import { lineUriOf, numberOfLineUri } from './line-uri';
import { stateInEntra } from './entra-user';
import { findUser } from './find-user';
import { licenceGoals, licenceState } from './licences';
import { msolLicences } from './licences-msol';
import { grantedPolicy, policyGoals, policySteps } from './policies';
import { policyKindsOn } from './policy-kinds';
import { inOrder } from './plan-order';
import { policiesThere } from './site-grants';
import type { Calls, ListScope, VoicePlatform, VoiceWish } from './voice-platform';

const allowed = 'InternationalCallsAllowed';
const disallowed = 'InternationalCallsDisallowed';

/** `HybridVoice` is derived by the service from the licence and EnterpriseVoiceEnabled (the guide, «enable users»); it is awaited, never set. */
const hybridVoiceWithinMs = 60 * 60_000;

const voiceRow = z.object({
  EnterpriseVoiceEnabled: z.boolean().nullish(),
  HostedVoiceMail: z.boolean().nullish(),
  VoicePolicy: z.string().nullish(),
  VoiceRoutingPolicy: z.string().nullish(),
  LineURI: z.string().nullish(),
  OnPremLineURI: z.string().nullish(),
  OnPremLineURIManuallySet: z.boolean().nullish(),
});

const kinds = policyKindsOn('cloud-connector');

const pstnRow = z.object({ AllowInternationalCalls: z.boolean().nullish(), HybridPSTNSite: z.string().nullish() });

const hybridRow = z.object({ PeerDestination: z.string().nullish() });
const siteRow = z.object({ Identity: z.string(), EdgeFQDN: z.string().nullish() });

/** Cloud Connector: the cmdlets of Microsoft's guide, to the letter. */
export function cloudConnector(): VoicePlatform {
  return {
    read,
    statusAlso: [],
    express,
    plan,
    reads: cloudConnectorReads,
    calls,
    derived,
    ...cloudConnectorNumbers,
    list,
    fallback,
    extraLines,
  };
}

async function read(tenant: Tenant, key: string, also: readonly string[] = []): Promise<State | null> {
  const row = await findUser(tenant, key);
  if (row === null) return stateInEntra('cloud-connector', msolLicences, tenant, key);
  const known = stateOf(row, await settingsOf(tenant, row));
  const state = { ...known, shown: { ...known.shown, ...(await policiesThere(tenant, also)) } };
  if (!also.includes('licence') || state.shown.softDeleted === true) return state;
  const licence = licenceState(await msolLicences.read(tenant, key));
  return { facts: { ...state.facts, ...licence?.facts }, shown: { ...state.shown, ...licence?.shown } };
}

/** As the guide's own script does it: the accounts in pages, then the settings of each that has voice, a few at a time. */
async function* list(tenant: Tenant, scope: ListScope): AsyncGenerator<State[]> {
  for await (const { rows } of accountPages(tenant, { filter: listFilter(scope) })) {
    for (const some of chunks(rows, 8)) {
      yield Promise.all(some.map(async (row) => stateOf(row, row.EnterpriseVoiceEnabled === true ? await settingsOf(tenant, row) : {})));
    }
  }
}

/** A soft-deleted account is listed, but has no PSTN settings to read any more. */
async function settingsOf(tenant: Tenant, row: Row): Promise<Row> {
  const { upn, softDeleted } = accountShown(row);
  const [settings] = softDeleted ? [] : await readRows(tenant, 'Get-CsUserPstnSettings', { Identity: String(upn) });
  return settings ?? {};
}

function stateOf(row: Row, settings: Row): State {
  const user = voiceRow.parse(row);
  const pstn = pstnRow.parse(settings);
  const number = numberOfLineUri(user.LineURI || user.OnPremLineURI);
  return {
    facts: {
      voice: user.EnterpriseVoiceEnabled ?? false,
      voicemail: user.HostedVoiceMail ?? false,
      number,
      site: pstn.HybridPSTNSite || null,
      internationalSwitch: pstn.AllowInternationalCalls ?? false,
      routing: grantedPolicy(user.VoiceRoutingPolicy),
      ...Object.fromEntries(kinds.map(({ fact, type }) => [fact, grantedPolicy(row[type])])),
    },
    shown: {
      ...accountShown(row),
      voicePolicy: user.VoicePolicy || null,
      numberType: number !== null && user.VoicePolicy === 'BusinessVoice' ? 'CallingPlan' : null,
      numberMastered: number !== null && user.OnPremLineURIManuallySet === false ? 'on-premises' : null,
    },
  };
}

function express(now: State, wish: VoiceWish): Patch | Refusal {
  // A Calling Plan makes the service derive BusinessVoice: the two ways out to the telephone network exclude each other.
  if (wish.voice === true && (now.shown.callingPlan === true || now.shown.voicePolicy === 'BusinessVoice')) {
    return refuse('refusal.callingPlan', { name: String(now.shown.name), upn: String(now.shown.upn) });
  }
  const patch: Record<string, Patch[string]> = { ...licenceGoals(wish), ...policyGoals(wish.policies) };
  if (wish.voice !== undefined) patch.voice = wish.voice;
  if (wish.voicemail !== undefined) patch.voicemail = wish.voicemail;
  if (wish.number !== undefined) patch.number = wish.number;
  if (wish.site !== undefined) patch.site = wish.site;
  if (wish.dialling === 'international' && calls(now.facts).abroad === 'blocked')
    return { ...patch, internationalSwitch: true, routing: { policy: allowed, source: 'direct' } };
  if (wish.dialling === 'national' && calls(now.facts).abroad === 'open')
    return { ...patch, routing: { policy: disallowed, source: 'direct' } };
  return patch;
}

/** Two switches govern calls abroad and either one blocks; an empty policy is «allowed by default» (the guide, «international calls»). */
function calls(facts: Facts): Calls {
  const routing = facts.routing;
  const policy = isInheritable(routing) ? routing.policy : null;
  return {
    site: typeof facts.site === 'string' ? facts.site : null,
    abroad: facts.internationalSwitch === true && policy !== disallowed ? 'open' : 'blocked',
    known: policy === null || policy === allowed || policy === disallowed,
  };
}

/** The guide's order: account, then site, then dialling. Restriction and removal keep the same order: number first. */
function plan(_key: string, from: State, goal: Patch): Step[] {
  const upn = String(from.shown.upn);
  const account = cmdletStep(from.facts, goal, 'Set-CsUser', upn, {
    voice: { parameter: 'EnterpriseVoiceEnabled' },
    voicemail: { parameter: 'HostedVoiceMail' },
    number: { parameter: 'OnPremLineURI', write: (number) => (typeof number === 'string' ? lineUriOf(number) : null) },
  });
  const awaited: Step[] =
    goal.voice === true && from.shown.voicePolicy !== 'HybridVoice'
      ? [{ kind: 'wait', reason: sentence('wait.hybridVoice'), until: { voicePolicy: 'HybridVoice' }, giveUpAfterMs: hybridVoiceWithinMs }]
      : [];
  const site = cmdletStep(from.facts, goal, 'Set-CsUserPstnSettings', upn, {
    site: { parameter: 'HybridPSTNSite' },
    internationalSwitch: { parameter: 'AllowInternationalCalls' },
  });
  const dialling = cmdletStep(from.facts, goal, 'Grant-CsVoiceRoutingPolicy', upn, { routing: { parameter: 'PolicyName' } });
  return inOrder(msolLicences, from, goal, [...account, ...site, ...dialling, ...policySteps(from.facts, goal, upn), ...awaited]);
}

/** The voice policy follows voice by itself (the guide, «enable users»). */
function derived(goal: Patch): Facts {
  return goal.voice === undefined ? {} : { voicePolicy: goal.voice === true ? 'HybridVoice' : null };
}

async function extraLines(tenant: Tenant): Promise<Described[]> {
  return [{ name: 'fallbackSite', value: await fallback(tenant) }];
}

/** Without a site calls leave through the Peer Destination: the site whose Edge it is. */
async function fallback(tenant: Tenant): Promise<Sentence> {
  const [[hybrid], sites] = await Promise.all([
    readRows(tenant, 'Get-CsTenantHybridConfiguration'),
    readRows(tenant, 'Get-CsHybridPSTNSite'),
  ]);
  const { PeerDestination: peer } = hybridRow.parse(hybrid ?? {});
  const site = sites.map((row) => siteRow.parse(row)).find(({ EdgeFQDN }) => EdgeFQDN === peer);
  return peer ? sentence('value.fallbackSite', { site: site?.Identity ?? '?', peer }) : sentence('value.none');
}
