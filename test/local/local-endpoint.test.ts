import { createPeople } from '../../src/auth/people';
import { request } from 'node:http';
import { addLocalEndpoint } from '../../src/local/local-endpoint';
import { createServer } from '../../src/bot/server';
import { createLog } from '../../src/bot/log';
import { systemClock } from '../../src/clock';
import { post, startConversation } from '../bot/direct-line-client';
import { config, runBot, type RunningBot } from '../bot/running-bot';

let bot: RunningBot;
beforeAll(async () => (bot = await runBot()));
afterAll(() => bot.stop());

/** fetch would set Host itself. */
function ask(path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  const { hostname, port } = new URL(bot.url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.on('error', reject).end(method === 'POST' ? '{}' : undefined);
  });
}

describe('who may talk to the local endpoint', () => {
  const start = '/v3/directline/conversations';
  const json = { 'content-type': 'application/json' };
  const port = (): string => new URL(bot.url).port;

  test.each(['localhost', '127.0.0.1'])('%s is this machine', async (name) => {
    const own = { ...json, host: `${name}:${port()}`, origin: `http://${name}:${port()}` };
    expect(await ask(start, own, 'POST')).toBe(201);
  });

  test.each<[string, string, string, () => Record<string, string>]>([
    ['another name of this address', 'GET', '/', () => ({ host: `rebound.example.com:${port()}` })],
    ['another port', 'GET', '/', () => ({ host: '127.0.0.1:1' })],
    ['another name, to the bot itself', 'POST', '/api/messages', () => ({ ...json, host: 'rebound.example.com' })],
    ['another site', 'POST', start, () => ({ ...json, host: `127.0.0.1:${port()}`, origin: 'https://example.com' })],
    ['a sandboxed page', 'POST', start, () => ({ ...json, host: `127.0.0.1:${port()}`, origin: 'null' })],
    ['another local server', 'POST', '/api/messages', () => ({ ...json, host: `127.0.0.1:${port()}`, origin: 'http://127.0.0.1:8080' })],
  ])('%s is refused', async (_who, method, path, headers) => {
    expect(await ask(path, headers(), method)).toBe(403);
  });

  test('a form of another site could not even be read', async () => {
    expect(await ask(start, { host: `127.0.0.1:${port()}`, 'content-type': 'text/plain' }, 'POST')).toBe(415);
  });

  test('it is not there for a live back end', () => {
    const { routes, url } = createServer({
      host: '127.0.0.1',
      port: 0,
      loopbackOnly: true,
      checks: [],
      log: createLog({ level: 'silent' }),
    });
    const live = { ...config, backend: 'powershell' } as unknown as typeof config;
    expect(() =>
      addLocalEndpoint(routes, {
        config: live,
        people: createPeople(() => config.access),
        database: bot.database,
        clock: systemClock,
        url,
        holdsKey: () => false,
      }),
    ).toThrow('simulated tenant alone');
  });
});

describe('the Direct Line subset', () => {
  const conversations = (): string => `${bot.url}/v3/directline/conversations`;

  test('starts a conversation as Web Chat expects it', async () => {
    const answer = await post(conversations(), {});
    expect(answer.status).toBe(201);
    expect(await answer.json()).toEqual({ conversationId: expect.any(String), token: expect.any(String), expires_in: expect.any(Number) });
  });

  test('keeps what a client adds, and says itself what only a channel may say', async () => {
    const client = await startConversation(bot.url);
    await client.send({
      type: 'message',
      text: 'hi',
      channelData: { clientActivityID: '7' },
      serviceUrl: 'http://example.com',
      channelId: 'msteams',
    });
    expect(await client.until(({ text }) => text === 'hi')).toMatchObject({
      channelData: { clientActivityID: '7' },
      serviceUrl: bot.url,
      channelId: 'directline',
      conversation: { id: client.conversation },
    });
  });

  test('goes on from a watermark', async () => {
    const client = await startConversation(bot.url);
    await client.say('one');
    await client.until(({ from }) => from?.id === 'switchboard');
    const url = `${conversations()}/${client.conversation}/activities`;
    const first = (await (await fetch(url)).json()) as { activities: unknown[]; watermark: string };
    expect(first.activities).toHaveLength(2);
    expect(await (await fetch(`${url}?watermark=${first.watermark}`)).json()).toEqual({ activities: [], watermark: first.watermark });
  });

  test.each([
    ['an unknown kind', { type: 'suggestion', from: { id: 'a' } }],
    ['no sender', { type: 'message', text: 'x' }],
  ])('refuses an activity with %s', async (_what, activity) => {
    const client = await startConversation(bot.url);
    expect((await post(`${conversations()}/${client.conversation}/activities`, activity)).status).toBe(400);
  });

  test('knows no conversation that it has not named', async () => {
    expect((await fetch(`${conversations()}/..%2Fx/activities`)).status).toBe(404);
    expect((await post(`${bot.url}/v3/conversations/x/activities`, { type: 'message' })).status).toBe(404);
  });

  test('a deleted activity comes again as deleted', async () => {
    const client = await startConversation(bot.url);
    const { id } = (await (await client.say('gone')).json()) as { id: string };
    const deleted = await fetch(`${bot.url}/v3/conversations/${client.conversation}/activities/${id}`, { method: 'DELETE' });
    expect(deleted.status).toBe(200);
    expect(await client.until((activity) => activity.type === 'messageDelete')).toMatchObject({ id });
  });
});

test('the page brings everything it needs from here, and lets nothing else in', async () => {
  const page = await fetch(bot.url);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
  const wanted = [...(await page.text()).matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => String(match[1]));
  for (const path of wanted) expect((await fetch(bot.url + path)).status).toBe(200);
  for (const module of wanted.filter((path) => path.endsWith('/page.js'))) {
    const imports = [...(await (await fetch(bot.url + module)).text()).matchAll(/from '\.(\/[^']+)'/g)];
    for (const [, path] of imports) expect((await fetch(bot.url + String(path))).status).toBe(200);
  }
  const settings = (await (await fetch(`${bot.url}/local/settings.json`)).json()) as { personas: { id: string }[] };
  expect(settings.personas.map(({ id }) => id)).toEqual(['helpdesk', 'voice-admin', 'approver', 'auditor', 'paris-desk']);
});
