import { createSimulator } from '../../src/simulator/simulator';
import type { Platform } from '../../src/simulator/platform';
import { readRows, type Call } from '../../src/tenant/tenant';
import { createInProcessTenant } from '../../src/tenant/simulated';

/** With 0 people nothing is set up; these calls lead to somebody who can call abroad. */
const steps: Record<Platform, [string, Call['parameters']][]> = {
  'cloud-connector': [
    ['New-CsHybridPSTNSite', { Identity: 'Seattle', EdgeFQDN: 'ap.contoso.com' }],
    ['Set-CsTenantHybridConfiguration', { PeerDestination: 'ap.contoso.com', UseOnPremDialPlan: false }],
    ['Set-CsTenantFederationConfiguration', { SharedSipAddressSpace: true }],
    ['Set-MsolUser', { UserPrincipalName: 'dan@contoso.com', UsageLocation: 'US' }],
    ['Set-MsolUserLicense', { UserPrincipalName: 'dan@contoso.com', AddLicenses: ['contoso:ENTERPRISEPREMIUM'] }],
    ['Set-CsUser', { Identity: 'dan@contoso.com', EnterpriseVoiceEnabled: true, HostedVoiceMail: true, OnPremLineURI: 'tel:+14255550100' }],
    ['Set-CsUserPstnSettings', { Identity: 'dan@contoso.com', HybridPSTNSite: 'Seattle' }],
    ['Grant-CsVoiceRoutingPolicy', { Identity: 'dan@contoso.com', PolicyName: 'InternationalCallsAllowed' }],
  ],
  'direct-routing': [
    ['New-CsOnlinePSTNGateway', { Fqdn: 'gw1.contoso.net', SipSignalingPort: 5061, Enabled: true }],
    ['Set-CsOnlinePstnUsage', { Usage: { Add: ['National', 'International'] } }],
    [
      'New-CsOnlineVoiceRoute',
      {
        Identity: 'International',
        NumberPattern: '^\\+\\d+$',
        OnlinePstnUsages: ['International'],
        OnlinePstnGatewayList: ['gw1.contoso.net'],
      },
    ],
    ['New-CsOnlineVoiceRoutingPolicy', { Identity: 'Seattle-International', OnlinePstnUsages: ['National', 'International'] }],
    ['Update-MgUser', { UserId: 'dan@contoso.com', UsageLocation: 'US' }],
    [
      'Set-MgUserLicense',
      { UserId: 'dan@contoso.com', AddLicenses: [{ SkuId: 'c7df2760-2c81-4ef7-b578-5b5392b571df' }], RemoveLicenses: [] },
    ],
    ['Set-CsPhoneNumberAssignment', { Identity: 'dan@contoso.com', PhoneNumber: '+14255550100', PhoneNumberType: 'DirectRouting' }],
    ['Grant-CsOnlineVoiceRoutingPolicy', { Identity: 'dan@contoso.com', PolicyName: 'Seattle-International' }],
  ],
};

describe.each(['cloud-connector', 'direct-routing'] as const)('a tenant that nobody has set up, %s', (platform) => {
  const start = () => createSimulator({ platform, population: 0, provisioningMs: 0 });

  test('nobody phones and nothing is made', async () => {
    const tenant = createInProcessTenant(start());
    const people = await readRows(tenant, 'Get-CsOnlineUser');
    expect(people.map(({ DisplayName, EnterpriseVoiceEnabled, LineURI }) => [DisplayName, EnterpriseVoiceEnabled, LineURI])).toEqual(
      ['Ada Admin', 'Alice Archer', 'Bruno Blanc', 'Chloe Chen'].map((name) => [name, false, null]),
    );
    if (platform === 'cloud-connector') {
      expect(await readRows(tenant, 'Get-CsHybridPSTNSite')).toEqual([]);
      expect(await readRows(tenant, 'Get-CsTenantHybridConfiguration')).toMatchObject([{ PeerDestination: null, UseOnPremDialPlan: true }]);
      expect(await readRows(tenant, 'Get-MsolUser', { Department: 'HybridMediationServer' })).toEqual([]);
    } else {
      expect(await readRows(tenant, 'Get-CsOnlineVoiceRoutingPolicy', { Filter: 'tag:*' })).toEqual([]);
      expect(await readRows(tenant, 'Get-CsOnlinePSTNGateway')).toEqual([]);
      expect(await readRows(tenant, 'Get-CsPhoneNumberAssignment')).toEqual([]);
    }
  });

  test('from nothing to somebody who can call abroad', async () => {
    const tenant = createInProcessTenant(start());
    for (const [cmdlet, parameters] of steps[platform])
      expect([cmdlet, await tenant.call({ cmdlet, parameters })]).toMatchObject([cmdlet, { outcome: 'done' }]);
    expect(await readRows(tenant, 'Get-CsOnlineUser', { Identity: 'dan@contoso.com' })).toMatchObject([
      { EnterpriseVoiceEnabled: true, LineURI: 'tel:+14255550100' },
    ]);
  });
});
