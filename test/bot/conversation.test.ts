import { randomUUID } from 'node:crypto';
import { createPeople } from '../../src/auth/people';
import { ConversationConflictError } from '../../src/bot/conversation-storage';
import { createPreferences } from '../../src/bot/preferences';
import { systemClock } from '../../src/clock';
import { openDatabase } from '../../src/store/database';
import { receive } from '../../src/store/inbox';
import { post, startConversation, type Received } from './direct-line-client';
import { config, runBot, type RunningBot } from './running-bot';

let bot: RunningBot;
beforeAll(async () => (bot = await runBot()));
afterAll(() => bot.stop());

const fromBot = ({ from, type }: Received): boolean => from?.id === 'switchboard' && type === 'message';

function activity(text: string, conversation: string): Record<string, unknown> & { id: string } {
  return {
    type: 'message',
    id: randomUUID(),
    channelId: 'directline',
    serviceUrl: bot.url,
    conversation: { id: conversation },
    from: { id: 'voice-admin' },
    recipient: { id: 'switchboard' },
    text,
  };
}

test('a message goes through /api/messages to the conversation, and its answer comes back in the stream', async () => {
  const client = await startConversation(bot.url);
  const sent = await client.say('hello');
  expect(sent.status).toBe(200);
  expect(await sent.json()).toEqual({ id: expect.any(String) });
  expect(await client.until(fromBot)).toMatchObject({ text: 'Vera Voiceadmin (voice-admin): hello', textFormat: 'plain' });
});

test.each([
  ['helpdesk', 'Hana Helpdesk (helpdesk)'],
  ['nobody', 'nobody (no roles)'],
  ['toString', 'toString (no roles)'],
])('%s is known by from.id alone', async (persona, greeting) => {
  const client = await startConversation(bot.url, persona);
  await client.send({
    type: 'message',
    text: 'me',
    from: { id: persona, name: 'Vera Voiceadmin', aadObjectId: 'x', roles: ['voice-admin'] },
  });
  expect((await client.until(fromBot)).text).toBe(`${greeting}: me`);
});

test('an activity that is sent again, also at once, acts once', async () => {
  const client = await startConversation(bot.url);
  const sent = activity('only once', client.conversation);
  const answers = await Promise.all([1, 2, 3].map(() => post(`${bot.url}/api/messages`, sent)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  await client.until(fromBot);
  await client.say('afterwards');
  await client.until(({ text }) => text?.includes('afterwards') === true);
  expect(bot.heard.filter((text) => text === 'only once')).toHaveLength(1);
});

test('messages of one conversation are handled one at a time, in their order', async () => {
  const log: string[] = [];
  const slow = await runBot({
    conversation: () => ({
      async message(_turn, _speech, text) {
        log.push(`${text} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        log.push(`${text} ends`);
      },
      action: () => Promise.resolve(null),
    }),
  });
  const client = await startConversation(slow.url);
  for (const text of ['one', 'two', 'three']) await client.say(text);
  await slow.receiver.stop(5_000);
  expect(log).toEqual(['one', 'two', 'three'].flatMap((text) => [`${text} begins`, `${text} ends`]));
  await slow.stop();
});

test('a message that a crash left unfinished is handled after the start', async () => {
  const database = await openDatabase('sqlite::memory:', { clock: systemClock });
  const left = activity('left behind', randomUUID());
  const { id: conversation } = left.conversation as { id: string };
  await receive(database.db, { conversation, activityId: left.id, activity: left, at: new Date(Date.now() - 1_000) });
  const restarted = await runBot({ database });
  const client = await startConversation(restarted.url, 'voice-admin', conversation);
  expect((await client.until(fromBot)).text).toBe('Vera Voiceadmin (voice-admin): left behind');
  await restarted.stop();
  const again = await runBot({ database });
  expect(again.heard).toEqual([]);
  await again.stop();
  await database.close();
});

test('a turn that lost its conversation to another one is handled again', async () => {
  let tries = 0;
  const contested = await runBot({
    conversation: (speaker) => ({
      message(turn) {
        if (++tries === 1) return Promise.reject(new ConversationConflictError('somebody was faster'));
        return speaker.send(turn, { card: null, text: `try ${tries}`, summary: '' });
      },
      action: () => Promise.resolve(null),
    }),
  });
  const client = await startConversation(contested.url);
  await client.say('hello');
  expect((await client.until(fromBot)).text).toBe('try 2');
  await contested.stop();
});

test('a fault is told by an id, and its cause stands in the log under that id', async () => {
  const client = await startConversation(bot.url);
  await client.say('fail');
  const { text } = await client.until(fromBot);
  const id = /logged as (\w{8})/.exec(String(text))?.[1];
  expect(text).not.toContain('secret inner cause');
  expect(bot.log.find((line) => line.includes(String(id)))).toContain('secret inner cause');
});

test('a fault too is told in the language that somebody asked for, whatever their client says', async () => {
  const frida = await createPeople(() => config.access).speaking({ id: 'frida' });
  await createPreferences(bot.database, systemClock).change(frida, () => ({ language: 'fr' }));
  const client = await startConversation(bot.url, 'frida');
  await client.say('fail');
  expect((await client.until(fromBot)).text).toContain('consignée sous');
});

test('a bot that stops lets its turns end and takes no new ones', async () => {
  let release: (() => void) | null = null as (() => void) | null;
  const stopping = await runBot({
    conversation: (speaker) => ({
      async message(turn) {
        await new Promise<void>((resolve) => (release = resolve));
        await speaker.send(turn, { card: null, text: 'ended', summary: '' });
      },
      action: () => Promise.resolve(null),
    }),
  });
  const client = await startConversation(stopping.url);
  await client.say('begin');
  await until(() => release !== null);
  const stopped = stopping.receiver.stop(10_000);
  expect((await client.say('too late')).status).toBe(502);
  release?.();
  expect(await stopped).toBe(true);
  expect((await client.until(fromBot)).text).toBe('ended');
  await stopping.stop();
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
