/** A call as Switchboard makes it: the parameters that go together, and the fields of its rows without which an answer would be misread. */
export interface UsedCall {
  cmdlet: string;
  parameters: readonly string[];
  fields?: readonly string[];
}

const user = ['Identity', 'UserPrincipalName', 'DisplayName', 'EnterpriseVoiceEnabled', 'AssignedPlan', 'LineURI'];
const number = ['TelephoneNumber', 'NumberType', 'AssignedPstnTargetId', 'AssignmentCategory'];
const policy = ['Identity'];
const routing = ['Identity', 'OnlinePstnUsages'];

const grants = [
  ...['Grant-CsOnlineVoiceRoutingPolicy', 'Grant-CsTenantDialPlan', 'Grant-CsDialoutPolicy', 'Grant-CsTeamsCallingPolicy'],
  ...[
    'Grant-CsOnlineVoicemailPolicy',
    'Grant-CsTeamsUpgradePolicy',
    'Grant-CsTeamsEmergencyCallRoutingPolicy',
    'Grant-CsCallingLineIdentity',
  ],
];

const policies = [
  ...['Get-CsTenantDialPlan', 'Get-CsOnlineDialOutPolicy', 'Get-CsTeamsCallingPolicy', 'Get-CsOnlineVoicemailPolicy'],
  ...['Get-CsTeamsUpgradePolicy', 'Get-CsTeamsEmergencyCallRoutingPolicy', 'Get-CsCallingLineIdentity'],
];

/** Every call of the Teams module on Direct Routing: what an installed module has to be able to do. test/tenant/live/used-calls.test.ts. */
export const usedCalls: readonly UsedCall[] = [
  { cmdlet: 'Connect-MicrosoftTeams', parameters: ['AccessTokens'] },
  { cmdlet: 'Get-CsTenant', parameters: [], fields: ['TenantId'] },
  { cmdlet: 'Get-CsOnlineUser', parameters: ['Identity'], fields: user },
  { cmdlet: 'Get-CsOnlineUser', parameters: ['Identity', 'SoftDeletedUser'], fields: user },
  { cmdlet: 'Get-CsOnlineUser', parameters: ['ResultSize'], fields: user },
  { cmdlet: 'Get-CsOnlineUser', parameters: ['AccountType', 'ResultSize'], fields: user },
  { cmdlet: 'Get-CsOnlineUser', parameters: ['Filter', 'ResultSize'], fields: user },
  { cmdlet: 'Get-CsOnlineUser', parameters: ['Filter', 'Properties', 'ResultSize'], fields: user },
  { cmdlet: 'Get-CsOnlineUser', parameters: ['Properties', 'ResultSize'], fields: user },
  { cmdlet: 'Get-CsPhoneNumberAssignment', parameters: ['AssignedPstnTargetId'], fields: number },
  { cmdlet: 'Get-CsPhoneNumberAssignment', parameters: ['TelephoneNumber'], fields: number },
  { cmdlet: 'Get-CsPhoneNumberAssignment', parameters: ['TelephoneNumberStartsWith', 'Top', 'Skip'], fields: number },
  { cmdlet: 'Get-CsPhoneNumberAssignment', parameters: ['TelephoneNumberContain', 'Top'], fields: number },
  { cmdlet: 'Set-CsPhoneNumberAssignment', parameters: ['Identity', 'PhoneNumber', 'PhoneNumberType'] },
  { cmdlet: 'Set-CsPhoneNumberAssignment', parameters: ['Identity', 'PhoneNumber', 'PhoneNumberType', 'LocationId'] },
  { cmdlet: 'Set-CsPhoneNumberAssignment', parameters: ['Identity', 'EnterpriseVoiceEnabled'] },
  { cmdlet: 'Set-CsPhoneNumberAssignment', parameters: ['PhoneNumber', 'LocationId'] },
  { cmdlet: 'Remove-CsPhoneNumberAssignment', parameters: ['Identity', 'PhoneNumber', 'PhoneNumberType'] },
  { cmdlet: 'Remove-CsPhoneNumberAssignment', parameters: ['Identity', 'RemoveAll'] },
  { cmdlet: 'Get-CsUserPolicyAssignment', parameters: ['Identity'], fields: ['PolicyType', 'PolicyName', 'PolicySource'] },
  { cmdlet: 'Get-CsUserPolicyAssignment', parameters: ['Identity', 'PolicyType'], fields: ['PolicyType', 'PolicyName', 'PolicySource'] },
  { cmdlet: 'Get-CsOnlineVoicemailUserSettings', parameters: ['Identity'], fields: ['VoicemailEnabled'] },
  { cmdlet: 'Set-CsOnlineVoicemailUserSettings', parameters: ['Identity', 'VoicemailEnabled'] },
  { cmdlet: 'Get-CsOnlineVoiceRoutingPolicy', parameters: [], fields: routing },
  { cmdlet: 'Get-CsOnlineVoiceRoutingPolicy', parameters: ['Identity'], fields: routing },
  { cmdlet: 'New-CsOnlineVoiceRoutingPolicy', parameters: ['Identity', 'OnlinePstnUsages'] },
  { cmdlet: 'Get-CsOnlineVoiceRoute', parameters: [], fields: [...routing, 'NumberPattern', 'OnlinePstnGatewayList'] },
  { cmdlet: 'New-CsOnlineVoiceRoute', parameters: ['Identity', 'NumberPattern', 'OnlinePstnGatewayList', 'OnlinePstnUsages'] },
  { cmdlet: 'Get-CsOnlinePstnUsage', parameters: [], fields: ['Usage'] },
  { cmdlet: 'Set-CsOnlinePstnUsage', parameters: ['Usage'] },
  { cmdlet: 'Get-CsOnlinePSTNGateway', parameters: [], fields: ['Identity', 'Fqdn'] },
  { cmdlet: 'Get-CsOnlineLisLocation', parameters: [], fields: ['LocationId'] },
  { cmdlet: 'Get-CsOnlineLisLocation', parameters: ['LocationId'], fields: ['LocationId'] },
  { cmdlet: 'Get-CsTenantFederationConfiguration', parameters: [] },
  { cmdlet: 'Test-CsEffectiveTenantDialPlan', parameters: ['Identity', 'DialedNumber'] },
  ...policies.map((cmdlet) => ({ cmdlet, parameters: [], fields: policy })),
  ...policies.map((cmdlet) => ({ cmdlet, parameters: ['Identity'], fields: policy })),
  ...grants.map((cmdlet) => ({ cmdlet, parameters: ['Identity', 'PolicyName'] })),
];
