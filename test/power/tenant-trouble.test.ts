import type { Change } from '../../src/changes/change';
import { isEnded } from '../../src/changes/transition';
import { isWrite } from '../../src/tenant/contract';
import { createChat, wordsOf } from './chat';
import { alwaysViolated, atRestViolated } from './invariants';
import { lastChange } from './standing';
import { createStories } from './stories';
import { troublesOf } from './troubles';
import { createWorld, until, type Bot, type PowerWorld } from './world';

let world: PowerWorld;
let bot: Bot;
const people = createStories(() => null).map(({ user, key }) => ({ user, key }));
const chat = createChat(() => bot.url);

beforeAll(async () => {
  world = await createWorld();
  bot = (await world.startBot({ environment: { POWER_LIMIT_MS: '3000' } }))!;
});
afterEach(async () => {
  if (bot.child.exitCode !== null || bot.child.signalCode !== null) throw new Error(`The bot died:\n${bot.said.join('\n')}`);
  await world.control({ do: 'behave' });
  expect(await alwaysViolated(world)).toEqual([]);
});
afterAll(() => world.end());

/** A reviewed change for somebody new. */
async function reviewed(): Promise<{ draft: Change; user: string }> {
  const { user, key } = people.shift()!;
  const number = `+1425556${String(people.length).padStart(4, '0')}`;
  await chat.say(`enable voice for ${user} ${number} at Seattle`);
  const draft = await lastChange(world, 'a draft', ({ state, parts }) => state === 'draft' && parts[0]!.key === key);
  return { draft, user };
}

async function confirmed(draft: Change): Promise<void> {
  expect((await chat.click('confirm', draft)).status).toBe(200);
}

const ended = (draft: Change) => lastChange(world, 'an end', ({ id, state }) => id >= draft.id && (isEnded(state) || id > draft.id));
const onItsWay = (draft: Change) =>
  lastChange(
    world,
    'a cmdlet is on its way',
    ({ id, parts }) => id === draft.id && parts[0]!.journal.some(({ outcome }) => outcome === null),
  );
const attempts = ({ parts }: Change) => parts.flatMap(({ journal }) => journal.filter(({ step }) => step.kind === 'cmdlet')).length;
const cmdlets = ({ parts }: Change) => parts.flatMap(({ plan }) => plan.filter(({ step }) => step.kind === 'cmdlet')).length;

test.each([
  ...troublesOf('Set-CsUser'),
  ...troublesOf('Get-CsUserPstnSettings')
    .filter(({ name }) => /twice|never|loses/.test(name))
    .map((trouble) => ({ ...trouble, name: `${trouble.name}, when it is read`, more: 0 })),
])('a tenant that $name: done, with each cmdlet once in an attempt', async ({ faults, more }) => {
  const { draft } = await reviewed();
  for (const fault of faults) await world.control(fault);
  await confirmed(draft);
  const end = await ended(draft);
  expect(end.state).toBe('done');
  expect(attempts(end)).toBe(cmdlets(end) + more);
});

test('another admin gives another number between review and click: nothing is sent, and the wish is shown anew or refused', async () => {
  const { draft, user } = await reviewed();
  await world.control({ do: 'replicate', ms: 0 });
  await world.control({ do: 'edit', user, fields: { voice: true, number: '+14255569999' } });
  const before = (await world.readCalls(), world.calls.length);
  await confirmed(draft);
  const end = await ended(draft);
  expect(end.state).not.toBe('done');
  await world.readCalls();
  expect(world.calls.slice(before).filter(({ cmdlet }) => isWrite(cmdlet))).toEqual([]);
  expect((await world.account(user)).number).toBe('+14255569999');
});

test('the licence vanishes between review and click: nothing is sent, and the person is told', async () => {
  const { draft, user } = await reviewed();
  await world.control({ do: 'replicate', ms: 0 });
  await world.control({ do: 'edit', user, fields: { plans: [] } });
  await confirmed(draft);
  const end = await ended(draft);
  expect(end).toMatchObject({ id: draft.id, state: 'failed' });
  expect(attempts(end)).toBe(0);
  await until('the card says why', async () => (await chat.all()).some((message) => wordsOf(message).includes('Phone System')));
});

test('the licence vanishes in the middle of a run: the run ends, and says so', async () => {
  const { draft, user } = await reviewed();
  await world.control({ do: 'slow', ms: 300 });
  await confirmed(draft);
  await onItsWay(draft);
  await world.control({ do: 'edit', user, fields: { plans: [] } });
  await world.control({ do: 'behave' });
  const end = await ended(draft);
  expect(['failed', 'unknown', 'done']).toContain(end.state);
  if (end.state !== 'done') expect(end.parts[0]!.note).not.toBeNull();
});

test.each([
  { what: 'the tenant’s clock jumps two hours', jump: () => world.control({ do: 'advance-clock', ms: 7_200_000 }), ends: ['done'] },
  { what: 'the bot’s clock jumps ten minutes', jump: () => bot.tell({ advanceMs: 600_000 }), ends: ['done', 'unknown'] },
  {
    what: 'the bot’s clock is set back a minute',
    jump: () => bot.tell({ advanceMs: -60_000 }),
    ends: ['done'],
    after: () => bot.tell({ advanceMs: 60_000 }),
  },
])('$what while a cmdlet is on its way: nothing is sent twice', async ({ jump, ends, after }) => {
  const { draft } = await reviewed();
  await world.control({ do: 'slow', ms: 300 });
  await confirmed(draft);
  await onItsWay(draft);
  await jump();
  await world.control({ do: 'behave' });
  const end = await ended(draft);
  expect(ends).toContain(end.state);
  if (end.state === 'done') expect(attempts(end)).toBe(cmdlets(end));
  await after?.();
});

test('after all that, everything comes to rest: claims free, cards up to date', async () => {
  await bot.tell({ advanceMs: 150_000 });
  const { db } = await world.look();
  for (const { id } of await db.selectFrom('changes').select('id').where('state', '=', 'draft').execute())
    await chat.say(`withdraw #${id}`);
  await until('rest', async () => (await atRestViolated(world)).length === 0).catch(async (error) => {
    throw new Error((await atRestViolated(world)).join('\n'), { cause: error });
  });
});
