import type { Value } from '../../src/tenant/tenant';
import type { Ask, Read } from './tenant-spec';

/** Policies, usages, routes and gateways: direct-routing alone. */
export function routingSpec(call: Ask, rows: Read): void {
  test('a site is made of gateway, usages, routes and a policy, in that order', async () => {
    const route = {
      Identity: 'Osaka',
      NumberPattern: '^\\+81\\d+$',
      OnlinePstnUsages: ['Osaka-National'],
      OnlinePstnGatewayList: ['gw1-osaka.contoso.net'],
    };
    expect(await call('New-CsOnlineVoiceRoute', route)).toMatchObject({
      outcome: 'failed',
      error: { message: expect.stringContaining('usage "Osaka-National"') as unknown },
    });
    expect(await call('Set-CsOnlinePstnUsage', { Usage: { Add: 'Osaka-National' } })).toEqual({
      outcome: 'done',
      output: [],
      warnings: [],
    });
    expect(await call('New-CsOnlineVoiceRoute', route)).toMatchObject({
      outcome: 'failed',
      error: { message: expect.stringContaining('gateway') as unknown },
    });
    await call('New-CsOnlinePSTNGateway', { Fqdn: 'gw1-osaka.contoso.net', SipSignalingPort: 5061, Enabled: true });
    expect(await rows('New-CsOnlineVoiceRoute', route)).toMatchObject([{ Identity: 'Osaka', Priority: 8, NumberPattern: '^\\+81\\d+$' }]);
    await call('New-CsOnlineVoiceRoutingPolicy', { Identity: 'Osaka-National', OnlinePstnUsages: ['Osaka-National'] });
    expect(await call('Grant-CsOnlineVoiceRoutingPolicy', { Identity: 'bob@contoso.com', PolicyName: 'Osaka-National' })).toMatchObject({
      outcome: 'done',
    });
    expect(await call('Set-CsOnlinePstnUsage', { Usage: { Remove: 'Osaka-National' } })).toMatchObject({ outcome: 'failed' });
  });

  test.each<[string, Value, string[]]>([
    ['Add', { Add: 'Worldwide' }, ['Seattle-National', 'Seattle-International', 'Worldwide']],
    ['Remove', { Remove: 'Seattle-International' }, ['Seattle-National']],
    [
      'Replace, which alone orders',
      { Replace: ['Seattle-International', 'Seattle-National'] },
      ['Seattle-International', 'Seattle-National'],
    ],
  ])('usages of a policy: %s', async (_how, OnlinePstnUsages, left) => {
    const policy = { Identity: 'Seattle-International' };
    expect(await call('Set-CsOnlineVoiceRoutingPolicy', { ...policy, OnlinePstnUsages })).toEqual({
      outcome: 'done',
      output: [],
      warnings: [],
    });
    expect(await rows('Get-CsOnlineVoiceRoutingPolicy', policy)).toMatchObject([{ OnlinePstnUsages: left }]);
  });

  test('routes come by priority, with their gateways', async () => {
    expect((await rows('Get-CsOnlineVoiceRoute')).map(({ Name }) => Name).slice(0, 2)).toEqual([
      'Seattle-National',
      'Seattle-International',
    ]);
    expect(await rows('Get-CsOnlineVoiceRoute', { Identity: 'Paris-National' })).toMatchObject([
      { OnlinePstnGatewayList: ['gw1-paris.contoso.net'] },
    ]);
    expect(await rows('Get-CsOnlinePSTNGateway', { Identity: 'gw1-paris.contoso.net' })).toMatchObject([
      { SipSignalingPort: 5061, Enabled: true },
    ]);
    expect((await rows('Get-CsOnlinePstnUsage'))[0]?.Usage).toContain('Worldwide');
  });

  test.each([
    ['a domain that is not the tenant’s', { Fqdn: 'sbc.fabrikam.com', SipSignalingPort: 5061 }],
    ['the initial domain', { Fqdn: 'sbc.contoso.onmicrosoft.com', SipSignalingPort: 5061 }],
  ])('no gateway in %s', async (_what, gateway) => {
    const answer = await call('New-CsOnlinePSTNGateway', gateway);
    expect(answer.outcome !== 'done' && answer.error.message).toMatch(
      /Cannot use the ".+" domain as it was not configured for this tenant/,
    );
  });
}

/** Both platforms: what is dialled becomes a number by the tenant's plan, then by the country's rules. */
export function dialPlanSpec(call: Ask, rows: Read): void {
  test.each([
    ['bob@contoso.com', '4255550100', '+14255550100'],
    ['bob@contoso.com', '(425) 555-0100', '+14255550100'],
    ['bob@contoso.com', '011 33 1 42 68 53 01', '+33142685301'],
    ['bob@contoso.com', '+33142685301', '+33142685301'],
    ['bob@contoso.com', '0199', ''],
    ['marie.martin@contoso.com', '0142685301', '+33142685301'],
  ])('%s dials %s', async (Identity, DialedNumber, TranslatedNumber) => {
    expect(await rows('Test-CsEffectiveTenantDialPlan', { Identity, DialedNumber })).toMatchObject([{ TranslatedNumber }]);
  });

  test('a granted plan comes first', async () => {
    await call('Grant-CsTenantDialPlan', { Identity: 'bob@contoso.com', PolicyName: 'Seattle' });
    expect(await rows('Test-CsEffectiveTenantDialPlan', { Identity: 'bob@contoso.com', DialedNumber: '0199' })).toMatchObject([
      { TranslatedNumber: '+14255550199', MatchingPattern: '^(01\\d{2})$' },
    ]);
    const [plan] = await rows('Get-CsEffectiveTenantDialPlan', { Identity: 'bob@contoso.com', CallerNumber: '+14255550199' });
    expect(plan).toMatchObject({ NormalizationRules: [{ Name: 'SeattleInternal' }, { Name: 'SeattleOutside' }, {}, {}] });
    expect(await rows('Get-CsTenantDialPlan', { Identity: 'Paris' })).toMatchObject([{ NormalizationRules: [{ Name: 'ParisInternal' }] }]);
  });
}
