import type { Row } from '../tenant/tenant';

type Policies = Record<string, Row>;

/** The policies that Microsoft puts into every tenant: instances of which none has to be made. */
export function givenPolicies(): Record<string, Policies> {
  return {
    VoiceRoutingPolicy: named(voiceRouting, 'Global', 'InternationalCallsAllowed', 'InternationalCallsDisallowed'),
    OnlineVoiceRoutingPolicy: { Global: { OnlinePstnUsages: [], Description: null, RouteType: 'BYOT' } },
    TenantDialPlan: { Global: { SimpleName: 'DefaultTenantDialPlan', Description: null } },
    TeamsUpgradePolicy: upgrade,
    OnlineDialOutPolicy: dialOut,
    TeamsCallingPolicy: {
      Global: calling({}),
      AllowCalling: calling({}),
      AllowCallingPreventTollBypass: calling({ PreventTollBypass: true }),
      AllowCallingPreventForwardingtoPhone: calling({ AllowCallForwardingToPhone: false }),
      DisallowCalling: calling({ AllowPrivateCalling: false }),
    },
    OnlineVoicemailPolicy: {
      Global: voicemail({}),
      Default: voicemail({}),
      TranscriptionDisabled: voicemail({ EnableTranscription: false }),
      TranscriptionProfanityMaskingEnabled: voicemail({ EnableTranscriptionProfanityMasking: true }),
    },
    TeamsEmergencyCallRoutingPolicy: { Global: { EmergencyNumbers: [], AllowEnhancedEmergencyServices: false } },
    CallingLineIdentity: { Global: callerId('LineUri', null) },
  };
}

function named(fields: (name: string) => Row, ...names: string[]): Policies {
  return Object.fromEntries(names.map((name) => [name, fields(name)]));
}

function voiceRouting(name: string): Row {
  return { PstnUsages: [], Description: null, Name: name };
}

/** As the example of Get-CsTeamsUpgradePolicy lists them. */
const upgrade: Policies = {
  Global: mode('Islands', 'Users can use either Skype for Business client or Teams client'),
  UpgradeToTeams: mode('TeamsOnly', 'Use Teams Only'),
  Islands: mode('Islands', 'Use either Skype for Business client or Teams client'),
  SfBOnly: mode('SfBOnly', 'Use only Skype for Business'),
  SfBWithTeamsCollab: mode('SfBWithTeamsCollab', 'Use Skype for Business and use Teams only for group collaboration'),
};

function mode(name: string, description: string): Row {
  return { Description: description, Mode: name, NotifySfbUsers: false };
}

/** First who may be called out to from conferences, then whom the person may call [doc outbound-calling-restriction-policies]. */
const dialOut: Policies = Object.fromEntries(
  [
    ['Global', 'InternationalAndDomestic', 'InternationalAndDomestic'],
    ['DialoutCPCandPSTNInternational', 'InternationalAndDomestic', 'InternationalAndDomestic'],
    ['DialoutCPCDomesticPSTNInternational', 'DomesticOnly', 'InternationalAndDomestic'],
    ['DialoutCPCDisabledPSTNInternational', 'None', 'InternationalAndDomestic'],
    ['DialoutCPCInternationalPSTNDomestic', 'InternationalAndDomestic', 'DomesticOnly'],
    ['DialoutCPCInternationalPSTNDisabled', 'InternationalAndDomestic', 'None'],
    ['DialoutCPCandPSTNDomestic', 'DomesticOnly', 'DomesticOnly'],
    ['DialoutCPCDomesticPSTNDisabled', 'DomesticOnly', 'None'],
    ['DialoutCPCDisabledPSTNDomestic', 'None', 'DomesticOnly'],
    ['DialoutCPCandPSTNDisabled', 'None', 'None'],
    ['DialoutCPCZoneAPSTNInternational', 'ZoneA', 'InternationalAndDomestic'],
    ['DialoutCPCZoneAPSTNDomestic', 'ZoneA', 'DomesticOnly'],
    ['DialoutCPCZoneAPSTNDisabled', 'ZoneA', 'None'],
  ].map(([name, conference, outbound]) => [
    name!,
    { AllowPSTNConferencingDialOutType: conference!, AllowPSTNOutboundCallingType: outbound! },
  ]),
);

export function calling(different: Row): Row {
  return {
    AllowPrivateCalling: true,
    AllowVoicemail: 'UserOverride',
    AllowCallForwardingToPhone: true,
    AllowCallForwardingToUser: true,
    AllowDelegation: true,
    AllowWebPSTNCalling: true,
    PreventTollBypass: false,
    BusyOnBusyEnabledType: 'Disabled',
    ...different,
  };
}

function voicemail(different: Row): Row {
  return {
    EnableTranscription: true,
    EnableTranscriptionProfanityMasking: false,
    EnableEditingCallAnswerRulesSetting: true,
    MaximumRecordingLength: '00:05:00',
    ShareData: 'Defer',
    ...different,
  };
}

export function callerId(
  substitute: 'LineUri' | 'Anonymous' | 'Resource',
  description: string | null,
  resource: string | null = null,
): Row {
  return {
    Description: description,
    CallingIDSubstitute: substitute,
    CompanyName: null,
    EnableUserOverride: false,
    ResourceAccount: resource,
    BlockIncomingPstnCallerID: false,
  };
}
