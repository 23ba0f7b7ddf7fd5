import { sampleChange, storeChange } from './sample-change';
import { post, startConversation, type LocalClient, type Received } from './direct-line-client';
import { runBot, type RunningBot } from './running-bot';

const change = sampleChange({ id: 7, version: 3 });
let bot: RunningBot;
let client: LocalClient;
let card: Received;

beforeAll(async () => {
  bot = await runBot({ changes: new Map([[7, change]]) });
  await storeChange(bot.database, change);
  client = await startConversation(bot.url);
  await client.say('show 7');
  card = await client.until(({ attachments }) => attachments !== undefined);
});
afterAll(() => bot.stop());

const execute = (data: unknown, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  type: 'invoke',
  name: 'adaptiveCard/action',
  replyToId: card.id,
  value: { action: { type: 'Action.Execute', verb: 'confirm', data } },
  ...more,
});

test('Action.Execute is answered with the fresh card, which takes the place of the clicked one', async () => {
  const answer = await client.send(execute({ change: 7, version: 3 }));
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({
    statusCode: 200,
    type: 'application/vnd.microsoft.card.adaptive',
    value: { type: 'AdaptiveCard' },
  });
  expect(bot.heard).toContain('confirm 7 by voice-admin');
  expect(await client.until(({ id }) => id === card.id)).toMatchObject({ attachments: [{ content: { type: 'AdaptiveCard' } }] });
});

test('an answer without a card is a message', async () => {
  const answer = await client.send(
    execute({ verb: 'say', command: 'help' }, { value: { action: { verb: 'say', data: { command: 'help' } } } }),
  );
  expect(await answer.json()).toEqual({ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'you clicked help' });
});

test('what the person can mend is a message, what they cannot is an error with an id', async () => {
  const unknown = await client.send(execute({ change: 99, version: 1 }));
  expect(await unknown.json()).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.activity.message' });
  const failing = await runBot({
    conversation: () => ({ message: () => Promise.resolve(), action: () => Promise.reject(new Error('inner cause')) }),
  });
  const other = await startConversation(failing.url);
  const body = await (await other.send(execute({ change: 7, version: 3 }))).json();
  expect(body).toMatchObject({
    statusCode: 500,
    type: 'application/vnd.microsoft.error',
    value: { message: expect.stringContaining('logged as') as unknown },
  });
  expect(JSON.stringify(body)).not.toContain('inner cause');
  await failing.stop();
});

test.each<[string, unknown]>([
  ['no change', { version: 1 }],
  ['a change that is text', { change: '7', version: 1 }],
  ['a version below one', { change: 7, version: 0 }],
  ['a verb of its own', { verb: 'approve-all', change: 7, version: 1 }],
])('a click with %s does nothing', async (_what, data) => {
  const before = bot.heard.length;
  const verb = (data as { verb?: string }).verb ?? 'confirm';
  const answer = await client.send(execute(data, { value: { action: { verb, data } } }));
  expect(await answer.json()).toMatchObject({ value: expect.stringContaining('not one of mine') as unknown });
  expect(bot.heard).toHaveLength(before);
});

test('a click that comes again by the same id is looked at and not acted on; of both nothing is kept but the id', async () => {
  const before = bot.heard.length;
  const frame = { channelId: 'directline', serviceUrl: bot.url, conversation: { id: 'c' }, recipient: { id: 'switchboard' } };
  const activity = { ...frame, ...execute({ change: 7, version: 3 }), id: 'same-click', from: { id: 'voice-admin' } };
  for (let time = 0; time < 3; time++) expect((await post(`${bot.url}/api/messages`, activity)).status).toBe(200);
  expect(bot.heard.slice(before)).toEqual(['confirm 7 by voice-admin', 'refresh 7 by voice-admin', 'refresh 7 by voice-admin']);
  const rows = await bot.database.db.selectFrom('inbox').selectAll().where('activity_id', '=', 'same-click').execute();
  expect(rows.map(({ activity, handled_at }) => ({ activity, open: handled_at === null }))).toEqual([{ activity: '{}', open: false }]);
});

test('Action.Submit, where Execute is unknown, does the same and edits the card', async () => {
  await client.send({ type: 'message', value: { verb: 'withdraw', change: 7, version: 3 }, replyToId: card.id });
  await client.until(({ id, from }) => id === card.id && from?.id === 'switchboard');
  expect(bot.heard).toContain('withdraw 7 by voice-admin');
});

test('an invoke of another kind is answered as not known here', async () => {
  expect((await client.send({ type: 'invoke', name: 'task/fetch', value: {} })).status).toBe(501);
});
