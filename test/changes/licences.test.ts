import type { Change } from '../../src/changes/change';
import { tokyoGroup } from '../../src/simulator/tenant-facts';
import { openWorld, voiceAdmin, type World } from './world';

const uma = 'unlicensed@contoso.com';
const bob = 'bob@contoso.com';

describe.each(['cloud-connector', 'direct-routing'] as const)('a phone licence on %s', (platform) => {
  const cloud = platform === 'cloud-connector';
  const giving = cloud ? 'Set-MsolUserLicense' : 'Set-MgUserLicense';
  let world: World;
  beforeEach(async () => {
    world = await openWorld(platform, { replicationMs: 300 });
    world.simulator.control({ do: 'provision', ms: 45 * 60_000 });
  });
  afterEach(() => world.close());

  const writes = () =>
    world.simulator
      .calls()
      .filter(({ cmdlet }) => !cmdlet.startsWith('Get-'))
      .map(({ cmdlet }) => cmdlet);
  const held = (user: string) => world.simulator.account(user).licences.map(({ sku }) => sku);
  const warned = ({ parts }: Change) => parts.flatMap(({ warnings }) => warnings.map(({ key }) => key));
  const edit = (user: string, fields: object) => {
    world.simulator.control({ do: 'edit', user, fields });
    world.clock.advance(1_000);
  };

  it('is given as an add-on to a suite, waited for, and enough for voice then', async () => {
    const draft = await world.proposed('give-licence', { user: uma });
    expect(draft.parts[0]?.plan.map(({ step }) => (step.kind === 'cmdlet' ? step.cmdlet : step.reason.key))).toEqual([
      giving,
      'wait.phoneSystem',
    ]);
    await world.changes.confirm(voiceAdmin, draft.id, draft.version);
    await world.work(async () => (await world.changes.get(voiceAdmin, draft.id)).parts[0]?.note?.key === 'wait.phoneSystem');
    expect(held(uma)).toEqual(['ENTERPRISEPACK', 'MCOEV']);
    await world.rest();
    expect((await world.changes.get(voiceAdmin, draft.id)).state).toBe('done');
    expect(await world.propose('give-licence', { user: uma })).toMatchObject({ kind: 'already-so' });
    expect(await world.propose('enable-voice', { user: uma, site: 'Seattle', number: '+14255550140' })).toMatchObject({ kind: 'proposed' });
  });

  it('goes when its change is put back; the usage location stays', async () => {
    edit(uma, { usageLocation: null });
    const refused = await world.propose('give-licence', { user: uma });
    expect(refused).toMatchObject({ kind: 'refused', reason: { key: 'refusal.noUsageLocation' } });
    const done = await world.run(await world.proposed('give-licence', { user: uma, country: 'France' }));
    expect([done.state, ...writes()]).toEqual(['done', cloud ? 'Set-MsolUser' : 'Update-MgUser', giving]);
    const back = await world.changes.putBack({ who: voiceAdmin, of: done.id, proposedBy: 'back|1' });
    if (back.kind !== 'proposed') throw new Error(JSON.stringify(back));
    expect((await world.run(back.change)).state).toBe('done');
    expect(world.simulator.account(uma)).toMatchObject({ usageLocation: 'FR', licences: [{ sku: 'ENTERPRISEPACK' }] });
    expect(world.faults).toEqual([]);
  });

  it('is a whole suite for somebody who has none', async () => {
    edit(uma, { licences: [], plans: [] });
    const done = await world.run(await world.proposed('give-licence', { user: uma }));
    expect([done.state, held(uma)]).toEqual(['done', ['ENTERPRISEPREMIUM']]);
  });

  it('is taken last, and only when asked for, when somebody leaves', async () => {
    const busy = 'busy@contoso.com';
    const draft = await world.proposed('disable-voice', { user: busy, licence: 'take the licence' });
    const done = await world.run(draft);
    expect([done.state, writes().at(-1), held(busy)]).toEqual(['done', giving, ['ENTERPRISEPACK']]);
    const back = await world.changes.putBack({ who: voiceAdmin, of: done.id, proposedBy: 'back|1' });
    if (back.kind !== 'proposed') throw new Error(JSON.stringify(back));
    expect((await world.run(back.change)).state).toBe('done');
    expect(world.simulator.account(busy)).toMatchObject({ voice: true, number: '+14255550199' });
    expect(held(busy)).toEqual(['ENTERPRISEPACK', 'MCOEV']);

    const kept = await world.run(await world.proposed('disable-voice', { user: busy, licence: 'keep the licence' }));
    expect([kept.state, held(busy)]).toEqual(['done', ['ENTERPRISEPACK', 'MCOEV']]);
  });

  it('that is a whole suite is taken as high risk, with what goes with it', async () => {
    const plans = ['MCOSTANDARD', 'TEAMS1', 'EXCHANGE_S_ENTERPRISE', 'MCOEV', 'MCOMEETADV'];
    edit(bob, {
      plans: plans.map((capability) => ({ capability, status: 'Enabled' })),
      licences: [{ sku: 'ENTERPRISEPREMIUM', direct: true, groups: [] }],
    });
    const draft = await world.proposed('take-licence', { user: bob });
    expect([draft.parts[0]?.risk, ...warned(draft)]).toEqual(['high', 'warning.wholeSuite']);
    expect([(await world.run(draft)).state, held(bob)]).toEqual(['done', []]);
  });

  it('of a group cannot be taken: the group is named', async () => {
    const fromGroup = { sku: 'MCOEV', direct: false, groups: [tokyoGroup] };
    const { licences } = world.simulator.account(bob);
    edit(bob, { licences: [...licences.filter(({ sku }) => sku !== 'MCOEV'), fromGroup] });
    const refusal = { kind: 'refused', reason: { key: 'refusal.licenceOfGroup', values: { group: 'Voice Tokyo' } } };
    expect(await world.propose('take-licence', { user: bob })).toMatchObject(refusal);
    expect(await world.propose('disable-voice', { user: bob, licence: 'take the licence' })).toMatchObject(refusal);
    expect(await world.propose('give-licence', { user: bob })).toMatchObject({ kind: 'already-so' });
  });

  it('is not taken from under a number', async () => {
    expect(await world.propose('take-licence', { user: 'busy@contoso.com' })).toMatchObject({
      kind: 'refused',
      reason: { key: 'refusal.licenceInUse' },
    });
    expect(await world.propose('take-licence', { user: uma })).toMatchObject({ kind: 'already-so' });
  });

  it('needs a free seat', async () => {
    const seats = { ENTERPRISEPREMIUM: 1, ENTERPRISEPACK: 200, MCOEV: 1 };
    world.simulator.control({ do: 'configure', fields: { seats } });
    world.clock.advance(1_000);
    expect(await world.propose('give-licence', { user: uma })).toMatchObject({ kind: 'refused', reason: { key: 'refusal.noSeat' } });
  });

  it('that is there and not ready is no reason for another', async () => {
    expect(await world.propose('give-licence', { user: 'petra.pending@contoso.com' })).toMatchObject({
      kind: 'refused',
      reason: { key: 'refusal.licencePending' },
    });
  });

  it('costs no read of those who ask for something else', async () => {
    const before = world.simulator.calls().length;
    await world.propose('enable-voice', { user: 'newhire@contoso.com', site: 'Seattle', number: '+14255550140' });
    const reads = world.simulator.calls().slice(before);
    expect(reads.filter(({ cmdlet }) => /Msol|Mg|Voicemail/.test(cmdlet))).toEqual([]);
  });

  it('brings somebody whom telephony never knew into its directory, and is enough for voice then', async () => {
    await world.close();
    world = await openWorld(platform, { replicationMs: 300, population: 0 });
    world.simulator.control({ do: 'provision', ms: 45 * 60_000 });
    const dan = 'dan@contoso.com';
    const voice = () => world.propose('enable-voice', { user: dan, site: 'Seattle', number: '+14255550140' });
    expect(await voice()).toMatchObject({ kind: 'refused', reason: { key: 'refusal.neverLicensed' } });
    for (const operation of ['allow-international', 'turn-voicemail-off', 'disable-voice', 'remove-site'])
      expect(await world.propose(operation, { user: dan })).toMatchObject({ kind: 'refused', reason: { key: 'refusal.neverLicensed' } });
    const draft = await world.proposed('give-licence', { user: dan, country: 'US' });
    expect(draft.parts[0]?.subject.labels).toEqual([{ key: 'account.notInDirectory' }]);
    await world.changes.confirm(voiceAdmin, draft.id, draft.version);
    await world.work(async () => (await world.changes.get(voiceAdmin, draft.id)).parts[0]?.note?.key === 'wait.phoneSystem');
    expect(await voice()).toMatchObject({ kind: 'refused', reason: { key: 'refusal.notInDirectoryYet' } });
    await world.rest();
    expect([(await world.changes.get(voiceAdmin, draft.id)).state, held(dan)]).toEqual(['done', ['ENTERPRISEPREMIUM']]);
    expect(await voice()).toMatchObject({ kind: 'proposed' });
    expect(world.faults).toEqual([]);
  });

  it('that was given elsewhere and has not arrived is no reason for another', async () => {
    await world.close();
    world = await openWorld(platform, { population: 0 });
    const dan = 'dan@contoso.com';
    edit(dan, { usageLocation: 'US', licences: [{ sku: 'ENTERPRISEPREMIUM', direct: true, groups: [] }] });
    expect(await world.propose('give-licence', { user: dan })).toMatchObject({
      kind: 'refused',
      reason: { key: 'refusal.notInDirectoryYet' },
    });
  });
});
