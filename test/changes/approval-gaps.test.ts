import { sql } from 'kysely';
import type { Policy } from '../../src/approvals/policy';
import { approvalsSchema, policyOf } from '../../src/approvals/policy-schema';
import type { Person } from '../../src/auth/person';
import { tokyoGroup } from '../../src/simulator/tenant-facts';
import { committee } from './committee';
import { openWorld, type World } from './world';

/** Ways round an approval that once were open, each closed for good. */

const policyFrom = (block: object): Policy => policyOf(approvalsSchema.parse(block));
const usual = { name: 'usual', when: {}, stages: [] };
const one = { stages: [{ approvers: 1 }] };

let world: World;
let people: ReturnType<typeof committee>;
let vera: Person;
let ann: Person;
afterEach(() => world.close());

async function open(block: object): Promise<void> {
  people = committee();
  world = await openWorld('direct-routing', { policy: policyFrom(block), access: people.access });
  vera = await people.person('vera');
  ann = await people.person('ann');
}

const now = (id: number) => world.changes.load(id);
const written = () => world.simulator.calls().filter(({ cmdlet }) => !cmdlet.startsWith('Get-'));

describe('what a group gives beneath a direct grant', () => {
  const gina = { user: 'gina.groupgrant@contoso.com' };
  const groups = { [tokyoGroup]: { name: 'Voice Tokyo', policies: { OnlineVoiceRoutingPolicy: 'Tokyo-International' } } };
  beforeEach(async () => {
    await open({
      default: one,
      rules: [
        { name: 'abroad', when: { fact: 'callsAbroad', to: 'open' } },
        { ...usual, when: { risk: 'low' } },
      ],
    });
    world.simulator.control({ do: 'configure', fields: { groups } });
  });

  it('is weighed when the grant goes', async () => {
    world.simulator.control({ do: 'edit', user: gina.user, fields: { onlineVoiceRoutingPolicy: 'Tokyo-National' } });
    const draft = await world.proposed('remove-site', gina, vera);
    expect([draft.approval?.rules, draft.parts[0]?.risk]).toEqual([['abroad'], 'high']);
  });

  it('is weighed when the grant is put back', async () => {
    const block = await world.proposed('block-international', gina, vera);
    await world.changes.confirm(vera, block.id);
    await world.work(async () => (await now(block.id)).endedAt !== null);
    world.clock.advance(60_000);
    const back = await world.changes.putBack({ who: vera, of: block.id, proposedBy: 'back' });
    expect(back).toMatchObject({ kind: 'proposed', change: { approval: { rules: ['abroad'] }, parts: [{ risk: 'high' }] } });
  });
});

it('leaves what drifted to where no approver is needed as a draft: nobody has seen it', async () => {
  await open({ default: one, rules: [{ name: 'Seattle', when: { site: 'Seattle' }, ...one }, usual] });
  const jose = 'jose.garcia@contoso.com';
  const asked = await world.proposed('assign-site', { user: jose, site: 'Paris' }, vera);
  expect(await world.changes.confirm(vera, asked.id)).toMatchObject({ change: { state: 'awaiting-approval' } });
  world.simulator.control({ do: 'edit', user: jose, fields: { onlineVoiceRoutingPolicy: 'Tokyo-National' } });
  world.clock.advance(1_000);
  await world.changes.vote({ who: ann, id: asked.id, kind: 'approve', comment: null });
  await world.work(async () => (await now(asked.id)).endedAt !== null);
  expect(await now((await now(asked.id)).replacedBy ?? 0)).toMatchObject({ state: 'draft', confirmedBy: null, approval: { stages: [] } });
  expect(written()).toEqual([]);
});

it('asks again when an approver leaves while the change waits, before anything was sent', async () => {
  await open({ default: one, rules: [{ name: 'off', when: { fact: 'voice', to: 'off' } }, usual] });
  const busy = { user: 'busy@contoso.com' };
  const first = await world.proposed('assign-site', { ...busy, site: 'Paris' }, vera);
  await world.changes.confirm(vera, first.id);
  await world.work(async () => (await now(first.id)).endedAt !== null);
  const sent = written().length;
  const { id } = await world.proposed('disable-voice', busy, vera);
  await world.changes.confirm(vera, id);
  await world.changes.vote({ who: ann, id, kind: 'approve', comment: null });
  await world.work(async () => (await now(id)).state === 'waiting');
  people.move('ann', []);
  await world.work(async () => (await now(id)).state === 'awaiting-approval');
  expect(written()).toHaveLength(sent);
});

describe('what one person asked for in a day', () => {
  beforeEach(() => open({ default: one, rules: [{ name: 'many', when: { countFrom: 2 } }, usual] }));

  it('counts by all their accounts', async () => {
    people.add('vera-2', ['voice-admins'], { sameAs: 'vera' });
    await world.proposed('assign-site', { user: 'busy@contoso.com', site: 'Paris' }, vera);
    const other = await world.proposed('assign-site', { user: 'jose.garcia@contoso.com', site: 'Paris' }, await people.person('vera-2'));
    expect(other.approval?.rules).toEqual(['many']);
  });

  it('does not count the draft that an edit replaces', async () => {
    const draft = await world.proposed('assign-site', { user: 'busy@contoso.com', site: 'Paris' }, vera);
    const input = { user: 'busy@contoso.com', site: 'Tokyo' };
    const edited = await world.changes.propose({ who: vera, operation: 'assign-site', input, proposedBy: 'edit', replaces: draft.id });
    expect(edited).toMatchObject({ kind: 'proposed', change: { approval: { rules: ['usual'] } } });
  });
});

it('does not let others stand in because the database says that it has waited long', async () => {
  await open({ default: { ...one, escalate: { to: 'seniors', at: 0.5 } } });
  const { id } = await world.proposed('allow-international', { user: 'busy@contoso.com' }, vera);
  await world.changes.confirm(vera, id);
  await sql.raw(`update changes set asked = replace(asked, '"escalated":false', '"escalated":true')`).execute(world.database.db);
  await world.changes.vote({ who: await people.person('sue'), id, kind: 'approve', comment: null });
  await world.work(async () => (await now(id)).endedAt !== null);
  expect(world.altered).toMatchObject([{ id, what: { key: 'altered.approvers' } }]);
  expect(written()).toEqual([]);
});
