import type { Account, AccountEdit } from './account';
import { idOf } from './random';
import { pstnSites, type SiteName } from './tenant-facts';

const basePlans = ['MCOSTANDARD', 'TEAMS1', 'EXCHANGE_S_ENTERPRISE'];

export type PhoneSystem = 'Enabled' | 'Deleted' | 'PendingProvisioning' | 'none';

/** An account as it is when nobody has touched its voice yet. */
export function newAccount(
  name: string,
  user: string,
  { phoneSystem = 'Enabled', ...fields }: AccountEdit & { phoneSystem?: PhoneSystem } = {},
): Account {
  const upn = user.includes('@') ? user : `${user}@contoso.com`;
  const alias = upn.split('@')[0]!;
  const plans = basePlans.map((capability) => ({ capability, status: 'Enabled' }));
  return {
    id: idOf(upn),
    upn,
    displayName: name,
    alias,
    sip: `sip:${upn}`,
    accountType: 'User',
    interpretedUserType: 'PureOnlineTeamsOnlyUser',
    enabled: true,
    softDeletedAt: null,
    department: 'Sales',
    usageLocation: 'US',
    plans: phoneSystem === 'none' ? plans : [...plans, { capability: 'MCOEV', status: phoneSystem }],
    synced: false,
    teamsMode: 'TeamsOnly',
    voice: false,
    voiceSince: 0,
    voicemail: false,
    number: null,
    numberType: 'DirectRouting',
    numberFromDirectory: false,
    site: null,
    allowInternationalCalls: true,
    voiceRoutingPolicy: null,
    onlineVoiceRoutingPolicy: null,
    groups: [],
    ...fields,
  };
}

/** The facts of somebody who phones at a site, on both platforms. */
export function voiceAt(siteName: SiteName, number: string, dialling: 'National' | 'International' = 'National'): AccountEdit {
  return {
    voice: true,
    voicemail: true,
    number,
    site: siteName,
    usageLocation: pstnSites.find(({ name }) => name === siteName)!.country,
    voiceRoutingPolicy: dialling === 'National' ? 'InternationalCallsDisallowed' : 'InternationalCallsAllowed',
    onlineVoiceRoutingPolicy: `${siteName}-${dialling}`,
  };
}
