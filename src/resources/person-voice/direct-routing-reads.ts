import { flag, type FactReads } from '../fact-read';
import type { Patch, State } from '../facts';
import { ps } from '../power-shell';
import { graphLicences } from './licences-graph';
import { awaitedReads } from './plan-order';
import { assignedName } from './policies';
import { policyKindsOn } from './policy-kinds';

/** The same answers as the platform's `read`, for a script. */
export function directRoutingReads(key: string, before: State, goal: Patch): FactReads {
  const user = { cmdlet: 'Get-CsOnlineUser', parameters: { Identity: key } };
  const numbers = { cmdlet: 'Get-CsPhoneNumberAssignment', parameters: { AssignedPstnTargetId: key } };
  const voicemail = { cmdlet: 'Get-CsOnlineVoicemailUserSettings', parameters: { Identity: key } };
  const assignments = { cmdlet: 'Get-CsUserPolicyAssignment', parameters: { Identity: key } };
  return {
    ...graphLicences.reads(key, before, goal),
    ...awaitedReads(key),
    ...Object.fromEntries(policyKindsOn('direct-routing').map(({ fact, type }) => [fact, { ...assignments, value: assignedName(type) }])),
    voice: { ...user, value: flag('EnterpriseVoiceEnabled') },
    number: {
      ...numbers,
      value: ps`Get-Text ($answer | Where-Object { $_.AssignmentCategory -in $null, '', 'Primary' }) 'TelephoneNumber'`,
    },
    location: {
      ...numbers,
      value: ps`Get-Text ($answer | Where-Object { $_.AssignmentCategory -in $null, '', 'Primary' }) 'LocationId'`,
    },
    voicemail: { ...voicemail, value: ps`Get-First ($answer | ForEach-Object { $false -ne $_.VoicemailEnabled })` },
    routing: { ...assignments, value: assignedName('OnlineVoiceRoutingPolicy') },
  };
}
