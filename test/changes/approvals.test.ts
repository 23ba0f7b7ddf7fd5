import { sql } from 'kysely';
import { approvalsSchema, policyOf } from '../../src/approvals/policy-schema';
import { configuredGroups } from '../../src/auth/group-source';
import { createPeople } from '../../src/auth/people';
import type { Person } from '../../src/auth/person';
import type { Change } from '../../src/changes/change';
import { forgetApprovalsPlace, noteApprovalsPlace, noteReachable } from '../../src/store/reachable';
import { committee } from './committee';
import { openWorld, type World } from './world';

const hourMs = 3_600_000;
const policy = policyOf(
  approvalsSchema.parse({
    default: { stages: [{ approvers: 1 }], runAs: 'approver' },
    maxPending: 3,
    rules: [
      {
        name: 'abroad',
        when: { fact: 'callsAbroad', to: 'open' },
        stages: [{ approvers: 1 }, { managers: 1 }],
        runAs: 'requester',
        reason: 'required',
        expireAfterHours: 48,
        escalate: { to: 'seniors', at: 0.6 },
      },
      { name: 'off', when: { fact: 'voice', to: 'off' }, stages: [{ approvers: 1 }], runAs: 'requester' },
      { name: 'usual', when: { risk: 'low' }, stages: [] },
    ],
    protected: { people: ['bob@contoso.com'] },
  }),
);
const busy = { user: 'busy@contoso.com' };
const nina = { user: 'newhire@contoso.com', number: '+14255550142', site: 'Seattle' };
const because = 'She travels.';

describe.each(['cloud-connector', 'direct-routing'] as const)('approvals on %s', (platform) => {
  let world: World;
  let people: ReturnType<typeof committee>;
  let vera: Person;
  let hana: Person;
  let ann: Person;
  let bea: Person;
  let cy: Person;

  beforeEach(async () => {
    people = committee();
    world = await openWorld(platform, { replicationMs: 100, policy, access: people.access });
    [vera, hana, ann, bea, cy] = [
      await people.person('vera'),
      await people.person('hana'),
      await people.person('ann'),
      await people.person('bea'),
      await people.person('cy'),
    ];
  });
  afterEach(() => world.close());

  const now = (change: { id: number }) => world.changes.get(vera, change.id);
  const vote = (
    who: Person,
    change: { id: number },
    kind: 'approve' | 'deny' = 'approve',
    comment: string | null = kind === 'deny' ? 'No.' : null,
  ) => world.changes.vote({ who, id: change.id, kind, comment });
  const written = () => world.simulator.calls().filter(({ cmdlet }) => !cmdlet.startsWith('Get-'));
  const told = async (id: number) => {
    const rows = await world.database.db.selectFrom('audit').select('kind').where('change_id', '=', id).orderBy('seq').execute();
    return rows.map(({ kind }) => kind);
  };

  async function asked(operation = 'allow-international', input: Record<string, string> = busy, who = vera): Promise<Change> {
    const draft = await world.proposed(operation, input, who);
    const { change, refused } = await world.changes.confirm(who, draft.id, draft.version, because);
    expect([refused, change.state]).toEqual([null, 'awaiting-approval']);
    return change;
  }

  it('runs nothing before every stage is passed, and then with the credentials of who confirmed', async () => {
    const change = await asked();
    await world.rest();
    expect(await vote(ann, change)).toMatchObject({
      refused: null,
      change: { state: 'awaiting-approval', asked: { standing: { open: 1 } } },
    });
    expect(written()).toEqual([]);
    expect(await vote(cy, change)).toMatchObject({ refused: null, change: { state: 'queued', runsAs: { name: 'vera' } } });
    await world.work(async () => (await now(change)).endedAt !== null);
    expect((await now(change)).state).toBe('done');
    expect(await told(change.id)).toEqual(
      expect.arrayContaining(['change.proposed', 'change.approval-asked', 'change.approved', 'cmdlet.sent', 'change.ended']),
    );
  });

  it('lets who may not confirm ask, and runs with the credentials of the approver', async () => {
    const change = await asked('enable-voice', nina, hana);
    expect(await vote(ann, change)).toMatchObject({ refused: null, change: { state: 'queued', runsAs: { name: 'ann' } } });
  });

  it('runs what the policy lets through once it is confirmed', async () => {
    const draft = await world.proposed('enable-voice', nina, vera);
    expect(await world.changes.confirm(vera, draft.id)).toMatchObject({
      refused: null,
      change: { state: 'queued', runsAs: { name: 'vera' } },
    });
  });

  it('asks for the reason that the policy requires', async () => {
    const draft = await world.proposed('allow-international', busy, vera);
    expect(await world.changes.confirm(vera, draft.id)).toMatchObject({
      refused: { key: 'refusal.reasonNeeded' },
      change: { state: 'draft' },
    });
  });

  it.each([
    ['who asked', 'vera', 'refusal.approve.own'],
    ['a second account of who asked', 'vera-too', 'refusal.approve.own'],
    ['a member of a later stage', 'cy', 'refusal.approve.notMember'],
    ['an auditor', 'odile', 'refusal.approve.notMember'],
  ])('does not take the vote of %s, and records the attempt', async (_who, id, key) => {
    const change = await asked();
    expect(await vote(await people.person(id), change)).toMatchObject({
      refused: { key },
      change: { state: 'awaiting-approval', votes: [] },
    });
    expect((await told(change.id)).at(-1)).toBe('change.refused');
  });

  it('does not take the vote of a guest, who has no right to see it', async () => {
    const change = await asked();
    await expect(vote(await people.person('guest'), change)).rejects.toThrow('refusal.right.read');
  });

  it('does not let who confirmed somebody else’s draft approve it', async () => {
    people.move('vera', ['voice-admins', 'approvers']);
    vera = await people.person('vera');
    const draft = await world.proposed('allow-international', busy, hana);
    const { change } = await world.changes.confirm(vera, draft.id, draft.version, because);
    expect(await vote(vera, change)).toMatchObject({ refused: { key: 'refusal.approve.own' } });
  });

  it('does not let the person it is about approve it', async () => {
    people.add('target', ['approvers'], { objectId: world.simulator.account('busy').id });
    const change = await asked();
    expect(await vote(await people.person('target'), change)).toMatchObject({ refused: { key: 'refusal.approve.target' } });
  });

  it('needs another person for a change of oneself, also where the policy asks for none', async () => {
    people.add('nina', ['voice-admins'], { objectId: world.simulator.account('newhire').id });
    const nora = await people.person('nina');
    const change = await asked('enable-voice', nina, nora);
    expect(change.approval).toMatchObject({ because: ['oneself'], stages: [{ approvers: 1 }] });
  });

  it('needs an approver for a protected person', async () => {
    const change = await asked('enable-voice', { ...nina, user: 'bob@contoso.com' });
    expect(change.approval).toMatchObject({ because: ['protected'] });
  });

  it('counts nobody in two stages', async () => {
    const change = await asked();
    await vote(bea, change);
    expect(await vote(bea, change)).toMatchObject({ refused: { key: 'refusal.approve.already' } });
  });

  it('sends what waits to a conversation that approvers chose, too', async () => {
    const place = { conversation: 'channel', reference: '{}', at: '2026-11-24T08:00:00Z' };
    const { db } = world.database;
    const shown_as = JSON.stringify({ language: 'en', text: false, person: ann });
    const there = async () =>
      (await db.selectFrom('sent_cards').select('change_id').where('conversation', '=', 'channel').execute()).map(
        ({ change_id }) => change_id,
      );
    await noteApprovalsPlace(db, { ...place, shown_as });
    const change = await asked();
    expect(await there()).toEqual([change.id]);
    await forgetApprovalsPlace(db, 'channel');
    await asked('disable-voice', { user: 'jose.garcia@contoso.com' });
    expect(await there()).toEqual([change.id]);
  });

  it('counts two who vote at the same moment', async () => {
    const two = policyOf(approvalsSchema.parse({ rules: [{ name: 'off', when: {}, stages: [{ approvers: 2 }] }] }));
    world.context.policy = () => two;
    const change = await asked('disable-voice', busy);
    await Promise.all([vote(ann, change), vote(bea, change)]);
    expect(await now(change)).toMatchObject({ state: 'queued', asked: { standing: { open: null } } });
  });

  it('tells who asked what became of it, as a new message', async () => {
    await noteReachable(world.database.db, {
      conversation: 'of vera',
      reference: '{}',
      at: '2026-11-24T08:00:00Z',
      person: `${vera.tenantId}|${vera.objectId}`,
      shown_as: JSON.stringify({ language: 'en', text: false, person: vera }),
    });
    const messages = async () =>
      (await world.database.db.selectFrom('sent_cards').select('change_id').where('conversation', '=', 'of vera').execute()).length;
    const denied = await asked();
    await vote(ann, denied, 'deny', 'No.');
    expect(await messages()).toBe(1);
    const approved = await asked('disable-voice', busy);
    await vote(ann, approved);
    expect(await messages()).toBe(2);
    await world.rest();
    const expired = await asked('enable-voice', nina, hana);
    await world.work(async () => (await now(expired)).endedAt !== null);
    expect(await messages()).toBe(2);
  });

  it('keeps each vote; the last of a person counts', async () => {
    const change = await asked();
    await vote(ann, change);
    expect(await vote(ann, change)).toMatchObject({ refused: { key: 'refusal.approve.notMember' } });
    people.move('ann', ['approvers', 'managers']);
    const denied = await vote(bea, change, 'deny', 'Not now.');
    expect(denied).toMatchObject({ refused: null, change: { state: 'denied' } });
    expect(denied.change.votes.map(({ kind, comment }) => [kind, comment])).toEqual([
      ['approve', null],
      ['deny', 'Not now.'],
    ]);
    await world.rest();
    expect(written()).toEqual([]);
  });

  it('takes no denial without a word', async () => {
    const change = await asked();
    expect(await vote(ann, change, 'deny', null)).toMatchObject({ refused: { key: 'refusal.denyWithoutComment' }, change: { votes: [] } });
  });

  it('waits again when an approver has left the group before it begins', async () => {
    const change = await asked('disable-voice', busy);
    await vote(ann, change);
    people.move('ann', []);
    await world.work(async () => (await now(change)).state === 'awaiting-approval');
    expect(await now(change)).toMatchObject({ runsAs: null, asked: { standing: { open: 0 } } });
    expect(written()).toEqual([]);
    expect(await vote(bea, change)).toMatchObject({ change: { state: 'queued' } });
  });

  it('waits, and loses no vote, while the groups of who approved cannot be read', async () => {
    const change = await asked('disable-voice', busy);
    await vote(ann, change);
    const readable = world.context.people;
    const source = configuredGroups(people.access);
    world.context.people = createPeople(people.access, { ...source, of: async () => ({ groups: [], unread: true }) });
    expect(await vote(bea, change)).toMatchObject({ refused: { key: 'refusal.notAwaiting' } });
    await world.work(async () => (await now(change)).state === 'waiting');
    expect(await now(change)).toMatchObject({ parts: [{ note: { key: 'note.groupsUnread' } }], votes: [{ kind: 'approve' }] });
    expect(written()).toEqual([]);
    world.context.people = readable;
    await world.work(async () => (await now(change)).endedAt !== null);
    expect(await now(change)).toMatchObject({ state: 'done' });
  });

  it('takes no vote of somebody whose groups cannot be read, and says why', async () => {
    const change = await asked('disable-voice', busy);
    const source = configuredGroups(people.access);
    world.context.people = createPeople(people.access, { ...source, of: async () => ({ groups: [], unread: true }) });
    expect(await vote(ann, change)).toMatchObject({ refused: { key: 'refusal.groupsUnread' }, change: { votes: [] } });
  });

  it('goes back to approval when somebody changed what was approved; the old votes are void and kept', async () => {
    const change = await asked('disable-voice', busy);
    world.simulator.control({
      do: 'edit',
      user: 'busy',
      fields: platform === 'cloud-connector' ? { site: 'Paris' } : { onlineVoiceRoutingPolicy: 'Paris-National' },
    });
    world.clock.advance(400);
    await vote(ann, change);
    await world.work(async () => (await now(change)).endedAt !== null);
    const old = await now(change);
    expect(old).toMatchObject({ state: 'superseded', votes: [{ kind: 'approve' }] });
    const fresh = await now({ id: old.replacedBy ?? 0 });
    expect(fresh).toMatchObject({ state: 'awaiting-approval', votes: [], asked: { by: { name: 'vera' }, reason: because } });
    expect(fresh.replaces?.moved).not.toEqual([]);
    expect(written()).toEqual([]);
  });

  it('freezes who has to approve when it is proposed', async () => {
    const draft = await world.proposed('disable-voice', busy, vera);
    world.context.policy = () => policyOf(approvalsSchema.parse({ rules: [{ name: 'anything', when: {}, stages: [] }] }));
    expect(await world.changes.confirm(vera, draft.id, draft.version)).toMatchObject({ change: { state: 'awaiting-approval' } });
  });

  it('asks anew for what an earlier version proposed', async () => {
    const draft = await world.proposed('disable-voice', busy, vera);
    await world.database.db.updateTable('changes').set({ approval: null }).where('id', '=', draft.id).execute();
    expect(await world.changes.confirm(vera, draft.id)).toMatchObject({ refused: { key: 'refusal.noRequirement' } });
  });

  it('says whom no message reaches, and asks them once one does', async () => {
    const heard = (who: Person) =>
      noteReachable(world.database.db, {
        person: `${who.tenantId}|${who.objectId}`,
        conversation: who.name,
        reference: '{}',
        at: '2026-11-24T08:00:00Z',
        shown_as: JSON.stringify({ language: 'en', text: false, person: who }),
      });
    await heard(ann);
    const change = await asked();
    expect(change.asked?.unreached).toEqual(['bea']);
    await world.changes.unreached(change.id, ann);
    await world.changes.unreached(change.id, ann);
    await world.changes.unreached(change.id, vera);
    expect((await now(change)).asked?.unreached).toEqual(['bea', 'ann']);
    await heard(bea);
    await world.changes.reached(bea);
    await world.changes.reached(cy);
    expect((await now(change)).asked?.unreached).toEqual(['ann']);
    const cards = await world.database.db.selectFrom('sent_cards').select('conversation').orderBy('id').execute();
    expect(cards.map(({ conversation }) => conversation)).toEqual(['ann', 'bea']);
    // only whom it has reached was written since the card that was confirmed: it still shows what would be approved
    expect(await world.changes.vote({ who: bea, id: change.id, version: change.version, kind: 'approve', comment: null })).toMatchObject({
      refused: null,
    });
    expect(await told(change.id)).toEqual(expect.arrayContaining(['change.unreached', 'change.reached', 'change.approved']));
  });

  it('takes no vote from a card that shows less than is now so', async () => {
    const change = await asked();
    await world.changes.unreached(change.id, ann);
    const remark = { who: bea, id: change.id, kind: 'question' as const, text: 'For how long?' };
    expect(await world.changes.remark(remark)).toMatchObject({ refused: null });
    const ballot = { who: bea, id: change.id, version: change.version, kind: 'approve' as const, comment: null };
    expect(await world.changes.vote(ballot)).toMatchObject({ refused: { key: 'refusal.staleCard' }, change: { votes: [] } });
  });

  it('reminds, lets others approve after long, and expires', async () => {
    const place = { conversation: 'c', reference: '{}', at: '2026-11-24T08:00:00Z' };
    people.add('sid', ['seniors'], {});
    for (const who of [ann, await people.person('sue'), await people.person('sid')])
      await noteReachable(world.database.db, {
        ...place,
        conversation: who.name,
        person: `${who.tenantId}|${who.objectId}`,
        shown_as: JSON.stringify({ language: 'en', text: false, person: who }),
      });
    const cards = async () =>
      (await world.database.db.selectFrom('sent_cards').select('conversation').orderBy('id').execute()).map(
        ({ conversation }) => conversation,
      );
    const change = await asked();
    expect(change.asked).toMatchObject({ unreached: ['bea'] });
    expect(await cards()).toEqual(['ann']);
    await world.work(async () => (await now(change)).asked?.reminded === 1);
    expect(await cards()).toEqual(['ann', 'ann']);
    await world.work(async () => (await now(change)).asked?.escalated === true);
    expect((await cards()).slice(2).sort()).toEqual(['ann', 'sid', 'sue']);
    expect(await vote(await people.person('sue'), change)).toMatchObject({ refused: null, change: { asked: { standing: { open: 1 } } } });
    // who stands in is asked for the next stage too, and who has had their say is not
    expect((await cards()).slice(5)).toEqual(['sid']);
    await world.work(async () => (await now(change)).endedAt !== null);
    const ended = await now(change);
    expect(ended.state).toBe('expired');
    expect(Date.parse(ended.endedAt ?? '') - Date.parse(change.asked?.at ?? '')).toBeGreaterThanOrEqual(48 * hourMs);
    expect(written()).toEqual([]);
  });

  it('holds the approver’s question and the answer', async () => {
    const change = await asked();
    expect(await world.changes.remark({ who: vera, id: change.id, kind: 'question', text: 'x' })).toMatchObject({
      refused: { key: 'refusal.approve.own' },
    });
    await world.changes.remark({ who: ann, id: change.id, kind: 'question', text: 'Why now?' });
    await world.changes.remark({ who: vera, id: change.id, kind: 'answer', text: 'She leaves tonight.' });
    expect((await now(change)).remarks.map(({ person, text }) => [person.name, text])).toEqual([
      ['ann', 'Why now?'],
      ['vera', 'She leaves tonight.'],
    ]);
  });

  it('tells what waits for whom', async () => {
    const change = await asked();
    const ids = async (who: Person) => {
      const { forMe, mine } = await world.changes.pending(who);
      return [forMe.map(({ id }) => id), mine.map(({ id }) => id)];
    };
    expect(await ids(vera)).toEqual([[], [change.id]]);
    expect(await ids(ann)).toEqual([[change.id], []]);
    expect(await ids(cy)).toEqual([[], []]);
    await vote(ann, change);
    expect(await ids(cy)).toEqual([[change.id], []]);
  });

  it('lets only so many of one person wait', async () => {
    for (const user of ['newhire', 'bob', 'dora.disabled'])
      await asked('enable-voice', { ...nina, user: `${user}@contoso.com`, number: `+142555501${40 + user.length}` }, hana);
    const draft = await world.proposed('disable-voice', busy, hana);
    expect(await world.changes.confirm(hana, draft.id)).toMatchObject({ refused: { key: 'refusal.tooManyPending' } });
  });

  it('explains who would have to approve', async () => {
    expect(await world.changes.explain(vera, 'allow-international', busy)).toMatchObject({
      kind: 'explained',
      requirement: { rules: ['abroad'], reason: true },
      stages: [{ approvers: 1 }, { managers: 1 }],
    });
    expect(await world.changes.explain(hana, 'disable-voice', busy)).toMatchObject({ requirement: { runAs: 'approver' } });
    expect(await world.changes.explain(hana, 'enable-voice', nina)).toMatchObject({ kind: 'explained', stages: [{ approvers: 1 }] });
    expect(await world.changes.explain(vera, 'enable-voice', nina)).toMatchObject({ kind: 'explained', stages: [] });
    expect(await world.database.db.selectFrom('changes').select('id').execute()).toEqual([]);
  });

  it.each([
    ['a vote of somebody who may', `update votes set person = replace(person, 'id-of-bea', 'id-of-cy')`, 'altered.votes'],
    ['a vote that was a denial', `update votes set kind = 'deny'`, 'altered.votes'],
    ['no votes at all', `delete from votes`, 'altered.votes'],
    ['fewer stages', `update changes set asked = replace(asked, '"managers":1', '"approvers":1')`, 'altered.approvers'],
    ['another requirement', `update changes set approval = replace(approval, '"managers":1', '"approvers":1')`, 'altered.approval'],
    ['other credentials', `update changes set runs_as = replace(runs_as, 'id-of-vera', 'id-of-hana')`, 'altered.runs-as'],
  ])('does not run with %s written into the database', async (_what, statement, key) => {
    const change = await asked();
    await vote(bea, change);
    expect(await vote(cy, change)).toMatchObject({ change: { state: 'queued' } });
    await sql.raw(statement).execute(world.database.db);
    await world.work(async () => (await now(change)).endedAt !== null);
    expect(world.altered).toMatchObject([{ id: change.id, what: { key } }]);
    expect([(await now(change)).state, written()]).toEqual(['failed', []]);
  });

  it('does not run what was set to approved by hand', async () => {
    const change = await asked();
    const moment = world.clock.now().toISOString();
    await world.database.db
      .updateTable('changes')
      .set({ state: 'queued', runs_as: JSON.stringify(change.asked?.by), due_at: moment })
      .where('id', '=', change.id)
      .execute();
    await world.work(async () => (await now(change)).endedAt !== null);
    expect(world.altered).toMatchObject([{ id: change.id, what: { key: 'altered.state' } }]);
    expect(written()).toEqual([]);
  });

  describe('there is no way round: what changes decides, whatever changes it', () => {
    const jose = 'jose.garcia@contoso.com';
    const ran = async (operation: string, input: Record<string, string>): Promise<Change> => {
      const { policy: before } = world.context;
      world.context.policy = () => policyOf(approvalsSchema.parse({ rules: [{ name: 'anything', when: {}, stages: [] }] }));
      const draft = await world.proposed(operation, input, vera);
      await world.changes.confirm(vera, draft.id);
      await world.work(async () => (await now(draft)).endedAt !== null);
      world.context.policy = before;
      world.clock.advance(60_000);
      return now(draft);
    };
    const putBack = async (of: Change) => {
      const proposal = await world.changes.putBack({ who: vera, of: of.id, proposedBy: `back|${of.id}` });
      if (proposal.kind !== 'proposed') throw new Error(JSON.stringify(proposal));
      return proposal.change;
    };

    it.each<[string, string, () => Promise<Change>]>([
      ['the command itself', 'abroad', () => world.proposed('allow-international', busy, vera)],
      [
        'voice at a site that dials abroad',
        'abroad',
        () => world.proposed('enable-voice', { ...nina, number: '+81345105277', site: 'Tokyo' }, vera),
      ],
      ['the put back of a block', 'abroad', async () => putBack(await ran('block-international', { user: jose }))],
      [
        'the put back of a disabled person who could call abroad',
        'abroad',
        async () => putBack(await ran('disable-voice', { user: jose })),
      ],
      ['disabling itself', 'off', () => world.proposed('disable-voice', busy, vera)],
      ['the put back of an enabled person', 'off', async () => putBack(await ran('enable-voice', nina))],
      [
        'an edit of a harmless draft',
        'abroad',
        async () => {
          const harmless = await world.proposed('assign-site', { ...busy, site: 'Paris' }, vera);
          const edited = await world.changes.propose({
            who: vera,
            operation: 'allow-international',
            input: busy,
            proposedBy: 'edit',
            replaces: harmless.id,
          });
          if (edited.kind !== 'proposed') throw new Error(JSON.stringify(edited));
          return edited.change;
        },
      ],
      ...(platform === 'cloud-connector'
        ? ([
            [
              'voice without a site, where the tenant’s own policy lets calls abroad',
              'abroad',
              () => world.proposed('enable-voice', { ...nina, site: 'no site' }, vera),
            ],
          ] as [string, string, () => Promise<Change>][])
        : []),
    ])('%s', async (_way, rule, wish) => {
      const change = await wish();
      expect(change.approval?.rules).toContain(rule);
      expect(await world.changes.confirm(vera, change.id, undefined, because)).toMatchObject({
        refused: null,
        change: { state: 'awaiting-approval' },
      });
      await world.rest();
      expect((await now(change)).runsAs).toBeNull();
    });

    it('a batch in pieces counts as one', async () => {
      const many = policyOf(
        approvalsSchema.parse({
          default: { stages: [{ approvers: 1 }] },
          rules: [
            { name: 'many', when: { countFrom: 3 } },
            { name: 'few', when: {}, stages: [] },
          ],
        }),
      );
      world.context.policy = () => many;
      const rules = [];
      for (const [index, user] of ['newhire', 'bob', 'dora.disabled'].entries())
        rules.push(
          (await world.proposed('enable-voice', { ...nina, user: `${user}@contoso.com`, number: `+1425555014${index}` }, vera)).approval
            ?.rules,
        );
      expect(rules).toEqual([['few'], ['few'], ['many']]);
    });
  });
});
