import type { Account } from './account';
import type { Platform } from './platform';
import type { Settings } from './settings';

/** A kind of user policy: as Get-CsUserPolicyAssignment and the attributes of Get-CsOnlineUser call it. */
export const policyKinds = [
  'VoiceRoutingPolicy',
  'OnlineVoiceRoutingPolicy',
  'TeamsUpgradePolicy',
  'TenantDialPlan',
  'OnlineDialOutPolicy',
  'TeamsCallingPolicy',
  'OnlineVoicemailPolicy',
  'TeamsEmergencyCallRoutingPolicy',
  'CallingLineIdentity',
] as const;

export type PolicyKind = (typeof policyKinds)[number];

/** In the order in which a user's assignments are listed. */
export const kindsOf: Readonly<Record<Platform, readonly PolicyKind[]>> = {
  'cloud-connector': ['VoiceRoutingPolicy', 'TenantDialPlan', 'OnlineDialOutPolicy'],
  'direct-routing': policyKinds.filter((kind) => kind !== 'VoiceRoutingPolicy'),
};

/** What was granted to the account itself. */
export function directPolicy(account: Account, kind: PolicyKind): string | null {
  switch (kind) {
    case 'VoiceRoutingPolicy':
      return account.voiceRoutingPolicy;
    case 'OnlineVoiceRoutingPolicy':
      return account.onlineVoiceRoutingPolicy;
    case 'TeamsUpgradePolicy':
      return account.policies[kind] ?? (account.teamsMode === 'TeamsOnly' ? 'UpgradeToTeams' : null);
    default:
      return account.policies[kind] ?? null;
  }
}

export interface PolicySource {
  type: 'Direct' | 'Group';
  policy: string;
  groupId: string | null;
}

/** Where a policy comes from, what decides first. Empty: Global applies. */
export function policySources(account: Account, kind: PolicyKind, groups: Settings['groups']): PolicySource[] {
  const direct = directPolicy(account, kind);
  const granted = account.groups.flatMap((groupId): PolicySource[] => {
    const policy = groups[groupId]?.policies[kind];
    return policy ? [{ type: 'Group', policy, groupId }] : [];
  });
  return direct === null ? granted : [{ type: 'Direct', policy: direct, groupId: null }, ...granted];
}

/** The account with that policy granted to it, or with the grant taken away. */
export function withPolicy(account: Account, kind: PolicyKind, policy: string | null, settings: Settings): Account {
  if (kind === 'VoiceRoutingPolicy') return { ...account, voiceRoutingPolicy: policy };
  if (kind === 'OnlineVoiceRoutingPolicy') return { ...account, onlineVoiceRoutingPolicy: policy };
  const { [kind]: _before, ...others } = account.policies;
  const policies = policy === null ? others : { ...others, [kind]: policy };
  return kind === 'TeamsUpgradePolicy'
    ? { ...account, policies, teamsMode: modeOf(policy ?? 'Global', settings) }
    : { ...account, policies };
}

const modes: readonly Account['teamsMode'][] = ['TeamsOnly', 'Islands', 'SfBOnly', 'SfBWithTeamsCollab', 'SfBWithTeamsCollabAndMeetings'];

function modeOf(policy: string, { policies }: Settings): Account['teamsMode'] {
  return modes.find((mode) => mode === policies.TeamsUpgradePolicy?.[policy]?.Mode) ?? 'Islands';
}
