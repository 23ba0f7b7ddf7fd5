import { randomUUID } from 'node:crypto';
import { startConversation, type LocalClient } from './direct-line-client';
import { runBot, type RunningBot } from './running-bot';

const paragraphs = Array.from({ length: 60 }, (_, index) => `Paragraph ${index + 1}: ${'words '.repeat(12).trim()}.`);

let bot: RunningBot;
beforeAll(async () => {
  bot = await runBot({
    conversation: (speaker) => ({
      async message(turn, _speech, text) {
        const say = (said: string) => speaker.send(turn, { card: { type: 'AdaptiveCard' }, text: said, summary: said.slice(0, 20) });
        if (text === 'more') return void ((await speaker.sendMore(turn)) || (await say('no more')));
        await say(text === 'long' ? paragraphs.join('\n\n') : text);
        if (text === 'long') await say('And which site?');
      },
      action: () => Promise.resolve(null),
    }),
  });
});
afterAll(() => bot.stop());

/** Somebody on a channel that shows no cards; their messages come to the same endpoint. */
async function onPhone(): Promise<(text: string) => Promise<string[]>> {
  const client: LocalClient = await startConversation(bot.url);
  return async (text) => {
    const id = randomUUID();
    await fetch(`${bot.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        type: 'message',
        id,
        text,
        channelId: 'sms',
        serviceUrl: bot.url,
        conversation: { id: client.conversation },
        from: { id: 'voice-admin' },
        recipient: { id: 'switchboard' },
      }),
    });
    const last = text === 'long' ? 'And which site?' : undefined;
    await client.until((activity) => activity.replyToId === id && (last === undefined || activity.text === last));
    return (await client.all()).filter(({ replyToId }) => replyToId === id).map((activity) => activity.text ?? '');
  };
}

test('a long answer comes in pages, a question after it does not end it, and nothing is left out', async () => {
  const says = await onPhone();
  const [first = '', question] = await says('long');
  expect(question).toBe('And which site?');
  let page = first;
  const read: string[] = [];
  for (;;) {
    expect(page.length).toBeLessThan(1_600);
    const [body = '', left] = page.split('\n\n… There ');
    read.push(body);
    if (left === undefined) break;
    expect(left).toMatch(/^(is one more page|are \d more pages): say `more`\.$/);
    [page = ''] = await says('more');
  }
  expect(read.length).toBeGreaterThan(3);
  expect(read.join('\n\n')).toBe(paragraphs.join('\n\n'));
  expect(await says('more')).toEqual(['no more']);
});

test('what is said next ends it', async () => {
  const says = await onPhone();
  await says('long');
  expect(await says('short')).toEqual(['short']);
  expect(await says('more')).toEqual(['no more']);
});
