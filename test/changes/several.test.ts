import { approvalsSchema, policyOf } from '../../src/approvals/policy-schema';
import type { Asking, Change } from '../../src/changes/change';
import type { Tenant } from '../../src/tenant/tenant';
import { persona } from '../sample-model';
import { committee } from './committee';
import { openWorld, voiceAdmin, type World } from './world';

const enable = (user: string, number: string): Asking => ({
  operation: 'enable-voice',
  input: { user: `${user}@contoso.com`, site: 'Seattle', number },
});
const assign = (user: string, site: string): Asking => ({ operation: 'assign-site', input: { user: `${user}@contoso.com`, site } });
const allow = (user: string): Asking => ({ operation: 'allow-international', input: { user: `${user}@contoso.com` } });

describe.each(['cloud-connector', 'direct-routing'] as const)('several wishes as one change on %s', (platform) => {
  let world: World;
  /** Called before each write, with its cmdlet and whom it is for. */
  let onWrite: (identity: string) => { id: string; message: string } | null;
  let reads: number;
  const wrap = (tenant: Tenant): Tenant => ({
    ...tenant,
    call: async (call) => {
      if (call.cmdlet.startsWith('Get-')) reads += 1;
      const error = call.cmdlet.startsWith('Get-') ? null : onWrite(String(call.parameters.Identity ?? ''));
      return error ? { outcome: 'failed', error } : tenant.call(call);
    },
  });
  beforeEach(async () => {
    onWrite = () => null;
    reads = 0;
    world = await openWorld(platform, { replicationMs: 300, wrap });
  });
  afterEach(() => world.close());

  let asked = 0;
  const proposeSeveral = (wishes: readonly Asking[], who = voiceAdmin, replaces?: number) =>
    world.changes.proposeSeveral({ who, wishes, proposedBy: `several|${++asked}`, ...(replaces !== undefined && { replaces }) });
  const proposed = async (wishes: readonly Asking[]): Promise<Change> => {
    const proposal = await proposeSeveral(wishes);
    if (proposal.kind !== 'proposed') throw new Error(JSON.stringify(proposal));
    return proposal.change;
  };
  const became = ({ request }: Change) =>
    request.kind === 'several' ? request.wishes.map(({ parts, leftOut }) => leftOut?.reason.key ?? parts) : [];
  const statesOf = ({ parts }: Change) => parts.map(({ state }) => state);
  const three = [enable('newhire', '+14255550140'), enable('bob', '+14255550141'), allow('busy')];

  it('runs as one and is put back as one', async () => {
    const draft = await proposed(three);
    expect(became(draft)).toEqual([[0], [1], [2]]);
    const done = await world.run(draft);
    expect([done.state, ...statesOf(done)]).toEqual(['done', 'done', 'done', 'done']);
    await world.rest();
    const back = await world.changes.putBack({ who: voiceAdmin, of: done.id, proposedBy: 'back' });
    if (back.kind !== 'proposed') throw new Error(JSON.stringify(back));
    const put = await world.run(back.change);
    expect([put.state, put.parts.length]).toEqual(['done', 3]);
    expect(['newhire', 'bob'].map((alias) => world.simulator.account(alias).number)).toEqual([null, null]);
    expect(world.faults).toEqual([]);
  });

  it('names what cannot be planned and goes on with the rest', async () => {
    const open = await world.proposed('assign-site', assign('jose.garcia', 'Tokyo').input);
    const draft = await proposed([
      enable('unlicensed', '+14255550142'),
      enable('newhire', '+14255550140'),
      enable('bob', '+14255550140'),
      assign('newhire', 'Paris'),
      assign('jose.garcia', 'Paris'),
      { operation: 'turn-voicemail-on', input: { user: 'nobody.at.all@contoso.com' } },
      { operation: 'remove-site', input: { user: 'bob@contoso.com' } },
      allow('busy'),
    ]);
    expect(became(draft)).toEqual([
      'refusal.licenceMissing',
      [0],
      'leftOut.takenAbove',
      'leftOut.twice',
      'leftOut.alreadyOpen',
      expect.stringMatching(/^field\.person\./),
      expect.stringMatching(/^(leftOut\.alreadySo|refusal\.)/),
      [1],
    ]);
    expect(open.id).not.toBe(draft.id);
    expect((await world.run(draft)).state).toBe('done');
  });

  it('says why where nothing can go on', async () => {
    expect(await proposeSeveral([enable('unlicensed', '+14255550142'), enable('deleted.person', '+14255550141')])).toMatchObject({
      kind: 'refused',
      leftOut: [{ name: 'unlicensed@contoso.com', reason: { key: 'refusal.licenceMissing' } }, { name: 'deleted.person@contoso.com' }],
    });
  });

  it('goes on with others where one fails', async () => {
    const draft = await proposed(three);
    const bob = draft.parts[1]?.key ?? '';
    onWrite = (identity) => (identity === bob || identity.startsWith('bob@') ? { id: 'BadRequest', message: 'No.' } : null);
    const ended = await world.run(draft);
    expect([ended.state, ...statesOf(ended)]).toEqual(['partly-done', 'done', 'failed', 'done']);
  });

  it('goes on with others where one was changed meanwhile, and asks anew for that one alone', async () => {
    const draft = await proposed([...three.slice(0, 2), assign('busy', 'Paris')]);
    const site = platform === 'cloud-connector' ? { site: 'Tokyo' } : { onlineVoiceRoutingPolicy: 'Tokyo-National' };
    world.simulator.control({ do: 'edit', user: 'busy', fields: site });
    world.clock.advance(1_000);
    const ended = await world.run(draft);
    expect([ended.state, ...statesOf(ended)]).toEqual(['partly-done', 'done', 'done', 'failed']);
    expect(ended.parts[2]?.note?.key).toBe('note.askedAnew');
    const [anew] = await world.changes.list(voiceAdmin, { limit: 1 });
    expect(anew).toMatchObject({
      state: 'draft',
      request: { kind: 'operation', operation: 'assign-site', input: { user: 'busy@contoso.com', site: 'Paris' } },
      replaces: { id: draft.id },
    });
    expect(anew?.parts.map(({ subject }) => subject.upn)).toEqual(['busy@contoso.com']);
    expect((await world.run(anew!)).state).toBe('done');
  });

  it('frees the key of a part that has ended while others run', async () => {
    const draft = await proposed(three);
    let second = false;
    onWrite = (identity) => {
      const isFirst = identity === draft.parts[0]?.key || identity.startsWith('newhire@');
      second ||= !isFirst;
      return isFirst ? { id: 'BadRequest', message: 'No.' } : null;
    };
    await world.changes.confirm(voiceAdmin, draft.id, draft.version);
    await world.work(() => Promise.resolve(second));
    expect((await world.changes.get(voiceAdmin, draft.id)).endedAt).toBeNull();
    expect(await world.propose('enable-voice', enable('newhire', '+14255550140').input)).toMatchObject({ kind: 'proposed' });
    await world.rest();
  });

  it('stops before what has not begun, and tells the truth of what has', async () => {
    const draft = await proposed(three);
    let stopped = false;
    onWrite = () => {
      stopped = true;
      return null;
    };
    await world.changes.confirm(voiceAdmin, draft.id, draft.version);
    await world.work(() => Promise.resolve(stopped));
    await world.changes.stop(voiceAdmin, draft.id);
    await world.work(async () => (await world.changes.get(voiceAdmin, draft.id)).endedAt !== null);
    const ended = await world.changes.get(voiceAdmin, draft.id);
    for (const part of ended.parts) if (part.state === 'not-started') expect(part.journal).toEqual([]);
    await world.rest();
    expect(world.faults).toEqual([]);
  });

  it('weighs everything at once for the approval, and counts each', async () => {
    const draft = await proposed([...three, { operation: 'disable-voice', input: { user: 'jose.garcia@contoso.com' } }]);
    expect(draft.parts.map(({ risk }) => risk)).toContain('high');
    expect(draft.approval).not.toBeNull();
  });

  it('edits: the new draft takes the place of the old one', async () => {
    const draft = await proposed(three);
    const again = await proposeSeveral(three.slice(0, 2), voiceAdmin, draft.id);
    expect(again).toMatchObject({ kind: 'proposed', change: { parts: { length: 2 } } });
    expect((await world.changes.get(voiceAdmin, draft.id)).state).toBe('superseded');
  });

  it('reads each part when its time has come, not whenever another moves', async () => {
    const found = await world.context.tenantFor(voiceAdmin).call({ cmdlet: 'Get-CsOnlineUser', parameters: {} });
    const output = found.outcome === 'done' ? found.output : [];
    const people = output.flatMap(({ EnterpriseVoiceEnabled, UserPrincipalName }) =>
      EnterpriseVoiceEnabled === true ? [String(UserPrincipalName)] : [],
    );
    const wishes = (count: number) => people.slice(0, count).map((user) => ({ operation: 'turn-voicemail-off', input: { user } }));
    const readsOf = async (all: readonly Asking[]) => {
      const draft = await proposed(all);
      reads = 0;
      await world.run(draft);
      return reads / draft.parts.length;
    };
    const four = await readsOf(wishes(4));
    const others = people.slice(4, 20).map((user) => ({ operation: 'turn-voicemail-off', input: { user } }));
    expect(await readsOf(others)).toBeLessThan(1.3 * four);
  });
});

describe.each(['cloud-connector', 'direct-routing'] as const)('who decides about several wishes on %s', (platform) => {
  const policy = policyOf(
    approvalsSchema.parse({
      default: { stages: [{ approvers: 1 }], runAs: 'approver' },
      rules: [
        { name: 'off', when: { fact: 'voice', to: 'off' }, stages: [{ approvers: 1 }], runAs: 'requester' },
        { name: 'usual', when: { risk: 'low' }, stages: [] },
      ],
    }),
  );

  it('asks once for all of it, and anew for what was changed meanwhile alone', async () => {
    const people = committee();
    const world = await openWorld(platform, { replicationMs: 100, policy, access: people.access });
    try {
      const [vera, ann] = [await people.person('vera'), await people.person('ann')];
      const wishes = [enable('newhire', '+14255550140'), { operation: 'disable-voice', input: { user: 'busy@contoso.com' } }];
      const proposal = await world.changes.proposeSeveral({ who: vera, wishes, proposedBy: 'several' });
      if (proposal.kind !== 'proposed') throw new Error(JSON.stringify(proposal));
      const { id, version, approval } = proposal.change;
      expect(approval).toMatchObject({ rules: ['off', 'usual'], stages: [{ approvers: 1 }] });
      const asked = await world.changes.confirm(vera, id, version, 'They swap.');
      expect([asked.refused, asked.change.state]).toEqual([null, 'awaiting-approval']);
      const voted = await world.changes.vote({ who: ann, id, kind: 'approve', comment: null });
      expect(voted.change.state).toBe('queued');
      const site = platform === 'cloud-connector' ? { site: 'Tokyo' } : { onlineVoiceRoutingPolicy: 'Tokyo-National' };
      world.simulator.control({ do: 'edit', user: 'busy', fields: site });
      world.clock.advance(1_000);
      await world.work(async () => (await world.changes.get(vera, id)).endedAt !== null);
      const ended = await world.changes.get(vera, id);
      expect(ended.parts.map(({ state }) => state)).toEqual(['done', 'failed']);
      const [anew] = await world.changes.list(vera, { limit: 1 });
      expect(anew).toMatchObject({ state: 'awaiting-approval', request: { operation: 'disable-voice' }, votes: [], replaces: { id } });
      expect([world.simulator.account('busy').voice, world.altered]).toEqual([true, []]);
      await world.changes.vote({ who: ann, id: anew!.id, kind: 'approve', comment: null });
      await world.rest();
      expect(world.simulator.account('busy').voice).toBe(false);
    } finally {
      await world.close();
    }
  });

  it('leaves out what is not theirs to ask for, and says so of nobody else', async () => {
    const world = await openWorld(platform);
    try {
      const wishes = [assign('busy', 'Paris'), assign('newhire', 'Paris'), assign('bob', 'Seattle')];
      const proposal = await world.changes.proposeSeveral({ who: persona('paris-desk'), wishes, proposedBy: 'several' });
      if (proposal.kind !== 'proposed') throw new Error(JSON.stringify(proposal));
      const { request, parts } = proposal.change;
      const reasons = request.kind === 'several' ? request.wishes.map(({ leftOut }) => leftOut?.reason.key ?? null) : [];
      expect([reasons, parts.length]).toEqual([['refusal.outside', null, 'refusal.outside'], 1]);
    } finally {
      await world.close();
    }
  });
});
