import type { Control } from '../../src/simulator/control';
import type { Platform } from '../../src/simulator/platform';
import type { Answer, Call, Row, Tenant, Value } from '../../src/tenant/tenant';
import { licenceSpec } from './licence-spec';
import { policySpec } from './policy-spec';
import { roleSpec } from './role-spec';
import { dialPlanSpec, routingSpec } from './routing-spec';
import { siteSpec } from './site-spec';

/** A tenant of any back end with the simulated tenant behind it. */
export interface OpenTenant {
  tenant: Tenant;
  control(command: Control): Promise<unknown>;
  close(): Promise<void>;
}

const free = '+14255550140';

/** What every back end has to answer, whatever stands between it and the tenant. */
export function tenantSpec(
  name: string,
  open: (platform: Platform) => Promise<OpenTenant>,
  platforms: readonly Platform[] = ['cloud-connector', 'direct-routing'],
): void {
  describe.each(platforms)(`${name}, %s`, (platform) => {
    let opened: OpenTenant;
    beforeEach(async () => {
      opened = await open(platform);
    });
    afterEach(() => opened.close());

    const call = (cmdlet: string, parameters: Call['parameters'] = {}): Promise<Answer> => opened.tenant.call({ cmdlet, parameters });
    const rows = async (cmdlet: string, parameters: Call['parameters'] = {}): Promise<Row[]> => {
      const answer = await call(cmdlet, parameters);
      if (answer.outcome !== 'done') throw new Error(`${cmdlet}: ${answer.error.message}`);
      return answer.output;
    };
    const user = async (upn: string): Promise<Row> => (await rows('Get-CsOnlineUser', { Identity: upn }))[0]!;
    const enable = async (upn: string, number: string): Promise<Answer> =>
      platform === 'cloud-connector'
        ? call('Set-CsUser', { Identity: upn, EnterpriseVoiceEnabled: true, HostedVoiceMail: true, OnPremLineURI: `tel:${number}` })
        : call('Set-CsPhoneNumberAssignment', { Identity: upn, PhoneNumber: number, PhoneNumberType: 'DirectRouting' });

    test('a write is silent and the read shows it', async () => {
      expect(await enable('newhire@contoso.com', free)).toEqual({ outcome: 'done', output: [], warnings: [] });
      expect(await user('newhire@contoso.com')).toMatchObject({ EnterpriseVoiceEnabled: true, LineURI: `tel:${free}` });
    });

    test('the known people are as the documentation says', async () => {
      expect(await user('newhire@contoso.com')).toMatchObject({
        DisplayName: 'Nina Newhire',
        EnterpriseVoiceEnabled: false,
        LineURI: null,
        AccountType: 'User',
      });
      expect(await user('busy@contoso.com')).toMatchObject({ EnterpriseVoiceEnabled: true, LineURI: 'tel:+14255550199' });
      expect(await user('onprem@contoso.com')).toMatchObject({ EnterpriseVoiceEnabled: false, OnPremLineURI: 'tel:+14255550150' });
      expect(JSON.stringify((await user('unlicensed@contoso.com')).AssignedPlan)).not.toContain('MCOEV');
    });

    test('an id, a SIP address and any case name the same person', async () => {
      const { Identity } = await user('busy@contoso.com');
      for (const identity of [String(Identity), 'sip:BUSY@contoso.com', 'Busy@Contoso.com', 'busy'])
        expect((await user(identity)).Identity).toBe(Identity);
    });

    test.each<[string, string, string, RegExp, string]>([
      ['nobody', 'nobody@contoso.com', free, /not.?found/i, 'NotFound'],
      ['without a licence', 'unlicensed@contoso.com', free, /licenses|service plan/i, ''],
      ['a licence that is deleted', 'gil.gapworth@contoso.com', free, /licenses|service plan/i, ''],
      ['a number in use', 'newhire@contoso.com', '+14255550199', /already been assigned/i, ''],
      ['a number of a soft-deleted account', 'newhire@contoso.com', '+14255550160', /already been assigned/i, ''],
      ['a number of a resource account', 'newhire@contoso.com', '+14255550101', /already been assigned/i, ''],
      ['a guest', 'greta_fabrikam.com#EXT#@contoso.com', free, /not.?found/i, 'NotFound'],
      ['a number mastered in Active Directory', 'onprem@contoso.com', free, /on-premises Active Directory|restricted/i, ''],
    ])('enabling is refused: %s', async (_why, upn, number, message, id) => {
      const answer = await enable(upn, number);
      if (answer.outcome !== 'failed') throw new Error(`expected a failure, got ${answer.outcome}`);
      expect(answer.error.message).toMatch(message);
      expect(answer.error.id).toContain(id);
      expect(answer.error.id).toMatch(/,(Set-CsUser|Set-CsPhoneNumberAssignment)/);
    });

    test.each<[string, string, Record<string, Value>]>([
      ['an unknown cmdlet', 'Invoke-Expression', { Command: '1' }],
      [
        'a cmdlet of the other platform',
        platform === 'cloud-connector' ? 'Set-CsPhoneNumberAssignment' : 'Set-CsUser',
        { Identity: 'bob@contoso.com' },
      ],
      ['an unknown parameter', 'Get-CsOnlineUser', { HttpPipelinePrepend: 'x' }],
      ['a wrong type', 'Get-CsOnlineUser', { Identity: true }],
      ['a control character', 'Get-CsOnlineUser', { Identity: 'alice\u0000@contoso.example' }],
    ])('not run: %s', async (_why, cmdlet, parameters) => {
      expect((await call(cmdlet, parameters)).outcome).toBe('not-run');
    });

    test('filters find by parts of a name, and hostile text stays text', async () => {
      const found = await rows('Get-CsOnlineUser', { Filter: "(DisplayName -like '*Smith*' -or UserPrincipalName -like '*smith*')" });
      expect(found.map(({ UserPrincipalName }) => UserPrincipalName)).toEqual(
        expect.arrayContaining(['john.smith@contoso.com', 'john.smith2@contoso.com']),
      );
      expect(await rows('Get-CsOnlineUser', { Filter: "DisplayName -eq 'x'' -or UserPrincipalName -like ''*'" })).toEqual([]);
      expect(await rows('Get-CsOnlineUser', { Filter: "DisplayName -like 'J*'", ResultSize: 1 })).toHaveLength(1);
    });

    test('the row from before a write is seen until it has replicated', async () => {
      await opened.control({ do: 'set-clock', at: '2026-11-24T08:00:00Z' });
      await opened.control({ do: 'replicate', ms: 60_000 });
      await enable('newhire@contoso.com', free);
      expect(await user('newhire@contoso.com')).toMatchObject({ EnterpriseVoiceEnabled: false });
      expect(await enable('bob@contoso.com', free)).toMatchObject({ outcome: 'failed' });
      await opened.control({ do: 'advance-clock', ms: 120_000 });
      expect(await user('newhire@contoso.com')).toMatchObject({ EnterpriseVoiceEnabled: true });
    });

    test('a write whose answer is lost has acted and is unknown; a read is asked again', async () => {
      await opened.control({ do: 'fault', kind: 'lose', times: 2 });
      expect((await enable('newhire@contoso.com', free)).outcome).toBe('unknown');
      expect(await user('newhire@contoso.com')).toMatchObject({ LineURI: `tel:${free}` });
    });

    test.each([
      ['throttle', 'failed', null],
      ['fail', 'failed', null],
      ['refuse', 'not-run', null],
      ['fail-after', 'failed', `tel:${free}`],
    ] as const)('fault «%s»: %s', async (kind, outcome, lineUri) => {
      await opened.control({ do: 'fault', kind });
      expect((await enable('newhire@contoso.com', free)).outcome).toBe(outcome);
      expect((await user('newhire@contoso.com')).LineURI).toBe(lineUri);
    });

    test('somebody else changes an account', async () => {
      await opened.control({ do: 'edit', user: 'bob@contoso.com', fields: { enabled: false, department: 'Elsewhere' } });
      expect(await user('bob@contoso.com')).toMatchObject({ AccountEnabled: false, Department: 'Elsewhere' });
    });

    licenceSpec(platform, call, rows, (command) => opened.control(command));
    policySpec(platform, call, rows);
    roleSpec(platform, call, (command) => opened.control(command));
    dialPlanSpec(call, rows);
    if (platform === 'cloud-connector') {
      cloudConnectorSpec(call, rows, user, (command) => opened.control(command));
      siteSpec(call, rows, (command) => opened.control(command));
    } else {
      directRoutingSpec(call, rows, user);
      routingSpec(call, rows);
    }
  });
}

export type Ask = (cmdlet: string, parameters?: Call['parameters']) => Promise<Answer>;
export type Read = (cmdlet: string, parameters?: Call['parameters']) => Promise<Row[]>;
type User = (upn: string) => Promise<Row>;

function cloudConnectorSpec(call: Ask, rows: Read, user: User, control: (command: Control) => Promise<unknown>): void {
  test('VoicePolicy is derived a while after voice is on', async () => {
    await control({ do: 'set-clock', at: '2026-11-24T08:00:00Z' });
    await control({ do: 'derive', ms: 3_600_000 });
    await call('Set-CsUser', {
      Identity: 'newhire@contoso.com',
      EnterpriseVoiceEnabled: true,
      HostedVoiceMail: true,
      OnPremLineURI: `tel:${free}`,
    });
    expect(await user('newhire@contoso.com')).toMatchObject({ HostedVoiceMail: true, VoicePolicy: null });
    await control({ do: 'advance-clock', ms: 7_200_000 });
    expect(await user('newhire@contoso.com')).toMatchObject({ VoicePolicy: 'HybridVoice' });
    expect(await user('carla.callingplan@contoso.com')).toMatchObject({ VoicePolicy: 'BusinessVoice' });
  });

  test('site and calls abroad are set, read and unassigned with $null', async () => {
    expect(
      await call('Set-CsUserPstnSettings', { Identity: 'bob@contoso.com', HybridPstnSite: 'Paris', AllowInternationalCalls: false }),
    ).toMatchObject({ outcome: 'done' });
    expect(await rows('Get-CsUserPstnSettings', { Identity: 'bob@contoso.com' })).toMatchObject([
      { HybridPSTNSite: 'Paris', AllowInternationalCalls: false },
    ]);
    await call('Set-CsUserPstnSettings', { Identity: 'bob@contoso.com', HybridPSTNSite: null });
    expect(await rows('Get-CsUserPstnSettings', { Identity: 'bob@contoso.com' })).toMatchObject([
      { HybridPSTNSite: null, AllowInternationalCalls: false },
    ]);
    await call('Grant-CsVoiceRoutingPolicy', { Identity: 'busy@contoso.com', PolicyName: 'InternationalCallsAllowed' });
    expect(await user('busy@contoso.com')).toMatchObject({ VoiceRoutingPolicy: 'InternationalCallsAllowed' });
    await call('Grant-CsVoiceRoutingPolicy', { Identity: 'busy@contoso.com', PolicyName: null });
    expect(await user('busy@contoso.com')).toMatchObject({ VoiceRoutingPolicy: null });
  });

  test('an unknown site and an unknown policy are refused', async () => {
    expect(await call('Set-CsUserPstnSettings', { Identity: 'bob@contoso.com', HybridPSTNSite: 'Atlantis' })).toMatchObject({
      outcome: 'failed',
    });
    expect(await call('Grant-CsVoiceRoutingPolicy', { Identity: 'bob@contoso.com', PolicyName: 'Nope' })).toMatchObject({
      outcome: 'failed',
      error: { message: '"Nope" not found' },
    });
  });

  test('an AD-mastered number is enabled without naming it', async () => {
    expect(await call('Set-CsUser', { Identity: 'onprem@contoso.com', EnterpriseVoiceEnabled: true, HostedVoiceMail: true })).toMatchObject(
      { outcome: 'done' },
    );
    expect(await user('onprem@contoso.com')).toMatchObject({
      EnterpriseVoiceEnabled: true,
      LineURI: 'tel:+14255550150',
      OnPremLineURIManuallySet: false,
    });
  });

  test('a number is taken away with $null', async () => {
    await call('Set-CsUser', { Identity: 'busy@contoso.com', EnterpriseVoiceEnabled: false, OnPremLineURI: null });
    expect(await user('busy@contoso.com')).toMatchObject({ EnterpriseVoiceEnabled: false, LineURI: null, OnPremLineURI: null });
  });

  test('sites and the fallback site are listed', async () => {
    expect((await rows('Get-CsHybridPSTNSite')).map(({ Identity, EdgeFQDN }) => [Identity, EdgeFQDN])).toEqual([
      ['Seattle', 'ap.contoso.com'],
      ['Paris', 'access-paris.contoso.com'],
      ['Tokyo', 'access-tokyo.contoso.com'],
    ]);
    expect(await rows('Get-CsTenantHybridConfiguration')).toMatchObject([{ PeerDestination: 'ap.contoso.com', UseOnPremDialPlan: false }]);
  });
}

function directRoutingSpec(call: Ask, rows: Read, user: User): void {
  test('attributes that module 3.0 dropped are not there', async () => {
    const busy = await user('busy@contoso.com');
    for (const gone of ['HostedVoiceMail', 'VoicePolicy', 'VoiceRoutingPolicy']) expect(busy).not.toHaveProperty(gone);
    expect(busy).toMatchObject({
      FeatureTypes: expect.arrayContaining(['PhoneSystem']) as unknown,
      OnlineVoiceRoutingPolicy: 'Seattle-National',
    });
  });

  test('removing a number turns voice off and frees it', async () => {
    await call('Remove-CsPhoneNumberAssignment', {
      Identity: 'busy@contoso.com',
      PhoneNumber: '+14255550199',
      PhoneNumberType: 'DirectRouting',
    });
    expect(await user('busy@contoso.com')).toMatchObject({ EnterpriseVoiceEnabled: false, LineURI: null });
    expect(await rows('Get-CsPhoneNumberAssignment', { TelephoneNumber: '+14255550199' })).toEqual([]);
  });

  test.each([
    ['a tel: prefix', { PhoneNumber: `tel:${free}`, PhoneNumberType: 'DirectRouting' }, /valid format/],
    ['another number type', { PhoneNumber: '+14255550195', PhoneNumberType: 'DirectRouting' }, /not found from tenant/],
    ['a conference number', { PhoneNumber: '+14255550197', PhoneNumberType: 'DirectRouting' }, /already been assigned/],
  ])('assigning is refused: %s', async (_why, parameters, message) => {
    const answer = await call('Set-CsPhoneNumberAssignment', { Identity: 'newhire@contoso.com', ...parameters });
    expect(answer.outcome === 'failed' && answer.error.message).toMatch(message);
  });

  test('number and voice switch do not bind together', async () => {
    const both = { Identity: 'newhire@contoso.com', PhoneNumber: free, PhoneNumberType: 'DirectRouting', EnterpriseVoiceEnabled: true };
    expect(await call('Set-CsPhoneNumberAssignment', both)).toMatchObject({ outcome: 'not-run' });
    expect(await call('Set-CsPhoneNumberAssignment', { Identity: 'onprem@contoso.com', EnterpriseVoiceEnabled: true })).toMatchObject({
      outcome: 'done',
    });
  });

  test('who holds a number, whatever kind of account it is; numbers page', async () => {
    const reception = await user('reception.seattle@contoso.com');
    expect(await rows('Get-CsPhoneNumberAssignment', { PhoneNumber: '+14255550101' })).toMatchObject([
      { AssignedPstnTargetId: reception.Identity, PstnAssignmentStatus: 'VoiceApplicationAssigned', NumberType: 'DirectRouting' },
    ]);
    expect(await rows('Get-CsPhoneNumberAssignment', { AssignedPstnTargetId: 'onprem@contoso.com' })).toMatchObject([
      { NumberSource: 'OnPremises' },
    ]);
    const all = await rows('Get-CsPhoneNumberAssignment', { TelephoneNumberStartsWith: '+1425555' });
    const paged = [
      ...(await rows('Get-CsPhoneNumberAssignment', { TelephoneNumberStartsWith: '1425555', Top: 20 })),
      ...(await rows('Get-CsPhoneNumberAssignment', { TelephoneNumberStartsWith: '1425555', Skip: 20 })),
    ];
    expect(paged).toEqual(all);
    expect(all.some(({ TelephoneNumber }) => /\+142555501[4]\d/.test(String(TelephoneNumber)))).toBe(false);
  });

  test('a direct grant beats the group, and $null brings the group back', async () => {
    const routing = { Identity: 'gina.groupgrant@contoso.com', PolicyType: 'OnlineVoiceRoutingPolicy' };
    const fromGroup = [{ PolicyName: 'Tokyo-National', PolicySource: [{ AssignmentType: 'Group' }] }];
    expect(await rows('Get-CsUserPolicyAssignment', routing)).toMatchObject(fromGroup);
    expect(await user(routing.Identity)).toMatchObject({
      OnlineVoiceRoutingPolicy: null,
      EffectivePolicyAssignments: [{ assignmentType: 'group' }],
    });
    await call('Grant-CsOnlineVoiceRoutingPolicy', { Identity: routing.Identity, PolicyName: 'Tokyo-International' });
    expect(await rows('Get-CsUserPolicyAssignment', routing)).toMatchObject([
      { PolicyName: 'Tokyo-International', PolicySource: [{ AssignmentType: 'Direct' }, { AssignmentType: 'Group' }] },
    ]);
    await call('Grant-CsOnlineVoiceRoutingPolicy', { Identity: routing.Identity, PolicyName: null });
    expect(await rows('Get-CsUserPolicyAssignment', routing)).toMatchObject(fromGroup);
  });

  test.each(['Nope', 'Tag:Seattle-National', 'Global'])('policy «%s» cannot be granted', async (policy) => {
    expect(await call('Grant-CsOnlineVoiceRoutingPolicy', { Identity: 'bob@contoso.com', PolicyName: policy })).toMatchObject({
      outcome: 'failed',
    });
  });

  test('policies with their usages in order; voicemail follows the licence', async () => {
    expect(await rows('Get-CsOnlineVoiceRoutingPolicy', { Identity: 'Seattle-International' })).toMatchObject([
      { Identity: 'Tag:Seattle-International', OnlinePstnUsages: ['Seattle-National', 'Seattle-International'] },
    ]);
    expect(await rows('Get-CsOnlineVoiceRoutingPolicy', { Filter: 'tag:*' })).toHaveLength(7);
    expect(await rows('Get-CsOnlineVoicemailUserSettings', { Identity: 'sip:unlicensed@contoso.com' })).toMatchObject([
      { VoicemailEnabled: false },
    ]);
  });
}
