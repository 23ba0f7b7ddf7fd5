import { startConversation } from './direct-line-client';
import { runBot, type RunningBot } from './running-bot';

let bot: RunningBot;
beforeAll(async () => (bot = await runBot()));
afterAll(() => bot.stop());

const fromBot = (activity: { from?: { id: string } }): boolean => activity.from?.id === 'switchboard';

test('a message goes through /api/messages to the conversation, and its answer comes back in the stream', async () => {
  const client = await startConversation(bot.url);
  const sent = await client.say('hello');
  expect(sent.status).toBe(200);
  expect(await sent.json()).toEqual({ id: expect.any(String) });
  expect(await client.until(fromBot)).toMatchObject({ type: 'message', text: 'Vera Voiceadmin (voice-admin): hello' });
});
