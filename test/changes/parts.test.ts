import type { Change } from '../../src/changes/change';
import type { Tenant } from '../../src/tenant/tenant';
import { openWorld, voiceAdmin, type World } from './world';

const busysNumber = '+14255550199';

describe.each(['cloud-connector', 'direct-routing'] as const)('a change with several parts on %s', (platform) => {
  let world: World;
  /** Answers to the next writes, instead of doing them; null lets one through. */
  let answers: ({ id: string; message: string } | null)[];
  const wrap = (tenant: Tenant): Tenant => ({
    ...tenant,
    call: async (call) => {
      const error = call.cmdlet.startsWith('Get-') ? null : answers.shift();
      return error ? { outcome: 'failed', error } : tenant.call(call);
    },
  });
  beforeEach(async () => {
    answers = [];
    world = await openWorld(platform, { replicationMs: 300, recheckAfterMs: [3_600_000, 24 * 3_600_000], wrap });
  });
  afterEach(() => world.close());

  const give = { user: 'busy@contoso.com', receiver: 'newhire@contoso.com' };
  const no = { id: 'BadRequest', message: 'No.' };
  const statesOf = (change: Change) => change.parts.map(({ state }) => state);
  const claims = () => world.database.db.selectFrom('claims').select(['value', 'state']).execute();
  const numbers = () => ['busy', 'newhire'].map((alias) => world.simulator.account(alias).number);
  const putBack = async (change: Change) => {
    const back = await world.changes.putBack({ who: voiceAdmin, of: change.id, proposedBy: `back|${change.id}` });
    if (back.kind !== 'proposed') throw new Error(JSON.stringify(back));
    return back.change;
  };

  it('hands a number on, holds it throughout, and hands it back in reverse', async () => {
    const draft = await world.proposed('give-number', give);
    expect(draft.parts.map(({ subject, needs }) => [subject.upn, needs])).toEqual([
      ['busy@contoso.com', []],
      ['newhire@contoso.com', [0]],
    ]);
    expect(await claims()).toEqual([{ value: busysNumber, state: 'held' }]);
    expect(draft.parts.map(({ risk }) => risk)).toEqual(['low', 'low']);
    expect((await world.run(draft)).state).toBe('done');
    expect(numbers()).toEqual([null, busysNumber]);
    await world.rest();
    expect(await claims()).toEqual([]);

    const back = await putBack(draft);
    expect(back.parts.map(({ subject, needs }) => [subject.upn, needs])).toEqual([
      ['newhire@contoso.com', []],
      ['busy@contoso.com', [0]],
    ]);
    expect((await world.run(back)).state).toBe('done');
    expect(numbers()).toEqual([busysNumber, null]);
    expect(world.faults).toEqual([]);
  });

  it('does not start what needs a part that failed', async () => {
    answers = [no];
    const ended = await world.run(await world.proposed('give-number', give));
    expect([ended.state, ...statesOf(ended)]).toEqual(['failed', 'failed', 'not-started']);
    expect(numbers()).toEqual([busysNumber, null]);
  });

  it('offers to put back what was done when a later part fails; the number cools meanwhile', async () => {
    answers = [null, no];
    const ended = await world.run(await world.proposed('give-number', give));
    await world.rest();
    expect([ended.state, ...statesOf(ended)]).toEqual(['partly-done', 'done', 'failed']);
    expect(await claims()).toEqual([{ value: busysNumber, state: 'cooling' }]);
    expect((await world.run(await putBack(ended))).state).toBe('done');
    expect(numbers()).toEqual([busysNumber, null]);
  });

  it.each([
    ['somebody without a number', { ...give, user: 'bob@contoso.com' }, 'refusal.noNumber'],
    ['a number that is another one', { ...give, number: '+14255550140' }, 'refusal.hasAnotherNumber'],
    ['to the same person', { ...give, receiver: give.user }, 'refusal.sameReceiver'],
    ['a number of Active Directory', { ...give, user: 'onprem@contoso.com' }, 'refusal.numberFromDirectory'],
    ['to somebody without a licence', { ...give, receiver: 'unlicensed@contoso.com' }, 'refusal.licenceMissing'],
    ['to somebody who has a number', { ...give, receiver: 'jose.garcia@contoso.com' }, 'refusal.numberAlreadyOther'],
  ])('refuses to give %s', async (_what, input, key) => {
    expect(await world.propose('give-number', input)).toMatchObject({ kind: 'refused', reason: { key } });
    expect(await claims()).toEqual([]);
  });

  it('shows the open change on either person instead of a second one', async () => {
    const draft = await world.proposed('give-number', give);
    expect(await world.propose('allow-international', { user: 'busy@contoso.com' })).toMatchObject({ kind: 'already-open' });
    expect(await world.propose('enable-voice', { user: 'newhire@contoso.com', site: 'Seattle', number: '+14255550140' })).toMatchObject({
      kind: 'already-open',
      change: { id: draft.id },
    });
  });

  it('waits for a role that only a person can give, and goes on when one says so', async () => {
    const change = await world.proposed('assign-site', { user: 'busy@contoso.com', site: 'Paris' });
    const denied = { id: 'Forbidden', message: 'Access Denied.' };
    answers = [denied, denied];
    await world.changes.confirm(voiceAdmin, change.id, change.version);
    const waits = async () => (await world.changes.get(voiceAdmin, change.id)).state === 'waiting-role';
    const goOn = async () => {
      world.clock.advance(60_000);
      expect((await world.changes.resume(voiceAdmin, change.id)).refused).toBeNull();
    };
    await world.work(waits);
    expect((await world.changes.get(voiceAdmin, change.id)).parts[0]?.note?.key).toBe('note.needsRole');

    await goOn();
    await world.work(async () => (await waits()) && (await world.changes.get(voiceAdmin, change.id)).parts[0]?.journal.length === 2);
    await goOn();
    await world.rest();
    const done = await world.changes.get(voiceAdmin, change.id);
    expect([done.state, done.parts[0]?.journal.map(({ outcome }) => outcome).slice(0, 3)]).toEqual(['done', ['failed', 'failed', 'done']]);
    expect((await world.changes.resume(voiceAdmin, change.id)).refused?.key).toBe('refusal.notWaitingForYou');
  });

  it('looks again after an hour and a day, and tells what did not last', async () => {
    const done = await world.run(await world.proposed('assign-site', { user: 'busy@contoso.com', site: 'Paris' }));
    const looked = async () => (await world.changes.get(voiceAdmin, done.id)).parts[0]!.rechecks;
    await world.work(async () => (await looked()).length === 1);
    expect((await looked())[0]?.moved).toEqual([]);
    const field = platform === 'cloud-connector' ? { site: 'Tokyo' } : { onlineVoiceRoutingPolicy: 'Tokyo-National' };
    world.simulator.control({ do: 'edit', user: 'busy@contoso.com', fields: field });
    await world.rest();
    expect((await looked())[1]?.moved.map(({ fact }) => fact)).toEqual([platform === 'cloud-connector' ? 'site' : 'routing']);
    expect((await world.changes.get(voiceAdmin, done.id)).version).toBeGreaterThan(done.version);
  });

  it('leaves a later change alone when it looks again', async () => {
    const first = await world.run(await world.proposed('assign-site', { user: 'busy@contoso.com', site: 'Paris' }));
    await world.run(await world.proposed('assign-site', { user: 'busy@contoso.com', site: 'Tokyo' }));
    await world.rest();
    expect((await world.changes.get(voiceAdmin, first.id)).parts[0]?.rechecks).toEqual([]);
  });
});
