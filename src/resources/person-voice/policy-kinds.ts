import type { Platform } from '../tenant-model';

/** A kind of policy that a person may have of their own, inherit from a group or share with the whole tenant. */
export interface PolicyKind {
  /** Name of the fact; what people call it is `field.policy-kind.<fact>`. */
  fact: string;
  /** As `Get-CsUserPolicyAssignment` calls it, and the attribute of `Get-CsOnlineUser`. */
  type: string;
  grant: string;
  list: string;
  platforms: readonly Platform[];
  /** Where a policy of one's own goes when voice goes (facts.md b, «undo»): it says nothing without a number. The others serve Teams or meetings as well. */
  endsWithVoice: readonly Platform[];
}

const both: readonly Platform[] = ['cloud-connector', 'direct-routing'];
const direct: readonly Platform[] = ['direct-routing'];

/** In the order in which they are granted. The voice routing policy is none of them: it is the site and the way to dial. */
export const policyKinds: readonly PolicyKind[] = [
  {
    fact: 'dialPlan',
    type: 'TenantDialPlan',
    grant: 'Grant-CsTenantDialPlan',
    list: 'Get-CsTenantDialPlan',
    platforms: both,
    endsWithVoice: direct,
  },
  {
    fact: 'dialOut',
    type: 'OnlineDialOutPolicy',
    grant: 'Grant-CsDialoutPolicy',
    list: 'Get-CsOnlineDialOutPolicy',
    platforms: both,
    endsWithVoice: [],
  },
  {
    fact: 'calling',
    type: 'TeamsCallingPolicy',
    grant: 'Grant-CsTeamsCallingPolicy',
    list: 'Get-CsTeamsCallingPolicy',
    platforms: direct,
    endsWithVoice: [],
  },
  {
    fact: 'voicemailPolicy',
    type: 'OnlineVoicemailPolicy',
    grant: 'Grant-CsOnlineVoicemailPolicy',
    list: 'Get-CsOnlineVoicemailPolicy',
    platforms: direct,
    endsWithVoice: direct,
  },
  {
    fact: 'emergencyRouting',
    type: 'TeamsEmergencyCallRoutingPolicy',
    grant: 'Grant-CsTeamsEmergencyCallRoutingPolicy',
    list: 'Get-CsTeamsEmergencyCallRoutingPolicy',
    platforms: direct,
    endsWithVoice: direct,
  },
  {
    fact: 'callerId',
    type: 'CallingLineIdentity',
    grant: 'Grant-CsCallingLineIdentity',
    list: 'Get-CsCallingLineIdentity',
    platforms: direct,
    endsWithVoice: direct,
  },
  {
    fact: 'upgrade',
    type: 'TeamsUpgradePolicy',
    grant: 'Grant-CsTeamsUpgradePolicy',
    list: 'Get-CsTeamsUpgradePolicy',
    platforms: direct,
    endsWithVoice: [],
  },
];

export function policyKindsOn(platform: Platform): PolicyKind[] {
  return policyKinds.filter(({ platforms }) => platforms.includes(platform));
}
