import { z } from 'zod';
import { sentence } from '../../sentence';
import { readRows, type Tenant, type Value } from '../../tenant/tenant';
import { cmdletStep } from '../cmdlet-step';
import type { Patch, State } from '../facts';
import type { CmdletStep, Described, Step } from '../resource';
import type { TenantModel } from '../tenant-model';
import { accountShown } from './account';
import { directRoutingNumbers, numberRow, numberType } from './direct-routing-numbers';
import { findUser } from './find-user';
import { licenceState } from './licences';
import { graphLicences } from './licences-graph';
import { assignedPolicy, policySteps } from './policies';
import { policyKindsOn } from './policy-kinds';
import { inOrder } from './plan-order';
import { calls, express } from './site-matrix';
import type { VoicePlatform } from './voice-platform';

const routingPolicy = 'OnlineVoiceRoutingPolicy';

const voiceRow = z.object({
  EnterpriseVoiceEnabled: z.boolean().nullish(),
  TeamsUpgradeEffectiveMode: z.string().nullish(),
});

const kinds = policyKindsOn('direct-routing');

const voicemailRow = z.object({ VoicemailEnabled: z.boolean().nullish() });
const policyRow = z.object({ OnlinePstnUsages: z.array(z.string()).nullish() });

/** Direct Routing: site and calls abroad are two views of one voice routing policy, site × dialling (facts.md b, «routing model»). */
export function directRouting({ sites }: Pick<TenantModel, 'sites'>): VoicePlatform {
  return {
    read,
    statusAlso: ['voicemail'],
    plan,
    express: (now, wish) => express(sites, now, wish),
    calls: (facts) => calls(sites, facts),
    derived: () => ({}),
    ...directRoutingNumbers,
    extraLines,
  };
}

/** Numbers are read from the number store, policies from the user's assignments: the plain attributes hide group grants and lag behind. */
async function read(tenant: Tenant, key: string, also: readonly string[] = []): Promise<State | null> {
  const row = await findUser(tenant, key);
  if (row === null) return null;
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
      ...voicemail.map((one) => ({ voicemail: voicemailRow.parse(one).VoicemailEnabled ?? true }))[0],
      routing: assignedPolicy(assignments, routingPolicy),
      ...Object.fromEntries(kinds.map(({ fact, type }) => [fact, assignedPolicy(assignments, type)])),
      ...licence?.facts,
    },
    shown: {
      ...account,
      ...licence?.shown,
      teamsOnly: user.TeamsUpgradeEffectiveMode ? user.TeamsUpgradeEffectiveMode === 'TeamsOnly' : null,
      numberType: primary?.NumberType ?? null,
      numberMastered: primary?.NumberSource === 'OnPremises' ? 'on-premises' : null,
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

/** Assigning a number switches voice on and removing it switches voice off; the switch alone is for what remains (facts.md b, contract notes). */
function numberSteps(key: string, from: State, goal: Patch): CmdletStep[] {
  const { number, voice, ...rest } = goal;
  const switchVoice = (wanted: Patch) =>
    cmdletStep(from.facts, wanted, 'Set-CsPhoneNumberAssignment', key, { voice: { parameter: 'EnterpriseVoiceEnabled' } });
  if (number === undefined) return switchVoice(goal);
  const comesAlong = voice === (typeof number === 'string');
  const moved: Patch = comesAlong ? { ...rest, number, voice } : { ...rest, number };
  const steps =
    typeof number === 'string'
      ? cmdletStep(
          from.facts,
          moved,
          'Set-CsPhoneNumberAssignment',
          key,
          { number: { parameter: 'PhoneNumber' }, voice: null },
          { PhoneNumberType: numberType },
        )
      : cmdletStep(from.facts, moved, 'Remove-CsPhoneNumberAssignment', key, { number: null, voice: null }, removed(from));
  return comesAlong ? steps : [...steps, ...switchVoice(goal)];
}

function removed(from: State): Record<string, Value> {
  const { number } = from.facts;
  return typeof number === 'string'
    ? { PhoneNumber: number, PhoneNumberType: String(from.shown.numberType ?? numberType) }
    : { RemoveAll: true };
}

/** There is no Peer Destination here: without a site the Global policy decides. */
async function extraLines(tenant: Tenant, { shown }: State): Promise<Described[]> {
  if (shown.softDeleted === true) return [];
  const [global] = await readRows(tenant, 'Get-CsOnlineVoiceRoutingPolicy', { Identity: 'Global' });
  const { OnlinePstnUsages: usages } = policyRow.parse(global ?? {});
  return [
    {
      name: 'fallbackSite',
      value: usages?.length ? sentence('value.fallbackGlobal', { usages: usages.join(', ') }) : sentence('value.fallbackNone'),
    },
  ];
}
