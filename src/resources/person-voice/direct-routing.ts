import { z } from 'zod';
import { sentence, type Sentence } from '../../sentence';
import { readRows, type Row, type Tenant, type Value } from '../../tenant/tenant';
import { cmdletStep } from '../cmdlet-step';
import { unmet, type Goal, type Inheritable, type Patch, type State } from '../facts';
import type { CmdletStep, Described, Step } from '../resource';
import type { TenantModel } from '../tenant-model';
import { accountShown } from './account';
import { accountPages, listFilter } from './account-pages';
import { directRoutingNumbers, numberRow, numberType } from './direct-routing-numbers';
import { directRoutingReads } from './direct-routing-reads';
import { stateInEntra } from './entra-user';
import { findUser } from './find-user';
import { numberOfLineUri } from './line-uri';
import { licenceState } from './licences';
import { graphLicences } from './licences-graph';
import { locationNames } from './location';
import { assignedPolicy, grantedPolicy, policyOfGroup, policySteps } from './policies';
import { policyKindsOn } from './policy-kinds';
import { inOrder } from './plan-order';
import { policiesThere } from './site-grants';
import { calls, express } from './site-matrix';
import type { ListScope, VoicePlatform } from './voice-platform';

const routingPolicy = 'OnlineVoiceRoutingPolicy';

/** Text before module 3.0, a definition with a name since. */
const policyName = z.union([z.string(), z.object({ Name: z.string() }).transform(({ Name }) => Name)]).nullish();

const voiceRow = z.object({
  EnterpriseVoiceEnabled: z.boolean().nullish(),
  TeamsUpgradeEffectiveMode: z.string().nullish(),
});

const kinds = policyKindsOn('direct-routing');

const listedRow = z.object({
  LineURI: z.string().nullish(),
  OnPremLineURI: z.string().nullish(),
  OnlineVoiceRoutingPolicy: policyName,
  EffectivePolicyAssignments: z
    .array(z.object({ policyType: z.string(), displayName: z.string().nullish(), assignmentType: z.string().nullish() }))
    .nullish(),
});

const voicemailRow = z.object({ VoicemailEnabled: z.boolean().nullish() });
const policyRow = z.object({ OnlinePstnUsages: z.array(z.string()).nullish() });

/** Direct Routing: site and calls abroad are two views of one voice routing policy, site × dialling (facts.md b, «routing model»). */
export function directRouting({ sites }: Pick<TenantModel, 'sites'>): VoicePlatform {
  return {
    read,
    statusAlso: ['voicemail', 'location'],
    beside: voiceBeside,
    plan,
    reads: directRoutingReads,
    express: (now, wish) => express(sites, now, wish),
    calls: (facts) => calls(sites, facts),
    derived: () => ({}),
    ...directRoutingNumbers,
    list,
    fallback,
    extraLines,
  };
}

/** Numbers are read from the number store, policies from the user's assignments: the plain attributes hide group grants and lag behind. */
async function read(tenant: Tenant, key: string, also: readonly string[] = []): Promise<State | null> {
  const row = await findUser(tenant, key);
  if (row === null) return stateInEntra('direct-routing', graphLicences, tenant, key);
  const account = accountShown(row);
  const user = voiceRow.parse(row);
  const ofUser = (cmdlet: string) => (account.softDeleted ? [] : readRows(tenant, cmdlet, { Identity: key }));
  const [numbers, assignments, voicemail, licence] = await Promise.all([
    readRows(tenant, 'Get-CsPhoneNumberAssignment', { AssignedPstnTargetId: key }),
    ofUser('Get-CsUserPolicyAssignment'),
    also.includes('voicemail') ? ofUser('Get-CsOnlineVoicemailUserSettings') : [],
    also.includes('licence') && !account.softDeleted ? graphLicences.read(tenant, key).then(licenceState) : null,
  ]);
  const primary = numbers
    .map((one) => numberRow.parse(one))
    .find(({ AssignmentCategory }) => !AssignmentCategory || AssignmentCategory === 'Primary');
  return {
    facts: {
      voice: user.EnterpriseVoiceEnabled ?? false,
      number: primary?.TelephoneNumber ?? null,
      location: primary?.LocationId ?? null,
      ...voicemail.map((one) => ({ voicemail: voicemailRow.parse(one).VoicemailEnabled ?? true }))[0],
      routing: assignedPolicy(assignments, routingPolicy),
      ...Object.fromEntries(kinds.map(({ fact, type }) => [fact, assignedPolicy(assignments, type)])),
      ...licence?.facts,
    },
    shown: {
      ...account,
      ...licence?.shown,
      ...(await locationNames(tenant, also, primary?.LocationId ?? null)),
      ...(await policiesThere(tenant, also)),
      routingOfGroup: policyOfGroup(assignments, routingPolicy),
      teamsOnly: user.TeamsUpgradeEffectiveMode ? user.TeamsUpgradeEffectiveMode === 'TeamsOnly' : null,
      numberType: primary?.NumberType ?? null,
      numberMastered: primary?.NumberSource === 'OnPremises' ? 'on-premises' : null,
    },
  };
}

/** What a report has to know: a listing of people with policies takes minutes, so that only this is asked for (module 6.9 and later). */
const listed = [
  ...['SipAddress', 'AccountType', 'SoftDeletionTimestamp', 'AssignedPlan', 'Department', 'UsageLocation', 'HostingProvider'],
  ...['InterpretedUserType', 'EnterpriseVoiceEnabled', 'TeamsUpgradeEffectiveMode', 'LineURI', 'OnPremLineURI'],
  ...['OnlineVoiceRoutingPolicy', 'EffectivePolicyAssignments'],
].join(',');

/**
 * Everything from the listing alone: number and policies as the accounts show them, which may lag behind what `read` asks for.
 * Before module 7.1.1 it does not tell what comes from groups.
 */
async function* list(tenant: Tenant, scope: ListScope): AsyncGenerator<State[]> {
  for await (const { rows } of accountPages(tenant, { filter: listFilter(scope), properties: listed })) yield rows.map(listedState);
}

function listedState(row: Row): State {
  const user = voiceRow.parse(row);
  const { LineURI, OnPremLineURI, OnlineVoiceRoutingPolicy, EffectivePolicyAssignments } = listedRow.parse(row);
  const effective = EffectivePolicyAssignments?.find(({ policyType }) => policyType === routingPolicy);
  const { policy, source } = grantedPolicy(effective?.displayName ?? OnlineVoiceRoutingPolicy);
  const routing: Inheritable = { policy, source: effective?.assignmentType === 'group' ? 'group' : source };
  return {
    facts: { voice: user.EnterpriseVoiceEnabled ?? false, number: numberOfLineUri(LineURI), routing },
    shown: {
      ...accountShown(row),
      teamsOnly: user.TeamsUpgradeEffectiveMode ? user.TeamsUpgradeEffectiveMode === 'TeamsOnly' : null,
      numberType: null,
      numberMastered: OnPremLineURI ? 'on-premises' : null,
    },
  };
}

function plan(key: string, from: State, goal: Patch): Step[] {
  return inOrder(graphLicences, from, goal, [
    ...numberSteps(key, from, goal),
    ...cmdletStep(from.facts, goal, 'Set-CsOnlineVoicemailUserSettings', key, { voicemail: { parameter: 'VoicemailEnabled' } }),
    ...cmdletStep(from.facts, goal, 'Grant-CsOnlineVoiceRoutingPolicy', key, { routing: { parameter: 'PolicyName' } }),
    ...policySteps(from.facts, goal, key),
  ]);
}

/** A number brings voice along or takes it with it: whoever means the number alone has to say what voice stays. */
function voiceBeside({ voice }: State['facts'], patch: Patch): Patch {
  return 'number' in patch && !('voice' in patch) ? { voice: voice === true } : {};
}

/** Assigning a number switches voice on and removing it switches voice off; the switch alone is for what remains (facts.md b, contract notes). */
function numberSteps(key: string, from: State, goal: Patch): CmdletStep[] {
  const { number, voice, location, ...rest } = goal;
  const switchVoice = (wanted: Patch, { facts }: State = from) =>
    cmdletStep(facts, wanted, 'Set-CsPhoneNumberAssignment', key, { voice: { parameter: 'EnterpriseVoiceEnabled' } });
  if (number === undefined) return [...locationStep(from, goal), ...switchVoice(goal)];
  const along = typeof number === 'string';
  const located: Patch = location === undefined ? { ...rest, number } : { ...rest, number, location };
  if (voice !== undefined && voice !== along && unmet(from.facts, located).length === 0) return switchVoice(goal);
  const moved: Patch = voice === undefined ? located : { ...located, voice: along };
  const steps = along
    ? cmdletStep(
        from.facts,
        moved,
        'Set-CsPhoneNumberAssignment',
        key,
        {
          number: { parameter: 'PhoneNumber' },
          voice: null,
          location: typeof location === 'string' ? { parameter: 'LocationId' } : null,
        },
        { PhoneNumberType: numberType },
      )
    : cmdletStep(from.facts, moved, 'Remove-CsPhoneNumberAssignment', key, { number: null, voice: null, location: null }, removed(from));
  // What comes along unwanted is switched back; said from the start, so that it is part of what is reviewed.
  return voice === undefined ? steps : [...steps, ...switchVoice(goal, { ...from, facts: { ...from.facts, voice: along } })];
}

/** The location belongs to the number; the text «null» takes it away (Set-CsPhoneNumberAssignment, «LocationId»). */
function locationStep(from: State, goal: Patch): CmdletStep[] {
  const write = (location: Goal) => (typeof location === 'string' ? location : 'null');
  return cmdletStep(
    from.facts,
    goal,
    'Set-CsPhoneNumberAssignment',
    { PhoneNumber: String(from.facts.number) },
    { location: { parameter: 'LocationId', write } },
  );
}

function removed(from: State): Record<string, Value> {
  const { number } = from.facts;
  return typeof number === 'string'
    ? { PhoneNumber: number, PhoneNumberType: String(from.shown.numberType ?? numberType) }
    : { RemoveAll: true };
}

async function extraLines(tenant: Tenant, { shown }: State): Promise<Described[]> {
  return shown.softDeleted === true ? [] : [{ name: 'fallbackSite', value: await fallback(tenant) }];
}

/** There is no Peer Destination here: without a site the Global policy decides. */
async function fallback(tenant: Tenant): Promise<Sentence> {
  const [global] = await readRows(tenant, 'Get-CsOnlineVoiceRoutingPolicy', { Identity: 'Global' });
  const { OnlinePstnUsages: usages } = policyRow.parse(global ?? {});
  return usages?.length ? sentence('value.fallbackGlobal', { usages }) : sentence('value.fallbackNone');
}
