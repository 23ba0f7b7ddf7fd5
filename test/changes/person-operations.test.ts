import type { Change } from '../../src/changes/change';
import type { Account, AccountEdit } from '../../src/simulator/account';
import { idOf } from '../../src/simulator/random';
import { openWorld, voiceAdmin, type World } from './world';

const cloud = 'cloud-connector';
const direct = 'direct-routing';
const busy = 'busy@contoso.com';

/** A wish about a person on one platform: what it sends, what it makes of the account, and what it says before. */
interface Wished {
  what: string;
  operation: string;
  input: Record<string, string>;
  writes: string[];
  account: AccountEdit;
  warnings: string[];
}

const floor3 = idOf('location Seattle Floor 3');

/** Kind, policy, type, cmdlet. */
const grants: [string, string, string, string][] = [
  ['dialPlan', 'Seattle', 'TenantDialPlan', 'Grant-CsTenantDialPlan'],
  ['calling', 'DisallowCalling', 'TeamsCallingPolicy', 'Grant-CsTeamsCallingPolicy'],
  ['voicemailPolicy', 'TranscriptionDisabled', 'OnlineVoicemailPolicy', 'Grant-CsOnlineVoicemailPolicy'],
  ['emergencyRouting', 'Seattle-Emergency', 'TeamsEmergencyCallRoutingPolicy', 'Grant-CsTeamsEmergencyCallRoutingPolicy'],
  ['callerId', 'Anonymous', 'CallingLineIdentity', 'Grant-CsCallingLineIdentity'],
  ['upgrade', 'Islands', 'TeamsUpgradePolicy', 'Grant-CsTeamsUpgradePolicy'],
];

const wishes: Record<'cloud-connector' | 'direct-routing', Wished[]> = {
  [cloud]: [
    {
      what: 'disable voice',
      operation: 'disable-voice',
      input: { user: busy },
      writes: ['Set-CsUser', 'Set-CsUserPstnSettings'],
      account: { voice: false, number: null, site: null, voicemail: true },
      warnings: ['warning.cools'],
    },
    {
      what: 'change number',
      operation: 'change-number',
      input: { user: busy, number: '+14255550140' },
      writes: ['Set-CsUser'],
      account: { voice: true, number: '+14255550140', site: 'Seattle' },
      warnings: ['warning.cools'],
    },
    {
      what: 'move with a number',
      operation: 'move',
      input: { user: busy, site: 'Paris', number: '+33142685377' },
      writes: ['Set-CsUser', 'Set-CsUserPstnSettings', 'Grant-CsTenantDialPlan'],
      account: {
        number: '+33142685377',
        site: 'Paris',
        voiceRoutingPolicy: 'InternationalCallsDisallowed',
        policies: { TenantDialPlan: 'Paris' },
      },
      warnings: ['warning.siteEmergency', 'warning.cools'],
    },
    {
      what: 'move without one',
      operation: 'move',
      input: { user: busy, site: 'Paris' },
      writes: ['Set-CsUserPstnSettings', 'Grant-CsTenantDialPlan'],
      account: { number: '+14255550199', site: 'Paris' },
      warnings: ['warning.siteEmergency', 'warning.countryOfNumber'],
    },
    {
      what: 'remove site',
      operation: 'remove-site',
      input: { user: busy },
      writes: ['Set-CsUserPstnSettings'],
      account: { site: null, voice: true },
      warnings: ['warning.noSite.cloud-connector'],
    },
    {
      what: 'turn voicemail off',
      operation: 'turn-voicemail-off',
      input: { user: busy },
      writes: ['Set-CsUser'],
      account: { voicemail: false, voice: true, number: '+14255550199' },
      warnings: [],
    },
    {
      what: 'grant a dialout policy',
      operation: 'grant-policy',
      input: { user: busy, kind: 'dialOut', policy: 'DialoutCPCandPSTNDomestic' },
      writes: ['Grant-CsDialoutPolicy'],
      account: { policies: { OnlineDialOutPolicy: 'DialoutCPCandPSTNDomestic' } },
      warnings: [],
    },
    {
      what: 'turn voicemail on',
      operation: 'turn-voicemail-on',
      input: { user: 'newhire@contoso.com' },
      writes: ['Set-CsUser'],
      account: { voicemail: true, voice: false },
      warnings: [],
    },
  ],
  [direct]: [
    {
      what: 'disable voice',
      operation: 'disable-voice',
      input: { user: busy },
      writes: ['Remove-CsPhoneNumberAssignment', 'Grant-CsOnlineVoiceRoutingPolicy'],
      account: { voice: false, number: null, onlineVoiceRoutingPolicy: null },
      warnings: ['warning.cools'],
    },
    {
      what: 'change number',
      operation: 'change-number',
      input: { user: busy, number: '+14255550140' },
      writes: ['Set-CsPhoneNumberAssignment'],
      account: { voice: true, number: '+14255550140', onlineVoiceRoutingPolicy: 'Seattle-National' },
      warnings: ['warning.cools'],
    },
    {
      what: 'move with a number',
      operation: 'move',
      input: { user: busy, site: 'Paris', number: '+33142685377' },
      writes: [
        'Set-CsPhoneNumberAssignment',
        'Grant-CsOnlineVoiceRoutingPolicy',
        'Grant-CsTenantDialPlan',
        'Grant-CsTeamsEmergencyCallRoutingPolicy',
      ],
      account: {
        number: '+33142685377',
        onlineVoiceRoutingPolicy: 'Paris-National',
        policies: { TenantDialPlan: 'Paris', TeamsEmergencyCallRoutingPolicy: 'Paris-Emergency' },
      },
      warnings: ['warning.siteEmergency', 'warning.cools'],
    },
    {
      what: 'remove site',
      operation: 'remove-site',
      input: { user: busy },
      writes: ['Grant-CsOnlineVoiceRoutingPolicy'],
      account: { onlineVoiceRoutingPolicy: null, voice: true },
      warnings: ['warning.noSite.direct-routing'],
    },
    {
      what: 'set emergency location',
      operation: 'set-location',
      input: { user: busy, location: 'Seattle Floor 3' },
      writes: ['Set-CsPhoneNumberAssignment'],
      account: { locationId: floor3, number: '+14255550199' },
      warnings: [],
    },
    ...grants.map(([kind, policy, type, cmdlet]) => ({
      what: `grant ${kind}`,
      operation: 'grant-policy',
      input: { user: busy, kind, policy },
      writes: [cmdlet],
      account: { policies: { [type]: policy } },
      warnings: [],
    })),
    {
      what: 'turn voicemail off',
      operation: 'turn-voicemail-off',
      input: { user: busy },
      writes: ['Set-CsOnlineVoicemailUserSettings'],
      account: { voicemailSettings: { VoicemailEnabled: false } },
      warnings: [],
    },
  ],
};

describe.each([cloud, direct] as const)('what is asked of a person on %s', (platform) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(platform, { replicationMs: 300 });
  });
  afterEach(() => world.close());

  const written = () =>
    world.simulator
      .calls()
      .filter(({ cmdlet }) => !cmdlet.startsWith('Get-'))
      .map(({ cmdlet }) => cmdlet);
  // When voice began is history; voicemail that is on is on, by itself or by a setting; TeamsOnly has its policy, written down or not.
  const compared = ({ voicemailSettings, ...account }: Account) => ({
    ...account,
    voiceSince: 0,
    policies: { ...(account.teamsMode === 'TeamsOnly' && { TeamsUpgradePolicy: 'UpgradeToTeams' }), ...account.policies },
    voicemail: account.voicemail && voicemailSettings.VoicemailEnabled !== false,
  });
  const warned = ({ parts }: Change) => parts.flatMap(({ warnings }) => warnings.map(({ key }) => key));

  it.each(wishes[platform].map((wished) => [wished.what, wished] as const))(
    '%s: is done, is so then, and is put back',
    async (_, wished) => {
      const { operation, input, writes, account, warnings } = wished;
      const user = input.user ?? '';
      const before = structuredClone(world.simulator.account(user));
      const draft = await world.proposed(operation, input);
      expect(warned(draft)).toEqual(warnings);

      expect((await world.run(draft)).state).toBe('done');
      expect(written()).toEqual(writes);
      expect(world.simulator.account(user)).toMatchObject(account);
      await world.rest();
      expect(await world.propose(operation, input)).toMatchObject({ kind: 'already-so' });

      const back = await world.changes.putBack({ who: voiceAdmin, of: draft.id, proposedBy: 'back|1' });
      if (back.kind !== 'proposed') throw new Error(JSON.stringify(back));
      expect((await world.run(back.change)).state).toBe('done');
      expect(compared(world.simulator.account(user))).toEqual(compared(before));
      await world.rest();
      expect(await world.database.db.selectFrom('claims').selectAll().execute()).toEqual([]);
      expect(world.faults).toEqual([]);
    },
  );

  it.each([
    ['disable a number of Active Directory', 'disable-voice', { user: 'onprem@contoso.com' }, 'refusal.numberFromDirectory'],
    ['disable a number of a Calling Plan', 'disable-voice', { user: 'carla.callingplan@contoso.com' }, 'refusal.numberOfMicrosoft'],
    ['disable a resource account', 'disable-voice', { user: 'reception.seattle@contoso.com' }, 'refusal.resourceAccount'],
    [
      'change a number of Active Directory',
      'change-number',
      { user: 'onprem@contoso.com', number: '+14255550140' },
      'refusal.numberOnPremises',
    ],
    ['change a number that is not there', 'change-number', { user: 'bob@contoso.com', number: '+14255550140' }, 'refusal.noNumberToChange'],
    ['change to a number in use', 'change-number', { user: busy, number: '+14255550131' }, 'refusal.numberInUse'],
    ['move to a number of another site', 'move', { user: busy, site: 'Paris', number: '+14255550140' }, 'refusal.numberOutsideSite'],
    [
      'move a number of Active Directory away',
      'move',
      { user: 'onprem@contoso.com', site: 'Paris', number: '+33142685377' },
      'refusal.numberOnPremises',
    ],
    ['turn voicemail on without a licence', 'turn-voicemail-on', { user: 'unlicensed@contoso.com' }, 'refusal.licenceMissing'],
  ])('refuses to %s', async (_what, operation, input, key) => {
    expect(await world.propose(operation, input)).toMatchObject({ kind: 'refused', reason: { key } });
    expect(await world.database.db.selectFrom('claims').selectAll().execute()).toEqual([]);
  });

  it.each([
    ['disable-voice', { user: busy }],
    ['change-number', { user: busy, number: '+14255550140' }],
  ])('lets the old number cool after %s', async (operation, input) => {
    const draft = await world.proposed(operation, input);
    expect(draft.parts[0]?.warnings).toContainEqual({ key: 'warning.cools', values: { value: '+1 425 555 0199', days: 30 } });
    await world.run(draft);
    await world.rest();
    expect(await world.database.db.selectFrom('claims').select(['value', 'state']).execute()).toEqual([
      { value: '+14255550199', state: 'cooling' },
    ]);
    const toBob = { user: 'bob@contoso.com', site: 'Seattle', number: '+14255550199' };
    expect(await world.propose('enable-voice', toBob)).toMatchObject({ kind: 'refused', reason: { key: 'refusal.cooling' } });
  });

  it('takes along what came with the site, and leaves other policies', async () => {
    const own = { TenantDialPlan: 'Seattle', OnlineDialOutPolicy: 'DialoutCPCandPSTNDomestic', CallingLineIdentity: 'Anonymous' };
    world.simulator.control({ do: 'edit', user: busy, fields: { policies: own } });
    world.clock.advance(1_000);
    expect((await world.run(await world.proposed('remove-site', { user: busy }))).state).toBe('done');
    const { TenantDialPlan: _, ...others } = own;
    expect(world.simulator.account(busy).policies).toEqual(others);
    await world.rest();
    expect((await world.run(await world.proposed('disable-voice', { user: busy }))).state).toBe('done');
    expect(world.simulator.account(busy).policies).toEqual(
      platform === direct ? { OnlineDialOutPolicy: 'DialoutCPCandPSTNDomestic' } : others,
    );
  });

  it('gives whoever gets voice what comes with the site, and takes it back', async () => {
    const bob = { user: 'bob@contoso.com', site: 'Seattle', number: '+14255550140' };
    const theirs = { TenantDialPlan: 'Paris', OnlineDialOutPolicy: 'DialoutCPCandPSTNDomestic' };
    world.simulator.control({ do: 'edit', user: bob.user, fields: { policies: theirs } });
    world.clock.advance(1_000);
    const draft = await world.proposed('enable-voice', bob);
    expect(draft.parts[0]?.goal).toMatchObject({ dialPlan: { policy: 'Seattle', source: 'direct' } });
    const done = await world.run(draft);
    expect([done.state, world.simulator.account(bob.user).policies]).toEqual([
      'done',
      { ...theirs, TenantDialPlan: 'Seattle', ...(platform === direct && { TeamsEmergencyCallRoutingPolicy: 'Seattle-Emergency' }) },
    ]);
    await world.rest();
    expect(await world.propose('enable-voice', bob)).toMatchObject({ kind: 'already-so' });
    const back = await world.changes.putBack({ who: voiceAdmin, of: done.id, proposedBy: 'back|1' });
    if (back.kind !== 'proposed') throw new Error(JSON.stringify(back));
    expect((await world.run(back.change)).state).toBe('done');
    expect(world.simulator.account(bob.user).policies).toEqual(theirs);
  });

  it('leaves out what comes with the site and is not in the tenant, and says so', async () => {
    await world.close();
    world = await openWorld(platform, { population: 0 });
    const alice = { user: 'alice@contoso.com', site: 'Seattle', number: '+14255550140' };
    const draft = await world.proposed('enable-voice', alice);
    const lacks = draft.parts[0]?.warnings.find(({ key }) => key === 'warning.siteLacks');
    expect(lacks?.values?.policies).toEqual(platform === direct ? ['Seattle', 'Seattle-Emergency'] : ['Seattle']);
    expect(draft.parts[0]?.goal).not.toHaveProperty('dialPlan');
  });

  it('gives who is given a number what comes with its site', async () => {
    const draft = await world.proposed('give-number', { user: busy, receiver: 'bob@contoso.com' });
    expect(draft.parts[1]?.goal).toMatchObject({ dialPlan: { policy: 'Seattle', source: 'direct' } });
    expect((await world.run(draft)).state).toBe('done');
    expect(world.simulator.account('bob@contoso.com').policies).toMatchObject({ TenantDialPlan: 'Seattle' });
  });

  it('says of a site alone what it does not bring', async () => {
    const draft = await world.proposed('assign-site', { user: busy, site: 'Paris' });
    expect(warned(draft)).toContain('warning.siteBrings');
    expect(warned(await world.proposed('move', { user: 'jose.garcia@contoso.com', site: 'Paris' }))).not.toContain('warning.siteBrings');
  });

  it.each([
    ['set a location without a number', 'set-location', { user: 'bob@contoso.com', location: 'Paris' }, 'refusal.locationNeedsNumber'],
    ['grant what is not there', 'grant-policy', { user: busy, kind: 'dialPlan', policy: 'Berlin' }, 'field.policy.unknown'],
    ['set a location that is not there', 'set-location', { user: busy, location: 'Berlin' }, 'field.location.unknown'],
  ])('refuses to %s', async (_what, operation, input, key) => {
    const elsewhere = platform === cloud && operation === 'set-location';
    expect(await world.propose(operation, input)).toMatchObject({
      kind: 'refused',
      reason: { key: elsewhere ? 'refusal.noLocations' : key },
    });
  });

  it('says that a number of another site is one', async () => {
    const draft = await world.proposed('change-number', { user: busy, number: '+33142685377' });
    expect(warned(draft)).toEqual(['warning.countryOfNumber', 'warning.numberOutsideSite', 'warning.cools']);
  });

  it('reads a number without country where the person is, and offers the free ones of that site', async () => {
    const draft = await world.proposed('change-number', { user: 'marie.martin2@contoso.com', number: '01 42 68 53 77' });
    expect(draft.parts[0]?.goal.number).toBe('+33142685377');
  });
});

test('a location goes with its number, and comes back with it', async () => {
  const world = await openWorld(direct);
  world.simulator.control({ do: 'edit', user: busy, fields: { locationId: floor3 } });
  const done = await world.run(await world.proposed('change-number', { user: busy, number: '+14255550140' }));
  expect(world.simulator.account(busy)).toMatchObject({ number: '+14255550140', locationId: null });
  const back = await world.changes.putBack({ who: voiceAdmin, of: done.id, proposedBy: 'back|1' });
  if (back.kind !== 'proposed') throw new Error(JSON.stringify(back));
  expect((await world.run(back.change)).state).toBe('done');
  expect(world.simulator.account(busy)).toMatchObject({ number: '+14255550199', locationId: floor3 });
  const moved = await world.proposed('move', { user: busy, site: 'Paris' });
  expect(moved.parts[0]?.warnings.map(({ key }) => key)).toContain('warning.locationStays');
  await world.close();
});

test('a site that a group gives is not taken away', async () => {
  const world = await openWorld(direct);
  const refused = await world.propose('remove-site', { user: 'gina.groupgrant@contoso.com' });
  expect(refused).toMatchObject({ kind: 'refused', reason: { key: 'refusal.siteFromGroup', values: { policy: 'Tokyo-National' } } });
  await world.close();
});
