import type { Row } from '../../tenant/tenant';
import type { Parameters } from '../parameters';
import type { Platform } from '../platform';
import type { World } from '../world';
import { getCsUserPstnSettings, grantCsVoiceRoutingPolicy, setCsUser, setCsUserPstnSettings } from './cloud-connector';
import { getCsOnlineUser } from './online-user';
import {
  getCsOnlineVoicemailUserSettings,
  getCsOnlineVoiceRoutingPolicy,
  getCsUserPolicyAssignment,
  grantCsOnlineVoiceRoutingPolicy,
} from './online-voice';
import { removeCsPhoneNumberAssignment, setCsPhoneNumberAssignment } from './phone-number-assignment';
import { getCsPhoneNumberAssignment } from './phone-numbers';
import { getCsHybridPstnSite, getCsTenant, getCsTenantHybridConfiguration } from './tenant';

/** Answers a call whose parameters the contract let through. Throws `CmdletError`. */
export type Cmdlet = (world: World, parameters: Parameters) => Row[];

/** What the simulated tenant can answer; every other cmdlet of the contract is a term that it does not know. */
export const simulatedCmdlets: Record<Platform, Readonly<Record<string, Cmdlet>>> = {
  'cloud-connector': {
    'Get-CsOnlineUser': getCsOnlineUser,
    'Set-CsUser': setCsUser,
    'Get-CsUserPstnSettings': getCsUserPstnSettings,
    'Set-CsUserPstnSettings': setCsUserPstnSettings,
    'Grant-CsVoiceRoutingPolicy': grantCsVoiceRoutingPolicy,
    'Get-CsHybridPSTNSite': getCsHybridPstnSite,
    'Get-CsTenantHybridConfiguration': getCsTenantHybridConfiguration,
    'Get-CsTenant': getCsTenant,
  },
  'direct-routing': {
    'Get-CsOnlineUser': getCsOnlineUser,
    'Set-CsPhoneNumberAssignment': setCsPhoneNumberAssignment,
    'Remove-CsPhoneNumberAssignment': removeCsPhoneNumberAssignment,
    'Get-CsPhoneNumberAssignment': getCsPhoneNumberAssignment,
    'Grant-CsOnlineVoiceRoutingPolicy': grantCsOnlineVoiceRoutingPolicy,
    'Get-CsOnlineVoiceRoutingPolicy': getCsOnlineVoiceRoutingPolicy,
    'Get-CsUserPolicyAssignment': getCsUserPolicyAssignment,
    'Get-CsOnlineVoicemailUserSettings': getCsOnlineVoicemailUserSettings,
    'Get-CsTenant': getCsTenant,
  },
};
