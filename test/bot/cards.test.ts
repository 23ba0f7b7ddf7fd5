import { systemClock } from '../../src/clock';
import type { Change } from '../../src/changes/change';
import { openDatabase, type Database } from '../../src/store/database';
import { startConversation, type LocalClient, type Received } from './direct-line-client';
import { runBot, type RunningBot } from './running-bot';
import { sampleChange, storeChange } from './sample-change';

let database: Database;
let changes: Map<number, Change>;
let bot: RunningBot;

beforeEach(async () => {
  database = await openDatabase('sqlite::memory:', { clock: systemClock });
  changes = new Map();
  bot = await runBot({ database, changes });
});
afterEach(async () => {
  await bot.stop();
  await database.close();
});

async function move(of: Partial<Change>): Promise<void> {
  const known = changes.get(7);
  const change = sampleChange({ ...known, ...of, id: 7, version: known ? known.version + 1 : 1 });
  changes.set(7, change);
  await storeChange(database, change);
}

async function shown(client: LocalClient): Promise<Received> {
  await client.say('show 7');
  return client.until(({ attachments }) => attachments !== undefined);
}

const titleOf = ({ attachments }: Received): string | undefined => attachments?.[0]?.content.body[0]?.text;

test('a card follows its change in its place', async () => {
  await move({ state: 'queued' });
  const client = await startConversation(bot.url);
  const card = await shown(client);
  await move({ state: 'running' });
  bot.sender.wake();
  const edited = await client.until(({ id }) => id === card.id);
  expect(titleOf(edited)).toBe('Change 7, version 2: running');
  expect((await client.all()).filter(({ id }) => id === card.id)).toHaveLength(1);
});

test('every copy follows, in whichever conversation', async () => {
  await move({ state: 'queued' });
  const clients = [await startConversation(bot.url), await startConversation(bot.url, 'helpdesk')];
  const cards: Received[] = [];
  for (const client of clients) cards.push(await shown(client));
  await move({ state: 'running' });
  bot.sender.wake();
  for (const [index, client] of clients.entries()) {
    expect(titleOf(await client.until(({ id }) => id === cards[index]?.id))).toContain('running');
  }
});

test('what moved while no bot ran is shown after the start, on another port', async () => {
  await move({ state: 'running' });
  const client = await startConversation(bot.url);
  const card = await shown(client);
  await bot.stop();
  await move({ state: 'done', endedAt: '2026-01-01T00:01:00.000Z' });
  bot = await runBot({ database, changes });
  const again = await startConversation(bot.url, 'voice-admin', client.conversation);
  expect(titleOf(await again.until((activity) => activity.id === card.id && titleOf(activity)?.includes('done') === true))).toContain(
    'version 2',
  );
});

test('a text conversation hears of the end alone, once', async () => {
  await move({ state: 'queued' });
  const client = await startConversation(bot.url);
  await client.say('cards off');
  for (let times = 0; times < 2; times++) {
    await client.say('show 7');
    expect(await client.until(({ text }) => text?.startsWith('Change 7') === true)).not.toHaveProperty('attachments');
  }
  await move({ state: 'running' });
  await bot.sender.run();
  await move({ state: 'done', endedAt: '2026-01-01T00:01:00.000Z' });
  await bot.sender.run();
  await move({ putBackBy: 8 });
  await bot.sender.run();
  const said = (await client.all()).filter(({ text }) => text?.startsWith('Change 7')).map(({ text }) => text);
  expect(said).toEqual(['Change 7, version 1: queued', 'Change 7, version 1: queued', 'Change 7, version 3: done']);
});

test('cards come back with «cards on»', async () => {
  await move({ state: 'queued' });
  const client = await startConversation(bot.url);
  await client.say('cards off');
  await client.say('cards on');
  expect(titleOf(await shown(client))).toContain('version 1');
});

test('a card that its channel does not know any more is given up, the others go on', async () => {
  await move({ state: 'queued' });
  const client = await startConversation(bot.url);
  const card = await shown(client);
  const [lost] = await database.db.selectFrom('sent_cards').selectAll().execute();
  await database.db
    .insertInto('sent_cards')
    .values({ ...lost, id: undefined, activity_id: 'gone' } as never)
    .execute();
  await move({ state: 'running' });
  await bot.sender.run();
  expect(titleOf((await client.all()).find(({ id }) => id === card.id) as Received)).toContain('running');
  const rows = await database.db.selectFrom('sent_cards').select(['activity_id', 'given_up']).orderBy('id').execute();
  expect(rows).toEqual([
    { activity_id: card.id, given_up: 0 },
    { activity_id: 'gone', given_up: 1 },
  ]);
});
