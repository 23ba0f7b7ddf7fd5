import type { Control } from '../../src/simulator/control';
import type { Row } from '../../src/tenant/tenant';
import type { Ask, Read } from './tenant-spec';

const upn = 'ms2-tokyo@contoso.com';
const name = 'Mediation Tokyo 2';
const server = { Identity: name, Fqdn: 'ms2-tokyo.contoso.local', AccessProxyExternalFqdn: 'access-tokyo.contoso.com' };
const hour = 3_600_000;

/** Sites, Mediation Servers and the settings of the tenant: cloud-connector alone. */
export function siteSpec(call: Ask, rows: Read, control: (command: Control) => Promise<unknown>): void {
  const message = async (cmdlet: string, parameters: Parameters<Ask>[1]): Promise<string> => {
    const answer = await call(cmdlet, parameters);
    return answer.outcome === 'done' ? 'done' : `${answer.error.id}: ${answer.error.message}`;
  };
  const account = async (): Promise<Row> => (await rows('Get-MsolUser', { UserPrincipalName: upn }))[0]!;
  const isKnown = async (): Promise<boolean> => (await call('Get-CsOnlineUser', { Identity: upn })).outcome === 'done';
  const licence = (change: Record<string, string[]>) => call('Set-MsolUserLicense', { UserPrincipalName: upn, ...change });

  test('an account becomes a Mediation Server in the order of the guide, and in no other', async () => {
    await control({ do: 'set-clock', at: '2026-11-24T08:00:00Z' });
    await control({ do: 'provision', ms: hour });
    const [made] = await rows('New-MsolUser', { UserPrincipalName: upn, DisplayName: name, Title: 'Made by Switchboard' });
    expect(made).toMatchObject({ UserPrincipalName: upn, isLicensed: false });
    expect(String(made?.Password)).toMatch(/^(?=.*[A-Z])(?=.*[a-z])(?=.*\d).{8,16}$/);
    expect(await account()).toMatchObject({ IsLicensed: false, Title: 'Made by Switchboard', Department: null });
    expect(await message('New-MsolUser', { UserPrincipalName: upn, DisplayName: name })).toMatch(/already exists/);

    expect(await message('Set-MsolUserLicense', { UserPrincipalName: upn, AddLicenses: ['contoso:ENTERPRISEPREMIUM'] })).toMatch(
      /UsageLocation/,
    );
    await call('Set-MsolUser', { UserPrincipalName: upn, UsageLocation: 'JP' });
    expect(await licence({ AddLicenses: ['contoso:ENTERPRISEPREMIUM'] })).toMatchObject({ outcome: 'done' });
    expect(await account()).toMatchObject({ IsLicensed: true });
    expect(await isKnown()).toBe(false);
    expect(await message('Set-CsHybridMediationServer', server)).toMatch(/NotFound/);
    await control({ do: 'advance-clock', ms: hour });
    expect(await isKnown()).toBe(true);

    expect(await message('Set-CsHybridMediationServer', server)).toMatch(/licenses assigned/);
    await control({ do: 'replicate', ms: 60_000 });
    await licence({ RemoveLicenses: ['contoso:ENTERPRISEPREMIUM'] });
    expect(await message('Set-CsHybridMediationServer', server)).toMatch(/licenses assigned/);
    await control({ do: 'replicate', ms: 0 });
    await control({ do: 'advance-clock', ms: 60_000 });
    expect(await account()).toMatchObject({ IsLicensed: false });
    expect(await isKnown()).toBe(true);
    await call('Set-MsolUser', { UserPrincipalName: upn, Department: 'HybridMediationServer' });
    expect(await call('Set-CsHybridMediationServer', server)).toEqual({ outcome: 'done', output: [], warnings: [] });
    expect(await rows('Get-CsHybridMediationServer', { Identity: name })).toMatchObject([server]);
    expect(await rows('Get-CsOnlineUser', { Identity: upn })).toMatchObject([
      {
        Department: 'HybridMediationServer',
        SipAddress: 'sip:ms2-tokyo.contoso.local@contoso.com',
        HostingProvider: 'access-tokyo.contoso.com',
      },
    ]);
  });

  test('a licence taken back too early leaves the account unknown', async () => {
    await control({ do: 'set-clock', at: '2026-11-24T08:00:00Z' });
    await control({ do: 'provision', ms: hour });
    await call('New-MsolUser', { UserPrincipalName: upn, DisplayName: name, UsageLocation: 'JP' });
    await licence({ AddLicenses: ['contoso:ENTERPRISEPREMIUM'] });
    await licence({ RemoveLicenses: ['contoso:ENTERPRISEPREMIUM'] });
    await control({ do: 'advance-clock', ms: 2 * hour });
    expect(await isKnown()).toBe(false);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['a name that two accounts bear', { Identity: 'John Smith' }, /Multiple management objects/],
    ['nobody', { Identity: 'Mediation Nowhere' }, /not found/],
    ['a licensed person', { Identity: 'Bob Brown' }, /licenses assigned/],
    ['a name that is no host', { Identity: 'Mediation Tokyo 1', Fqdn: 'ms1' }, /fully qualified/],
  ])('no Mediation Server: %s', async (_why, parameters, words) => {
    expect(await message('Set-CsHybridMediationServer', { ...server, ...parameters })).toMatch(words);
  });

  test('which Mediation Servers are registered; a licence is warned of', async () => {
    const found = async (identity: string) => (await rows('Get-CsHybridMediationServer', { Identity: identity }))[0];
    expect(await found('Mediation Seattle 1')).toMatchObject({
      Fqdn: 'ms1-seattle.contoso.local',
      AccessProxyExternalFqdn: 'ap.contoso.com',
    });
    expect(await found('Mediation Tokyo 1')).toMatchObject({ Fqdn: null, AccessProxyExternalFqdn: 'sipfed.online.lync.com' });
    expect(await call('Get-CsHybridMediationServer', { Identity: 'Bob Brown' })).toMatchObject({
      outcome: 'done',
      warnings: [expect.stringContaining('licenses assigned')],
    });
    expect((await rows('Get-MsolUser', { Department: 'HybridMediationServer' })).map(({ DisplayName }) => DisplayName)).toHaveLength(4);
  });

  test('sites are made once, changed, and have appliances', async () => {
    const osaka = { Identity: 'Osaka', EdgeFQDN: 'access-osaka.contoso.com' };
    expect(await rows('New-CsHybridPSTNSite', osaka)).toMatchObject([{ ...osaka, Index: 4 }]);
    expect(await message('New-CsHybridPSTNSite', { ...osaka, Identity: 'OSAKA' })).toMatch(/already exists/);
    expect(await message('New-CsHybridPSTNSite', { Identity: 'Kobe', EdgeFQDN: 'http://10.0.0.1/' })).toMatch(/fully qualified/);
    await call('Set-CsHybridPSTNSite', { Identity: 'Osaka', EdgeFQDN: 'edge-osaka.contoso.com' });
    expect(await rows('Get-CsHybridPSTNSite', { Identity: 'osaka' })).toMatchObject([{ EdgeFQDN: 'edge-osaka.contoso.com' }]);
    expect(await message('Set-CsHybridPSTNSite', { Identity: 'Kobe', EdgeFQDN: 'edge.contoso.com' })).toMatch(/Cannot find/);
    expect(await call('Set-CsUserPstnSettings', { Identity: 'bob@contoso.com', HybridPSTNSite: 'Osaka' })).toMatchObject({
      outcome: 'done',
    });
    expect(await rows('Get-CsHybridPSTNAppliance', { SiteName: 'Paris' })).toMatchObject([{ Name: 'CCE-Paris-1' }]);
  });

  test('hybrid and federation settings change alone what is named', async () => {
    await call('Set-CsTenantHybridConfiguration', { PeerDestination: 'access-paris.contoso.com', UseOnPremDialPlan: true });
    await call('Set-CsTenantHybridConfiguration', { UseOnPremDialPlan: false });
    expect(await rows('Get-CsTenantHybridConfiguration')).toMatchObject([
      { PeerDestination: 'access-paris.contoso.com', UseOnPremDialPlan: false, HybridPSTNSites: ['Seattle', 'Paris', 'Tokyo'] },
    ]);
    await call('Set-CsTenantFederationConfiguration', { SharedSipAddressSpace: false });
    expect(await rows('Get-CsTenantFederationConfiguration')).toMatchObject([{ SharedSipAddressSpace: false, AllowFederatedUsers: true }]);
  });
}
