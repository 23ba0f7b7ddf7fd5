import { randomUUID } from 'node:crypto';
import { createServer } from '../../src/bot/server';
import { createLog } from '../../src/bot/log';
import { post } from './direct-line-client';
import { runBot, type RunningBot } from './running-bot';

let bot: RunningBot;
beforeAll(async () => (bot = await runBot()));
afterAll(() => bot.stop());

const message = (): Record<string, unknown> => ({
  type: 'message',
  id: randomUUID(),
  channelId: 'directline',
  serviceUrl: bot.url,
  conversation: { id: randomUUID() },
  from: { id: 'voice-admin' },
  recipient: { id: 'switchboard' },
  text: 'hello',
});
const messages = (): string => `${bot.url}/api/messages`;

test.each<[string, (whole: Record<string, unknown>) => unknown]>([
  ['nothing in it', () => ({})],
  ['a type alone', () => ({ type: 'message' })],
  ['a list', () => []],
  ['no sender', ({ from: _from, ...rest }) => rest],
  ['no id', ({ id: _id, ...rest }) => rest],
  ['no conversation', ({ conversation: _conversation, ...rest }) => rest],
  ['a number as text', (whole) => ({ ...whole, text: 5 })],
  ['an address that is none', (whole) => ({ ...whole, serviceUrl: 'here' })],
  ['entities that are no objects', (whole) => ({ ...whole, entities: ['x'] })],
])('an activity with %s is refused', async (_what, change) => {
  expect((await post(messages(), change(message()))).status).toBe(400);
});

test('what is no JSON is refused', async () => {
  expect((await post(messages(), '{"type":')).status).toBe(400);
});

test.each([
  ['a text', { 'content-type': 'text/plain' }],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['a packed body', { 'content-encoding': 'gzip' }],
])('%s is refused whatever is in it', async (_what, headers) => {
  expect((await post(messages(), message(), headers)).status).toBe(415);
});

test('a body over the limit is refused, with or without its length', async () => {
  const large = JSON.stringify({ ...message(), text: 'x'.repeat(300_000) });
  expect((await post(messages(), large)).status).toBe(413);
  const body = new ReadableStream({
    start(controller) {
      for (let part = 0; part < 30; part++) controller.enqueue(new TextEncoder().encode('x'.repeat(10_000)));
      controller.close();
    },
  });
  const chunked = await fetch(messages(), { method: 'POST', headers: { 'content-type': 'application/json' }, body, duplex: 'half' });
  expect(chunked.status).toBe(413);
});

test.each(['http://127.0.0.1:9/', 'https://smba.trafficmanager.net/amer/', 'http://example.com/', 'http://user@127.0.0.1/'])(
  'an activity that wants its answer at %s is refused',
  async (serviceUrl) => {
    const answer = await post(messages(), { ...message(), serviceUrl });
    expect(answer.status).toBe(403);
    expect(bot.heard).toEqual([]);
  },
);

test.each(['installationUpdate', 'conversationUpdate', 'typing', 'event'])('%s without a sender is acknowledged', async (type) => {
  const { from: _from, id: _id, text: _text, ...rest } = message();
  expect((await post(messages(), { ...rest, type })).status).toBe(200);
});

test('readiness names the check that fails or hangs', async () => {
  const checked = await runBot({
    checks: [
      { name: 'database', timeoutMs: 1_000, run: () => Promise.resolve() },
      { name: 'tenant', timeoutMs: 20, run: () => new Promise(() => undefined) },
      { name: 'audit', timeoutMs: 1_000, run: () => Promise.reject(new Error('altered')) },
    ],
  });
  expect((await fetch(`${checked.url}/healthz`)).status).toBe(200);
  const ready = await fetch(`${checked.url}/readyz`);
  expect(ready.status).toBe(503);
  expect(await ready.json()).toEqual({
    checks: [
      { name: 'database', ok: true },
      { name: 'tenant', ok: false },
      { name: 'audit', ok: false },
    ],
  });
  await checked.stop();
});

test.each(['0.0.0.0', '::', '192.0.2.7', 'bot.example.com'])('local mode refuses to listen on %s', (host) => {
  const log = createLog({ level: 'silent' });
  expect(() => createServer({ host, port: 0, loopbackOnly: true, checks: [], log })).toThrow('set HOST=127.0.0.1');
});

test('a taken port is told with what to do', async () => {
  const log = createLog({ level: 'silent' });
  const port = Number(new URL(bot.url).port);
  const second = createServer({ host: '127.0.0.1', port, loopbackOnly: true, checks: [], log });
  await expect(second.listen()).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken`);
});
