import type { Platform } from '../../src/simulator/platform';
import type { Row } from '../../src/tenant/tenant';
import type { Ask, Read } from './tenant-spec';

const bob = 'bob@contoso.com';

/** Kind, how it is read and granted, a policy that is there. */
const everywhere: [string, string, string, string][] = [
  ['TenantDialPlan', 'Get-CsTenantDialPlan', 'Grant-CsTenantDialPlan', 'Seattle'],
  ['OnlineDialOutPolicy', 'Get-CsOnlineDialOutPolicy', 'Grant-CsDialoutPolicy', 'DialoutCPCandPSTNDomestic'],
];

const directRouting: [string, string, string, string][] = [
  ['OnlineVoiceRoutingPolicy', 'Get-CsOnlineVoiceRoutingPolicy', 'Grant-CsOnlineVoiceRoutingPolicy', 'Paris-National'],
  ['TeamsCallingPolicy', 'Get-CsTeamsCallingPolicy', 'Grant-CsTeamsCallingPolicy', 'DisallowCalling'],
  ['OnlineVoicemailPolicy', 'Get-CsOnlineVoicemailPolicy', 'Grant-CsOnlineVoicemailPolicy', 'TranscriptionDisabled'],
  [
    'TeamsEmergencyCallRoutingPolicy',
    'Get-CsTeamsEmergencyCallRoutingPolicy',
    'Grant-CsTeamsEmergencyCallRoutingPolicy',
    'Seattle-Emergency',
  ],
  ['CallingLineIdentity', 'Get-CsCallingLineIdentity', 'Grant-CsCallingLineIdentity', 'Anonymous'],
];

export function policySpec(platform: Platform, call: Ask, rows: Read): void {
  const onlineUser = async (upn: string): Promise<Row> => (await rows('Get-CsOnlineUser', { Identity: upn }))[0]!;

  test.each(platform === 'direct-routing' ? [...everywhere, ...directRouting] : everywhere)(
    'policy kind %s is listed, granted, refused, taken away',
    async (kind, get, grant, name) => {
      expect(await rows(get)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ Identity: 'Global' }),
          expect.objectContaining({ Identity: `Tag:${name}` }),
        ] as unknown[]),
      );
      expect(await rows(get, { Identity: `Tag:${name}` })).toHaveLength(1);
      expect(await call(grant, { Identity: bob, PolicyName: name })).toEqual({ outcome: 'done', output: [], warnings: [] });
      if (kind in (await onlineUser(bob))) expect(await onlineUser(bob)).toMatchObject({ [kind]: name });
      const assignment = { Identity: bob, PolicyType: kind };
      if (platform === 'direct-routing')
        expect(await rows('Get-CsUserPolicyAssignment', assignment)).toMatchObject([
          { PolicyName: name, PolicySource: [{ AssignmentType: 'Direct', PolicyName: name }] },
        ]);
      // the names of the dial-out policies are part of the contract, so that a wrong one does not even bind
      const refused = await call(grant, { Identity: bob, PolicyName: 'Nope' });
      expect(refused.outcome !== 'done' && refused.error.message).toMatch(/"Nope" not found|must be one of/);
      await call(grant, { Identity: bob, PolicyName: null });
      if (kind in (await onlineUser(bob))) expect(await onlineUser(bob)).toMatchObject({ [kind]: null });
      if (platform === 'direct-routing') expect(await rows('Get-CsUserPolicyAssignment', assignment)).toEqual([]);
    },
  );

  if (platform === 'cloud-connector') {
    test('the two policies of the guide are listed', async () => {
      expect((await rows('Get-CsVoiceRoutingPolicy', { Filter: 'tag:*' })).map(({ Identity }) => Identity)).toEqual([
        'Tag:InternationalCallsAllowed',
        'Tag:InternationalCallsDisallowed',
      ]);
    });
    return;
  }

  test('TeamsOnly is a policy: granted and taken away', async () => {
    const ivan = 'ivan.islands@contoso.com';
    expect(await onlineUser(ivan)).toMatchObject({ TeamsUpgradePolicy: null, TeamsUpgradeEffectiveMode: 'Islands' });
    await call('Grant-CsTeamsUpgradePolicy', { Identity: ivan, PolicyName: 'UpgradeToTeams' });
    expect(await onlineUser(ivan)).toMatchObject({ TeamsUpgradePolicy: 'UpgradeToTeams', TeamsUpgradeEffectiveMode: 'TeamsOnly' });
    await call('Grant-CsTeamsUpgradePolicy', { Identity: ivan, PolicyName: null });
    expect(await onlineUser(ivan)).toMatchObject({ TeamsUpgradePolicy: null, TeamsUpgradeEffectiveMode: 'Islands' });
    expect(await rows('Get-CsTeamsUpgradePolicy', { Identity: 'UpgradeToTeams' })).toMatchObject([{ Mode: 'TeamsOnly' }]);
  });

  test('voicemail is turned off and on', async () => {
    const settings = { Identity: 'sip:busy@contoso.com' };
    for (const VoicemailEnabled of [false, true]) {
      expect(await call('Set-CsOnlineVoicemailUserSettings', { ...settings, VoicemailEnabled })).toMatchObject({ outcome: 'done' });
      expect(await rows('Get-CsOnlineVoicemailUserSettings', settings)).toMatchObject([{ VoicemailEnabled }]);
    }
  });

  test('an emergency location goes with the number, with or without its holder', async () => {
    const [paris] = await rows('Get-CsOnlineLisLocation', { City: 'Paris' });
    const floor = (await rows('Get-CsOnlineLisLocation', { City: 'Seattle' })).find(({ Location }) => Location === 'Floor 3');
    const located = async () => (await rows('Get-CsPhoneNumberAssignment', { TelephoneNumber: '+14255550199' }))[0]?.LocationId;
    const set = (LocationId: string) => call('Set-CsPhoneNumberAssignment', { TelephoneNumber: '+14255550199', LocationId });
    expect(await set(String(floor!.LocationId))).toMatchObject({ outcome: 'done', output: [] });
    expect(await located()).toBe(floor!.LocationId);
    await call('Set-CsPhoneNumberAssignment', {
      Identity: 'busy@contoso.com',
      PhoneNumber: '+14255550199',
      PhoneNumberType: 'DirectRouting',
      LocationId: String(paris!.LocationId),
    });
    expect(await located()).toBe(paris!.LocationId);
    await set('null');
    expect(await located()).toBeNull();
    expect(await set('00000000-0000-4000-8000-000000000000')).toMatchObject({ outcome: 'failed' });
    expect(await rows('Get-CsOnlineLisLocation', { ResultSize: 2, NumberOfResultsToSkip: 1 })).toHaveLength(2);
  });
}
