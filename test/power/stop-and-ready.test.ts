import Libsql from 'libsql';
import { createChat } from './chat';
import { lastChange } from './standing';
import { isWrite } from '../../src/tenant/contract';
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

test('a change that was altered in the database does not run: its card says so, and it is not ready from then on', async () => {
  await chat.say('enable voice for newhire@contoso.com +14255550140 at Seattle');
  const { id, version } = await lastChange(world, 'a draft', ({ state }) => state === 'draft');
  const byHand = new Libsql(world.databaseUrl.replace('sqlite:', ''), { timeout: 2_000 });
  byHand.exec(`update parts set goal = replace(goal, '0140', '0199')`);
  byHand.close();
  await chat.click('confirm', { id, version });
  const ended = await lastChange(world, 'it ends', ({ state }) => state === 'failed');
  expect(ended.parts[0]!.note).toMatchObject({ key: 'note.altered', values: { what: { key: 'altered.goal' } } });
  expect(await ready()).toEqual({ status: 503, failing: ['evidence'] });
  expect((await world.readCalls()).filter(({ cmdlet }) => isWrite(cmdlet))).toEqual([]);
  const { db } = await world.look();
  await until('the card shows it', async () => {
    const cards = await db.selectFrom('sent_cards').select('shown_version').where('change_id', '=', id).execute();
    return cards.length > 0 && cards.every(({ shown_version }) => shown_version >= ended.version);
  });
  expect(bot.said.join('\n')).toContain('a change is not what its signed record says');
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
