import type { Control } from '../../src/simulator/control';
import type { Platform } from '../../src/simulator/platform';
import type { Value } from '../../src/tenant/tenant';
import { explain } from '../../src/tenant/known-errors';
import type { Ask } from './tenant-spec';

const bob = 'bob@contoso.com';

type Case = [string, Record<string, Value>, string[]];

const cases: Record<Platform, Case[]> = {
  'cloud-connector': [
    ['Set-CsUser', { Identity: bob, HostedVoiceMail: true }, ['User Administrator']],
    ['Grant-CsVoiceRoutingPolicy', { Identity: bob, PolicyName: null }, ['User Administrator']],
    ['Set-MsolUser', { UserPrincipalName: bob, Department: 'Sales' }, ['Skype for Business Administrator']],
    ['Set-MsolUserLicense', { UserPrincipalName: bob, AddLicenses: ['contoso:ENTERPRISEPREMIUM'] }, ['Skype for Business Administrator']],
  ],
  'direct-routing': [
    ['Set-CsPhoneNumberAssignment', { Identity: bob, EnterpriseVoiceEnabled: false }, ['License Administrator']],
    ['Grant-CsOnlineVoiceRoutingPolicy', { Identity: bob, PolicyName: null }, ['Global Reader']],
    ['Set-MgUserLicense', { UserId: bob, AddLicenses: [], RemoveLicenses: [] }, ['Teams Telephony Administrator']],
  ],
};

const missing: Record<Platform, string> = {
  'cloud-connector': 'Skype for Business Administrator',
  'direct-routing': 'Teams Telephony Administrator',
};

export function roleSpec(platform: Platform, call: Ask, control: (command: Control) => Promise<unknown>): void {
  test.each(cases[platform])('%s without its role is refused, with it runs', async (cmdlet, parameters, others) => {
    await control({ do: 'roles', roles: others });
    const refused = await call(cmdlet, parameters);
    expect(refused).toMatchObject({ outcome: 'failed' });
    if (refused.outcome === 'failed') expect(explain(refused.error)).toMatchObject({ lacksRole: true });
    await control({ do: 'roles', roles: null });
    expect(await call(cmdlet, parameters)).toMatchObject({ outcome: 'done' });
  });

  test('a role goes and comes back', async () => {
    const [cmdlet, parameters] = cases[platform][1]!;
    await control({ do: 'roles', roles: [missing[platform]] });
    expect(await call(cmdlet, parameters)).toMatchObject({ outcome: 'done' });
    await control({ do: 'role', role: missing[platform], active: false });
    expect(await call(cmdlet, parameters)).toMatchObject({ outcome: 'failed' });
    await control({ do: 'role', role: missing[platform], active: true });
    expect(await call(cmdlet, parameters)).toMatchObject({ outcome: 'done' });
  });
}
