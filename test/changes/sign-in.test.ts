import { accountKey, type Identity } from '../../src/auth/person';
import { signInAsked } from '../../src/store/sign-ins';
import { committee } from './committee';
import { nobodyElse, openWorld, voiceAdmin, type World } from './world';
import { approvalsSchema, policyOf } from '../../src/approvals/policy-schema';

const signedOut = { id: 'SignIn.signed-out', message: 'A sign-in is needed.' };
const site = { user: 'busy@contoso.com', site: 'Paris' };

describe('a change whose person has to sign in', () => {
  let world: World;
  const open = async (options: Parameters<typeof openWorld>[1] = {}) => {
    world = await openWorld('direct-routing', options);
    world.context.proven = { at: async () => world.clock.now(), freshMs: () => 3_600_000 };
  };
  afterEach(() => world.close());

  const get = (id: number) => world.changes.load(id);
  const until = (id: number, state: string) => world.work(async () => (await get(id)).state === state);
  const refuse = (cmdlet: string, times = 1, error = signedOut) =>
    world.simulator.control({ do: 'fault', kind: 'refuse', cmdlet, times, error });
  const signIn = (who: Identity) =>
    world.database.transaction(async (trx) => world.changes.signedIn(trx, { groups: [], roles: [], ...who }));
  const entries = async (id: number) =>
    (await world.database.db.selectFrom('audit').select('kind').where('change_id', '=', id).orderBy('seq').execute()).map(
      ({ kind }) => kind,
    );

  it.each([
    ['a read', 'Get-CsOnlineUser'],
    ['a write', 'Grant-CsOnlineVoiceRoutingPolicy'],
  ])('waits for %s, asks that person, and goes on once they have signed in', async (_what, cmdlet) => {
    await open();
    const { id, version } = await world.proposed('assign-site', site);
    await world.changes.confirm(voiceAdmin, id, version);
    refuse(cmdlet);
    await until(id, 'waiting-sign-in');
    expect((await get(id)).parts[0]?.note?.key).toBe('error.signIn.signedOut');
    expect(await signInAsked(world.database.db, { person: accountKey(voiceAdmin) })).toMatchObject({ reason: 'signed-out', silent: true });
    world.clock.advance(3 * 86_400_000);
    expect(await signIn(voiceAdmin)).toEqual([id]);
    await world.work(async () => (await get(id)).endedAt !== null);
    expect((await get(id)).state).toBe('done');
    expect((await entries(id)).filter((kind) => /sign-in|resumed/.test(kind))).toEqual(['change.waiting-sign-in', 'change.resumed']);
    expect(world.faults).toEqual([]);
  });

  it('goes on when somebody says so, and asks again where there is still no sign-in', async () => {
    await open();
    const { id, version } = await world.proposed('assign-site', site);
    await world.changes.confirm(voiceAdmin, id, version);
    refuse('Grant-CsOnlineVoiceRoutingPolicy', 2);
    await until(id, 'waiting-sign-in');
    world.clock.advance(1_000);
    await world.changes.resume(voiceAdmin, id);
    await until(id, 'waiting-sign-in');
    world.clock.advance(1_000);
    await world.changes.resume(voiceAdmin, id);
    await world.work(async () => (await get(id)).endedAt !== null);
    expect([(await get(id)).state, (await get(id)).parts[0]?.journal.map(({ outcome }) => outcome).slice(0, 3)]).toEqual([
      'done',
      ['not-run', 'not-run', 'done'],
    ]);
  });

  it('goes on with what waited for that person alone', async () => {
    await open();
    const { id, version } = await world.proposed('assign-site', site);
    await world.changes.confirm(voiceAdmin, id, version);
    refuse('Get-CsOnlineUser');
    await until(id, 'waiting-sign-in');
    expect(await signIn({ ...voiceAdmin, objectId: 'somebody-else' })).toEqual([]);
    expect((await get(id)).state).toBe('waiting-sign-in');
    await world.changes.stop(voiceAdmin, id);
    refuse('Get-CsOnlineUser');
    await until(id, 'cancelled');
  });

  it('keeps the approval, unless who approved may no longer approve', async () => {
    const people = committee();
    const policy = policyOf(approvalsSchema.parse({ rules: [{ name: 'All', when: {}, stages: [{ approvers: 1 }] }] }));
    await open({ policy, access: people.access });
    const vera = await people.person('vera');
    const ann = await people.person('ann');
    const approved = async (name: string) => {
      const { id } = await world.proposed('assign-site', { ...site, site: name }, vera);
      await world.changes.confirm(vera, id);
      expect((await world.changes.vote({ who: ann, id, kind: 'approve', comment: null })).refused).toBeNull();
      refuse('Get-CsOnlineUser');
      await until(id, 'waiting-sign-in');
      return id;
    };
    const kept = await approved('Paris');
    expect(await signIn(vera)).toEqual([kept]);
    await world.work(async () => (await get(kept)).endedAt !== null);
    expect((await get(kept)).state).toBe('done');
    await world.rest();
    const lost = await approved('Tokyo');
    people.move('ann', []);
    await signIn(vera);
    await until(lost, 'awaiting-approval');
    expect((await get(lost)).runsAs).toBeNull();
  });
});

describe('whoever decides', () => {
  let world: World;
  let signedInAt: Date | null;
  const people = committee();
  const minute = 60_000;
  const risky = { user: 'busy@contoso.com' };

  beforeEach(async () => {
    const policy = policyOf(
      approvalsSchema.parse({
        rules: [
          { name: 'Sites', when: { fact: 'site' }, stages: [{ approvers: 1 }] },
          { name: 'Else', when: {}, stages: [] },
        ],
      }),
    );
    world = await openWorld('direct-routing', { policy, access: people.access });
    world.context.proven = { at: async () => signedInAt, freshMs: () => 60 * minute };
  });
  afterEach(() => world.close());

  const ago = (minutes: number) => new Date(world.clock.now().getTime() - minutes * minute);

  it.each([
    ['never', null],
    ['too long ago', 61],
  ])('may not confirm a risky change when they signed in %s, and may with the same click after it', async (_when, minutes) => {
    const vera = await people.person('vera');
    const { id, version } = await world.proposed('allow-international', risky, vera);
    signedInAt = minutes === null ? null : ago(minutes);
    expect(await world.changes.confirm(vera, id, version)).toMatchObject({
      refused: { key: 'refusal.signInAgain', values: { minutes: 60 } },
      needsSignIn: true,
    });
    signedInAt = ago(59);
    expect(await world.changes.confirm(vera, id, version)).toMatchObject({ refused: null });
    const kinds = await world.database.db.selectFrom('audit').select('kind').where('change_id', '=', id).orderBy('seq').execute();
    expect(kinds.map(({ kind }) => kind)).toEqual(['change.proposed', 'change.refused', 'change.confirmed']);
  });

  it('is asked for nothing where the change is not risky', async () => {
    const vera = await people.person('vera');
    const { id, version } = await world.proposed('assign-site', site, vera);
    signedInAt = null;
    expect((await world.changes.confirm(vera, id, version)).refused).toBeNull();
  });

  it('may not vote without a fresh sign-in; who may not vote at all is told that', async () => {
    const [vera, ann] = [await people.person('vera'), await people.person('ann')];
    const { id } = await world.proposed('assign-site', site, vera);
    await world.changes.confirm(vera, id);
    signedInAt = ago(120);
    for (const kind of ['approve', 'deny'] as const)
      expect(await world.changes.vote({ who: ann, id, kind, comment: 'because' })).toMatchObject({
        refused: { key: 'refusal.signInAgain' },
        needsSignIn: true,
      });
    const own = await world.changes.vote({ who: vera, id, kind: 'approve', comment: null });
    expect([own.refused?.key, own.needsSignIn]).not.toContain('refusal.signInAgain');
    expect(own.needsSignIn).toBeUndefined();
    signedInAt = ago(1);
    expect((await world.changes.vote({ who: ann, id, kind: 'approve', comment: null })).refused).toBeNull();
  });
});

it('asks nobody where nobody signs in', async () => {
  const world = await openWorld('direct-routing', { policy: nobodyElse });
  const { id, version } = await world.proposed('assign-site', site);
  world.simulator.control({ do: 'fault', kind: 'refuse', cmdlet: 'Get-CsOnlineUser', error: signedOut });
  await world.changes.confirm(voiceAdmin, id, version);
  await world.work(async () => (await world.changes.load(id)).state === 'waiting-sign-in');
  expect(await signInAsked(world.database.db, { person: accountKey(voiceAdmin) })).toBeNull();
  await world.close();
});
