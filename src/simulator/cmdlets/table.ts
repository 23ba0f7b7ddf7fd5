import type { Row } from '../../tenant/tenant';
import type { Parameters } from '../parameters';
import type { Platform } from '../platform';
import type { World } from '../world';
import { getCsUserPstnSettings, setCsUser, setCsUserPstnSettings } from './cloud-connector';
import { dialPlanRules, getCsEffectiveTenantDialPlan, testCsEffectiveTenantDialPlan } from './dial-plan';
import { getCsOnlineLisLocation } from './emergency-location';
import { getMgDomain, getMgGroup, getMgSubscribedSku, getMgUser, getMgUserLicenseDetail, setMgUserLicense, updateMgUser } from './graph';
import {
  getCsHybridPstnAppliance,
  getCsHybridPstnSite,
  getCsTenantFederationConfiguration,
  getCsTenantHybridConfiguration,
  newCsHybridPstnSite,
  setCsHybridPstnSite,
  setCsTenantFederationConfiguration,
  setCsTenantHybridConfiguration,
} from './hybrid';
import { getMsolAccountSku, setMsolUserLicense } from './licences-msol';
import { getCsHybridMediationServer, setCsHybridMediationServer } from './mediation-server';
import { getMsolDomain, getMsolGroup, getMsolUser, newMsolUser, setMsolUser } from './msol-users';
import { getCsOnlineUser } from './online-user';
import { removeCsPhoneNumberAssignment, setCsPhoneNumberAssignment } from './phone-number-assignment';
import { getCsPhoneNumberAssignment } from './phone-numbers';
import { getCsUserPolicyAssignment, getPolicies, grantPolicy } from './policies';
import { getCsTenant } from './tenant';
import { getCsOnlineVoicemailUserSettings, setCsOnlineVoicemailUserSettings } from './voicemail';
import {
  getCsOnlinePstnGateway,
  getCsOnlinePstnUsage,
  getCsOnlineVoiceRoute,
  newCsOnlinePstnGateway,
  newCsOnlineVoiceRoute,
  newCsOnlineVoiceRoutingPolicy,
  setCsOnlinePstnUsage,
  setCsOnlineVoiceRoutingPolicy,
} from './voice-routing';

/** Answers a call whose parameters the contract let through; a long listing row by row. Throws `CmdletError` before the first row. */
export type Cmdlet = (world: World, parameters: Parameters, warn: (text: string) => void) => Iterable<Row>;

const onBoth: Readonly<Record<string, Cmdlet>> = {
  'Get-CsOnlineUser': getCsOnlineUser,
  'Get-CsTenant': getCsTenant,
  'Get-CsTenantFederationConfiguration': getCsTenantFederationConfiguration,
  'Set-CsTenantFederationConfiguration': setCsTenantFederationConfiguration,
  'Get-CsTenantDialPlan': getPolicies('TenantDialPlan', dialPlanRules),
  'Grant-CsTenantDialPlan': grantPolicy('TenantDialPlan'),
  'Get-CsEffectiveTenantDialPlan': getCsEffectiveTenantDialPlan,
  'Test-CsEffectiveTenantDialPlan': testCsEffectiveTenantDialPlan,
  'Get-CsOnlineDialOutPolicy': getPolicies('OnlineDialOutPolicy'),
  'Grant-CsDialoutPolicy': grantPolicy('OnlineDialOutPolicy'),
  'Get-MgSubscribedSku': getMgSubscribedSku,
  'Get-MgUserLicenseDetail': getMgUserLicenseDetail,
  'Set-MgUserLicense': setMgUserLicense,
  'Get-MgUser': getMgUser,
  'Update-MgUser': updateMgUser,
  'Get-MgGroup': getMgGroup,
  'Get-MgDomain': getMgDomain,
};

/** What the simulated tenant can answer; every other cmdlet of the contract is a term that it does not know. */
export const simulatedCmdlets: Record<Platform, Readonly<Record<string, Cmdlet>>> = {
  'cloud-connector': {
    ...onBoth,
    'Set-CsUser': setCsUser,
    'Get-CsUserPstnSettings': getCsUserPstnSettings,
    'Set-CsUserPstnSettings': setCsUserPstnSettings,
    'Get-CsVoiceRoutingPolicy': getPolicies('VoiceRoutingPolicy'),
    'Grant-CsVoiceRoutingPolicy': grantPolicy('VoiceRoutingPolicy'),
    'Get-CsHybridPSTNSite': getCsHybridPstnSite,
    'New-CsHybridPSTNSite': newCsHybridPstnSite,
    'Set-CsHybridPSTNSite': setCsHybridPstnSite,
    'Get-CsHybridPSTNAppliance': getCsHybridPstnAppliance,
    'Get-CsTenantHybridConfiguration': getCsTenantHybridConfiguration,
    'Set-CsTenantHybridConfiguration': setCsTenantHybridConfiguration,
    'Get-CsHybridMediationServer': getCsHybridMediationServer,
    'Set-CsHybridMediationServer': setCsHybridMediationServer,
    'Get-MsolUser': getMsolUser,
    'Set-MsolUser': setMsolUser,
    'New-MsolUser': newMsolUser,
    'Set-MsolUserLicense': setMsolUserLicense,
    'Get-MsolAccountSku': getMsolAccountSku,
    'Get-MsolGroup': getMsolGroup,
    'Get-MsolDomain': getMsolDomain,
  },
  'direct-routing': {
    ...onBoth,
    'Set-CsPhoneNumberAssignment': setCsPhoneNumberAssignment,
    'Remove-CsPhoneNumberAssignment': removeCsPhoneNumberAssignment,
    'Get-CsPhoneNumberAssignment': getCsPhoneNumberAssignment,
    'Get-CsOnlineLisLocation': getCsOnlineLisLocation,
    'Get-CsOnlineVoiceRoutingPolicy': getPolicies('OnlineVoiceRoutingPolicy'),
    'New-CsOnlineVoiceRoutingPolicy': newCsOnlineVoiceRoutingPolicy,
    'Set-CsOnlineVoiceRoutingPolicy': setCsOnlineVoiceRoutingPolicy,
    'Grant-CsOnlineVoiceRoutingPolicy': grantPolicy('OnlineVoiceRoutingPolicy'),
    'Get-CsOnlinePstnUsage': getCsOnlinePstnUsage,
    'Set-CsOnlinePstnUsage': setCsOnlinePstnUsage,
    'Get-CsOnlineVoiceRoute': getCsOnlineVoiceRoute,
    'New-CsOnlineVoiceRoute': newCsOnlineVoiceRoute,
    'Get-CsOnlinePSTNGateway': getCsOnlinePstnGateway,
    'New-CsOnlinePSTNGateway': newCsOnlinePstnGateway,
    'Get-CsTeamsCallingPolicy': getPolicies('TeamsCallingPolicy'),
    'Grant-CsTeamsCallingPolicy': grantPolicy('TeamsCallingPolicy'),
    'Get-CsOnlineVoicemailPolicy': getPolicies('OnlineVoicemailPolicy'),
    'Grant-CsOnlineVoicemailPolicy': grantPolicy('OnlineVoicemailPolicy'),
    'Get-CsTeamsEmergencyCallRoutingPolicy': getPolicies('TeamsEmergencyCallRoutingPolicy'),
    'Grant-CsTeamsEmergencyCallRoutingPolicy': grantPolicy('TeamsEmergencyCallRoutingPolicy'),
    'Get-CsCallingLineIdentity': getPolicies('CallingLineIdentity'),
    'Grant-CsCallingLineIdentity': grantPolicy('CallingLineIdentity'),
    'Get-CsTeamsUpgradePolicy': getPolicies('TeamsUpgradePolicy'),
    'Grant-CsTeamsUpgradePolicy': grantPolicy('TeamsUpgradePolicy'),
    'Get-CsUserPolicyAssignment': getCsUserPolicyAssignment,
    'Get-CsOnlineVoicemailUserSettings': getCsOnlineVoicemailUserSettings,
    'Set-CsOnlineVoicemailUserSettings': setCsOnlineVoicemailUserSettings,
  },
};
