import { sentence } from '../../sentence';
import type { Tenant } from '../../tenant/tenant';
import { isInheritable, type Fact, type State } from '../facts';
import type { Described, Finding } from '../resource';
import type { TenantModel } from '../tenant-model';
import { directoryObstacle, kindObstacle, licenceObstacle } from './account';
import { describeVoice } from './describe';
import type { VoicePlatform } from './voice-platform';

/** A person's voice on one card: the lines of every change, then what only status shows, then what is wrong and how to fix it. */
export async function voiceReport(
  tenant: Tenant,
  model: TenantModel,
  platform: VoicePlatform,
  state: State,
): Promise<{ lines: Described[]; findings: Finding[] }> {
  const { shown } = state;
  const isKnown = shown.inDirectory !== false;
  const lines = [
    ...describeVoice(platform, state),
    ...(isKnown ? await platform.extraLines(tenant, state) : []),
    ...(isKnown ? [{ name: 'licence', value: licenceValue(shown.phoneSystemPlan, shown.callingPlan) }] : []),
    { name: 'account', value: sentence(shown.accountEnabled === false ? 'value.accountDisabled' : 'value.accountEnabled') },
  ];
  return { lines, findings: findings(model, platform, state) };
}

function licenceValue(plan: unknown, callingPlan: unknown) {
  const phoneSystem =
    plan === null || plan === undefined ? sentence('value.licence.missing') : sentence('value.licence.state', { status: String(plan) });
  return callingPlan === true ? sentence('value.licence.withCallingPlan', { phoneSystem }) : phoneSystem;
}

function findings(model: TenantModel, platform: VoicePlatform, { facts, shown }: State): Finding[] {
  const calls = platform.calls(facts);
  const found: Finding[] = [];
  const add = (severity: Finding['severity'], name: string, values?: Record<string, string>) =>
    found.push({ severity, problem: sentence(`finding.${name}.problem`, values), remedy: sentence(`finding.${name}.remedy`, values) });
  const account = kindObstacle(shown);
  const directory = directoryObstacle(shown);
  if (account) found.push({ severity: 'wrong', problem: account, remedy: sentence('finding.account.remedy') });
  else if (directory) found.push({ severity: 'warning', problem: directory, remedy: sentence('finding.directory.remedy') });
  // Where the account itself is refused, no other remedy would be accepted.
  else {
    if (licenceObstacle(shown)) add(facts.voice === true || facts.number !== null ? 'wrong' : 'warning', 'licence');
    if (facts.voice === true && facts.number === null) add('wrong', 'noNumber');
    if (facts.voice !== true && facts.number !== null) add('warning', 'numberWithoutVoice');
    if (facts.voice === true && calls.site === null && calls.known) add('warning', `noSite.${model.platform}`);
    if (!calls.known) add('warning', 'policyOutsideSites');
    if (shown.voicePolicy === 'BusinessVoice') add('wrong', 'callingPlan');
    else if (facts.voice === true && 'voicePolicy' in shown && shown.voicePolicy !== 'HybridVoice')
      add('wrong', 'voicePolicy', { policy: String(shown.voicePolicy ?? '') });
    if (facts.voice === true && calls.abroad === 'open') add('warning', 'abroadOpen');
    const lock = model.platform === 'direct-routing' && facts.voice === true ? dialOutLock(facts.dialOut) : null;
    if (lock === 'Disabled') add('wrong', 'dialOutDisabled');
    if (lock === 'Domestic' && calls.abroad === 'open') add('warning', 'dialOutDomestic');
    if (shown.teamsOnly === false) add('wrong', 'notTeamsOnly');
  }
  if (shown.accountEnabled === false && facts.voice === true) add('warning', 'accountDisabled');
  return found;
}

/** What the dialout policy forbids beside conferences: its names are fixed, and say it (Get-CsOnlineDialOutPolicy). A lock beside the routing policy. */
function dialOutLock(fact: Fact | undefined): 'Domestic' | 'Disabled' | null {
  const policy = isInheritable(fact) ? fact.policy : null;
  if (policy?.endsWith('PSTNDisabled')) return 'Disabled';
  return policy?.endsWith('PSTNDomestic') ? 'Domestic' : null;
}
