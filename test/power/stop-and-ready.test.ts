import { createChat } from './chat';
import { lastChange } from './standing';
import { createWorld, until, type Bot, type PowerWorld } from './world';

let world: PowerWorld;
let bot: Bot;
const chat = createChat(() => bot.url);

beforeEach(async () => {
  world = await createWorld();
  bot = (await world.startBot())!;
});
afterEach(() => world.end());

const ready = async () => {
  const response = await fetch(`${bot.url}/readyz`);
  const { checks } = (await response.json()) as { checks: { name: string; ok: boolean }[] };
  return { status: response.status, failing: checks.filter(({ ok }) => !ok).map(({ name }) => name) };
};

test('ready means: database, audit and tenant answer', async () => {
  expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
  expect(await ready()).toEqual({ status: 200, failing: [] });

  await bot.tell({ disk: 'full' });
  await until('a full disk is noticed', async () => (await ready()).failing.includes('audit'));
  await bot.tell({ disk: 'free' });
  expect(await ready()).toEqual({ status: 200, failing: [] });

  await world.stopTenant();
  expect(await ready()).toEqual({ status: 503, failing: ['tenant'] });
  expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
});

const begun = async () => {
  await chat.say('enable voice for newhire@contoso.com +14255550140 at Seattle');
  const { id, version } = await lastChange(world, 'a draft', ({ state }) => state === 'draft');
  await world.control({ do: 'slow', ms: 400 });
  await chat.click('confirm', { id, version });
  return lastChange(world, 'a cmdlet is on its way', ({ parts }) => parts[0]!.journal.some(({ outcome }) => outcome === null));
};

test('told to stop, it finishes the running cmdlet, begins no other, and ends; the next start goes on at once', async () => {
  await begun();
  await bot.kill('SIGTERM');
  expect(await bot.ended).toEqual({ code: 0, signal: null });
  const stopped = await lastChange(world, 'what is left', () => true);
  expect(stopped.state).toBe('running');
  expect(stopped.parts[0]!.journal.map(({ outcome }) => outcome)).toEqual(['done']);

  await world.control({ do: 'behave' });
  bot = (await world.startBot())!;
  await lastChange(world, 'it is done', ({ state }) => state === 'done');
});

test('a tenant that never answers cannot keep it: the cmdlet stays marked as sent, and is not sent again', async () => {
  await world.control({ do: 'fault', kind: 'hang', cmdlet: 'Set-CsUser' });
  await begun();
  await bot.kill('SIGTERM');
  expect(await bot.ended).toEqual({ code: 0, signal: null });
  const marked = await lastChange(world, 'what is left', () => true);
  expect(marked.parts[0]!.journal.map(({ outcome }) => outcome)).toEqual([null]);

  await world.control({ do: 'behave' });
  bot = (await world.startBot())!;
  const done = await lastChange(world, 'it is done', ({ state }) => state === 'done');
  const sent = await world.readCalls();
  for (const { step } of done.parts[0]!.journal)
    expect(sent.filter(({ cmdlet }) => step.kind === 'cmdlet' && cmdlet === step.cmdlet)).toHaveLength(1);
});
