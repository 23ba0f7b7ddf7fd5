import { UserError } from '../../src/sentence';
import { auditor, helpdesk, openWorld, voiceAdmin, type World } from './world';

const platforms = ['cloud-connector', 'direct-routing'] as const;

describe.each(platforms)('a change on %s', (platform) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(platform, { replicationMs: 300 });
  });
  afterEach(() => world.close());

  const nina = { user: 'newhire@contoso.com', site: 'Seattle', number: '+14255550140' };
  const written = () =>
    world.simulator
      .calls()
      .filter(({ cmdlet }) => !cmdlet.startsWith('Get-'))
      .map(({ cmdlet }) => cmdlet);

  it('goes from a wish to a verified result and back', async () => {
    const before = structuredClone(world.simulator.account('newhire'));
    const draft = await world.proposed('enable-voice', nina);
    expect(draft.state).toBe('draft');
    expect(written()).toEqual([]);

    const done = await world.run(draft);
    expect(done.state).toBe('done');
    expect(written()).toEqual(
      platform === 'cloud-connector'
        ? ['Set-CsUser', 'Set-CsUserPstnSettings', 'Grant-CsVoiceRoutingPolicy', 'Grant-CsTenantDialPlan']
        : [
            'Set-CsPhoneNumberAssignment',
            'Grant-CsOnlineVoiceRoutingPolicy',
            'Grant-CsTenantDialPlan',
            'Grant-CsTeamsEmergencyCallRoutingPolicy',
          ],
    );
    expect(done.parts[0]?.after?.facts).toMatchObject({ voice: true, number: '+14255550140' });

    const back = await world.changes.putBack({ who: voiceAdmin, of: done.id, proposedBy: 'x|1' });
    if (back.kind !== 'proposed') throw new Error(JSON.stringify(back));
    expect((await world.run(back.change)).state).toBe('done');
    expect(world.simulator.account('newhire')).toMatchObject({ voice: before.voice, number: before.number });
    await world.rest();
    expect(await world.database.db.selectFrom('claims').selectAll().execute()).toEqual([]);
    expect(world.faults).toEqual([]);
  });

  it('takes an answer that comes late for what it is: how things stood when it was asked', async () => {
    const slow = await openWorld(platform, {
      replicationMs: 300,
      wrap: (tenant) => ({
        ...tenant,
        async call(call, ...rest) {
          const answer = await tenant.call(call, ...rest);
          if (call.cmdlet.startsWith('Get-')) slow.clock.advance(5_000);
          return answer;
        },
      }),
    });
    expect((await slow.run(await slow.proposed('enable-voice', nina))).state).toBe('done');
    await slow.close();
  });

  it('says «already so» and asks nobody', async () => {
    const proposal = await world.propose('enable-voice', { user: 'busy@contoso.com', site: 'Seattle', number: '+14255550199' });
    expect(proposal).toMatchObject({ kind: 'already-so', subject: { upn: 'busy@contoso.com' } });
  });

  it.each([
    ['no licence', { ...nina, user: 'unlicensed@contoso.com' }, 'refusal.licenceMissing'],
    ['a licence that is pending', { ...nina, user: 'petra.pending@contoso.com' }, 'refusal.licencePending'],
    ['a number in use', { ...nina, number: '+14255550199' }, 'refusal.numberInUse'],
    ['a number of a resource account', { ...nina, number: '+14255550101' }, 'refusal.numberInUse'],
    ['a number outside the site', { ...nina, number: '+14255550240' }, 'refusal.numberOutsideSite'],
    ['another number than the present one', { ...nina, user: 'busy@contoso.com' }, 'refusal.numberAlreadyOther'],
    ['another number than the one from Active Directory', { ...nina, user: 'onprem@contoso.com' }, 'refusal.numberOnPremises'],
    ['a resource account', { ...nina, user: 'accueil.paris@contoso.com' }, 'refusal.resourceAccount'],
  ])('refuses %s and takes nothing', async (_what, input, key) => {
    expect(await world.propose('enable-voice', input)).toMatchObject({ kind: 'refused', reason: { key } });
    expect(await world.database.db.selectFrom('claims').selectAll().execute()).toEqual([]);
  });

  it('enables an Active Directory number without assigning it', async () => {
    const done = await world.run(
      await world.proposed('enable-voice', { user: 'onprem@contoso.com', site: 'Seattle', number: '+14255550150' }),
    );
    expect(done.state).toBe('done');
    const [first] = world.simulator.calls().filter(({ cmdlet }) => !cmdlet.startsWith('Get-'));
    expect(first?.parameters).not.toHaveProperty(platform === 'cloud-connector' ? 'OnPremLineURI' : 'PhoneNumber');
    expect(world.simulator.account('onprem')).toMatchObject({ voice: true, number: '+14255550150', numberFromDirectory: true });
  });

  it('shows the open change on the same person instead of a second one', async () => {
    const first = await world.proposed('enable-voice', nina);
    expect(await world.propose('enable-voice', { ...nina, number: '+14255550141' }, helpdesk)).toMatchObject({
      kind: 'already-open',
      change: { id: first.id },
    });
  });

  it('gives a number to one open change alone', async () => {
    const first = await world.proposed('enable-voice', nina);
    expect(await world.propose('enable-voice', { ...nina, user: 'bob@contoso.com' })).toMatchObject({
      kind: 'refused',
      reason: { key: 'refusal.claimed', values: { change: first.id } },
    });
    await world.changes.withdraw(voiceAdmin, first.id);
    expect(await world.propose('enable-voice', { ...nina, user: 'bob@contoso.com' })).toMatchObject({ kind: 'proposed' });
  });

  it('takes one effect from two clicks and answers a stale one with the fresh change', async () => {
    const draft = await world.proposed('enable-voice', nina);
    const [one, two] = await Promise.all([
      world.changes.confirm(voiceAdmin, draft.id, draft.version),
      world.changes.confirm(voiceAdmin, draft.id, draft.version),
    ]);
    expect([one.refused, two.refused].filter((refused) => refused === null)).toHaveLength(1);
    await world.rest();
    expect(new Set(written()).size).toBe(written().length);
    expect((await world.changes.confirm(voiceAdmin, draft.id, draft.version)).refused).toMatchObject({ key: 'refusal.notOpen' });
  });

  it('asks approvers where who wants it may not confirm', async () => {
    const draft = await world.proposed('enable-voice', nina, helpdesk);
    expect(await world.changes.confirm(auditor, draft.id)).toMatchObject({ refused: { key: 'refusal.right.confirm' } });
    expect(await world.changes.confirm(helpdesk, draft.id, draft.version)).toMatchObject({
      change: { state: 'awaiting-approval' },
      refused: null,
    });
    await expect(world.changes.get({ ...helpdesk, roles: [] }, draft.id)).rejects.toBeInstanceOf(UserError);
  });

  it('stops before the next step', async () => {
    world.simulator.control({ do: 'replicate', ms: 600 });
    const draft = await world.proposed('enable-voice', nina);
    await world.changes.confirm(voiceAdmin, draft.id, draft.version);
    await world.work(async () => written().length === 1);
    await world.changes.stop(voiceAdmin, draft.id);
    await world.rest();
    expect(await world.changes.get(voiceAdmin, draft.id)).toMatchObject({ state: 'cancelled' });
    expect(written()).toHaveLength(1);
  });

  it('asks again when somebody changed what was reviewed', async () => {
    const draft = await world.proposed('enable-voice', nina);
    world.simulator.control({
      do: 'edit',
      user: 'newhire',
      fields: platform === 'cloud-connector' ? { site: 'Paris' } : { onlineVoiceRoutingPolicy: 'Paris-National' },
    });
    world.clock.advance(400);
    const ended = await world.run(draft);
    expect(ended.state).toBe('superseded');
    expect(written()).toEqual([]);
    const fresh = await world.changes.get(voiceAdmin, ended.replacedBy ?? 0);
    expect(fresh).toMatchObject({
      state: 'draft',
      replaces: { id: draft.id, moved: [{ fact: platform === 'cloud-connector' ? 'site' : 'routing' }] },
    });
    expect((await world.run(fresh)).state).toBe('done');
  });

  it('puts a number back without switching on the voice that a colleague switched off since', async () => {
    const done = await world.run(await world.proposed('change-number', { user: 'busy@contoso.com', number: '+14255550141' }));
    world.simulator.control({ do: 'edit', user: 'busy', fields: { voice: false } });
    world.clock.advance(60_000);
    const back = await world.changes.putBack({ who: voiceAdmin, of: done.id, proposedBy: 'back' });
    if (back.kind !== 'proposed') throw new Error(JSON.stringify(back));
    expect((await world.run(back.change)).state).toBe('done');
    expect(world.simulator.account('busy')).toMatchObject({ number: '+14255550199', voice: false });
  });

  it('tells a lost answer, looks for its effect, and sends nothing twice', async () => {
    world.simulator.control({
      do: 'fault',
      kind: 'lose',
      cmdlet: platform === 'cloud-connector' ? 'Set-CsUser' : 'Set-CsPhoneNumberAssignment',
    });
    const done = await world.run(await world.proposed('enable-voice', nina));
    expect(done.state).toBe('done');
    expect(done.parts[0]?.journal[0]).toMatchObject({ outcome: 'unknown' });
    expect(new Set(written()).size).toBe(written().length);
  });

  it('ends as unknown when an accepted write is never seen', async () => {
    world.simulator.control({ do: 'replicate', ms: 3_600_000 });
    const ended = await world.run(await world.proposed('enable-voice', nina));
    expect(ended).toMatchObject({ state: 'unknown', parts: [{ note: { key: 'note.neverSeen' } }] });
    expect(written()).toHaveLength(1);
  });

  it('tries a busy service again, three times at most', async () => {
    world.simulator.control({
      do: 'fault',
      kind: 'throttle',
      times: 2,
      cmdlet: platform === 'cloud-connector' ? 'Set-CsUser' : 'Set-CsPhoneNumberAssignment',
    });
    const done = await world.run(await world.proposed('enable-voice', nina));
    expect(done.state).toBe('done');
    expect(done.parts[0]?.journal.slice(0, 3).map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'done']);
  });

  it('puts back at once, before the service shows the first change', async () => {
    world.simulator.control({ do: 'replicate', ms: 900, flicker: true });
    const done = await world.run(await world.proposed('enable-voice', nina));
    const back = await world.changes.putBack({ who: voiceAdmin, of: done.id, proposedBy: 'x|2' });
    if (back.kind !== 'proposed') throw new Error(JSON.stringify(back));
    expect((await world.run(back.change)).state).toBe('done');
    expect(world.simulator.account('newhire')).toMatchObject({ voice: false, number: null });
  });

  it('puts back at once what was half done, though the failed half had never acted', async () => {
    const second = platform === 'cloud-connector' ? 'Set-CsUserPstnSettings' : 'Grant-CsOnlineVoiceRoutingPolicy';
    world.simulator.control({ do: 'fault', kind: 'fail', cmdlet: second, error: { id: 'BadRequest', message: 'No.' } });
    const failed = await world.run(await world.proposed('enable-voice', nina));
    expect(failed.state).toBe('failed');
    const back = await world.changes.putBack({ who: voiceAdmin, of: failed.id, proposedBy: 'x|3' });
    if (back.kind !== 'proposed') throw new Error(JSON.stringify(back));
    expect((await world.run(back.change)).state).toBe('done');
    expect(world.simulator.account('newhire')).toMatchObject({ voice: false, number: null });
  });

  it('expires a draft that nobody decided, and frees what it held', async () => {
    const draft = await world.proposed('enable-voice', nina);
    world.clock.advance(25 * 3_600_000);
    await world.work(async () => (await world.changes.get(voiceAdmin, draft.id)).state === 'expired');
    expect(await world.propose('enable-voice', { ...nina, user: 'bob@contoso.com' })).toMatchObject({ kind: 'proposed' });
  });

  it('offers no number to two people', async () => {
    const mine = await world.changes.freeNumbers(voiceAdmin, 'Seattle', 5);
    const theirs = await world.changes.freeNumbers(helpdesk, 'Seattle', 5);
    expect(mine).toHaveLength(5);
    expect(mine.filter((number) => theirs.includes(number))).toEqual([]);
    expect(await world.changes.freeNumbers(voiceAdmin, 'Seattle', 5)).toEqual(mine);
  });

  it('allows and blocks calls abroad, with the risk named', async () => {
    const allowed = await world.proposed('allow-international', { user: 'busy@contoso.com' });
    expect(allowed.parts[0]?.risk).toBe('high');
    expect((await world.run(allowed)).state).toBe('done');
    const blocked = await world.proposed('block-international', { user: 'busy@contoso.com' });
    expect(blocked.parts[0]?.risk).toBe('low');
    expect((await world.run(blocked)).state).toBe('done');
  });

  it('moves a person to another site and keeps how they dial', async () => {
    const done = await world.run(await world.proposed('assign-site', { user: 'busy@contoso.com', site: 'Paris' }));
    expect(done.state).toBe('done');
    expect(done.parts[0]?.warnings.map(({ key }) => key)).toEqual([
      'warning.siteEmergency',
      'warning.siteBrings',
      'warning.countryOfNumber',
    ]);
  });
});
