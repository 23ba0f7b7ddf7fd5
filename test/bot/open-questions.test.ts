import { TestAdapter, TurnContext } from 'botbuilder';
import { createLocalAdapter } from '../../src/bot/adapter';
import { createLog } from '../../src/bot/log';
import { createOpenQuestions } from '../../src/bot/open-questions';
import { createTurnQueue } from '../../src/bot/turn-queue';
import { startConversation } from './direct-line-client';
import { runBot, type RunningBot } from './running-bot';

const hourMs = 3_600_000;

let bot: RunningBot;
beforeAll(async () => (bot = await runBot()));
afterAll(() => bot.stop());

/** What is offered, and the clock of whoever offers it. */
function open(offer: (turn: TurnContext) => Promise<void>) {
  const clock = { at: Date.now(), now: () => new Date(clock.at) };
  const adapter = createLocalAdapter({ ownUrl: () => bot.url });
  const questions = createOpenQuestions({
    database: bot.database,
    clock,
    adapter,
    queue: createTurnQueue(),
    offer,
    log: createLog({ level: 'silent' }),
  });
  const turnIn = (conversation: string, isGroup = false): TurnContext => {
    const activity = {
      type: 'message',
      id: '1',
      channelId: 'directline',
      serviceUrl: bot.url,
      conversation: { id: conversation, isGroup, conversationType: isGroup ? 'channel' : 'personal', name: '' },
      from: { id: 'voice-admin', name: '' },
      recipient: { id: 'switchboard', name: '' },
    };
    return new TurnContext(new TestAdapter(async () => undefined), activity);
  };
  return { clock, questions, turnIn };
}

test('an open question is offered where it was asked, to whom it was asked, a day later and once', async () => {
  const client = await startConversation(bot.url);
  const { clock, questions, turnIn } = open(async (turn) => {
    expect(turn.activity.from.id).toBe('voice-admin');
    await turn.sendActivity('still open');
  });
  await questions.note(turnIn(client.conversation), true);
  clock.at += 23 * hourMs;
  await questions.sweep();
  expect(await client.all()).toEqual([]);
  clock.at += 2 * hourMs;
  await questions.sweep();
  expect((await client.until(({ text }) => text === 'still open')).text).toBe('still open');
  clock.at += 48 * hourMs;
  await questions.sweep();
  await questions.sweep({ atStart: true });
  expect(await client.all()).toHaveLength(1);
});

test('after a start it is offered at once', async () => {
  const client = await startConversation(bot.url);
  const { questions, turnIn } = open(async (turn) => void (await turn.sendActivity('still open')));
  await questions.note(turnIn(client.conversation), true);
  await questions.sweep({ atStart: true });
  expect(await client.all()).toHaveLength(1);
});

test('what was answered, or asked where others read, is not offered', async () => {
  const offered: string[] = [];
  const { questions, turnIn } = open(async (turn) => void offered.push(turn.activity.conversation.id));
  await questions.note(turnIn('answered'), true);
  await questions.note(turnIn('answered'), false);
  await questions.note(turnIn('channel', true), true);
  await questions.sweep({ atStart: true });
  expect(offered).toEqual([]);
});

test('one that cannot be offered keeps nobody else from theirs', async () => {
  const offered: string[] = [];
  const { questions, turnIn } = open(async (turn) => {
    if (turn.activity.conversation.id === 'first') throw new Error('gone');
    offered.push(turn.activity.conversation.id);
  });
  for (const id of ['first', 'second']) await questions.note(turnIn(id), true);
  await questions.sweep({ atStart: true });
  expect(offered).toEqual(['second']);
});
