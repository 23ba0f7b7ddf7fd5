import { flag, text, type FactReads } from '../fact-read';
import type { Patch, State } from '../facts';
import { ps } from '../power-shell';
import { msolLicences } from './licences-msol';
import { awaitedReads } from './plan-order';
import { grantedName } from './policies';
import { policyKindsOn } from './policy-kinds';

/** The same answers as the platform's `read`, for a script. */
export function cloudConnectorReads(key: string, before: State, goal: Patch): FactReads {
  const user = { cmdlet: 'Get-CsOnlineUser', parameters: { Identity: key } };
  const pstn = { cmdlet: 'Get-CsUserPstnSettings', parameters: { Identity: String(before.shown.upn) } };
  return {
    ...msolLicences.reads(key, before, goal),
    ...awaitedReads(key),
    ...Object.fromEntries(policyKindsOn('cloud-connector').map(({ fact, type }) => [fact, { ...user, value: grantedName(type) }])),
    voice: { ...user, value: flag('EnterpriseVoiceEnabled') },
    voicemail: { ...user, value: flag('HostedVoiceMail') },
    number: { ...user, value: ps`(Get-Text $answer 'LineURI', 'OnPremLineURI') -replace '^tel:', ''` },
    voicePolicy: { ...user, value: text('VoicePolicy') },
    site: { ...pstn, value: text('HybridPSTNSite') },
    internationalSwitch: { ...pstn, value: flag('AllowInternationalCalls') },
    routing: { ...user, value: grantedName('VoiceRoutingPolicy') },
  };
}
