import { licencesFor, type Account, type AccountEdit } from './account';
import { idOf } from './random';
import { pstnSites, tokyoGroup, type SiteName } from './tenant-facts';

export type PhoneSystem = 'Enabled' | 'Deleted' | 'PendingProvisioning' | 'none';

const basePlans = ['MCOSTANDARD', 'TEAMS1', 'EXCHANGE_S_ENTERPRISE'].map((capability) => ({ capability, status: 'Enabled' }));

/** E3 with or without the Phone System add-on. Made once: a hundred thousand accounts share them. */
const bundles = new Map(
  (['Enabled', 'Deleted', 'PendingProvisioning', 'none'] as const).map((status) => {
    const plans = status === 'none' ? basePlans : [...basePlans, { capability: 'MCOEV', status }];
    return [status, { plans, licences: licencesFor(plans) }];
  }),
);

const nothing: Pick<Account, 'voicemailSettings' | 'policies' | 'groups'> = { voicemailSettings: {}, policies: {}, groups: [] };

/** An account as it is when nobody has touched its voice yet. */
export function newAccount(
  name: string,
  user: string,
  { phoneSystem = 'Enabled', ...fields }: AccountEdit & { phoneSystem?: PhoneSystem } = {},
): Account {
  const upn = user.includes('@') ? user : `${user}@contoso.com`;
  const bundle = fields.plans ? { plans: fields.plans, licences: licencesFor(fields.plans) } : bundles.get(phoneSystem)!;
  return {
    id: idOf(upn),
    upn,
    displayName: name,
    alias: upn.split('@')[0]!,
    sip: `sip:${upn}`,
    accountType: 'User',
    interpretedUserType: 'PureOnlineTeamsOnlyUser',
    enabled: true,
    softDeletedAt: null,
    department: 'Sales',
    title: null,
    usageLocation: 'US',
    ...bundle,
    inDirectoryAt: 0,
    synced: false,
    teamsMode: 'TeamsOnly',
    voice: false,
    voiceSince: 0,
    voicemail: false,
    number: null,
    numberType: 'DirectRouting',
    numberFromDirectory: false,
    locationId: null,
    site: null,
    allowInternationalCalls: true,
    voiceRoutingPolicy: null,
    onlineVoiceRoutingPolicy: null,
    ...nothing,
    mediationServer: null,
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

/** What the group of Tokyo gives its members: a voice routing policy and the Phone System licence. */
export const fromTokyoGroup: AccountEdit = {
  onlineVoiceRoutingPolicy: null,
  groups: [tokyoGroup],
  licences: bundles.get('Enabled')!.licences.map((one) => (one.sku === 'MCOEV' ? { ...one, direct: false, groups: [tokyoGroup] } : one)),
};
