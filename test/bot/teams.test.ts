import type { Rendered } from '../../src/cards/rendered';
import { bystander } from '../../src/auth/person';
import { changeCard } from '../../src/cards/views/change';
import type { Change } from '../../src/changes/change';
import { UserError } from '../../src/sentence';
import { change as sample, factLines, part, reader, vera } from '../cards/samples';
import { runBot, type RunningBot } from './running-bot';
import { storeChange } from './sample-change';
import { activity, click, conversations, installed, message, openChannel, type Channel, type Heard } from './teams';

const changes = new Map<number, Change>();
/** Resolves what slow commands wait for. */
let release: () => void = () => undefined;
let channel: Channel;
let bot: RunningBot;

const cardFor = (change: Change, person = vera): Rendered =>
  changeCard({ change, reader: reader('en', person), tenantName: 'Contoso', lines: () => factLines('+1 425 555 0140') });

beforeAll(async () => {
  channel = await openChannel();
  await put({ ...sample(), id: 7, state: 'draft', parts: [part()] });
  bot = await runBot({
    changes,
    channel: channel.url,
    answerWithinMs: 300,
    show: (change, { place, person }) => cardFor(change, place === 'shared' ? bystander(person) : vera),
    conversation: (speaker, heard) => ({
      async message(turn, { person }, text) {
        heard.push(text);
        if (text === 'slow') await new Promise<void>((resolve) => (release = resolve));
        const shown = /^show (\d+)$/.exec(text)?.[1];
        const change = changes.get(Number(shown));
        if (change) return speaker.send(turn, cardFor(change, person), change);
        const said = `${person.name} said ${text}`;
        await speaker.send(turn, { card: null, text: said, summary: said });
      },
      async action(_turn, { person }, action) {
        if (action.verb === 'say' || action.verb === 'fill') return null;
        if (action.verb === 'stop') await new Promise<void>((resolve) => (release = resolve));
        const change = changes.get(action.change);
        if (!change || person.roles.length === 0) throw new UserError('message.empty');
        return cardFor(change, person);
      },
      decides: (_language, text) => text.startsWith('confirm'),
    }),
  });
});
afterAll(async () => {
  await bot.stop();
  await channel.close();
});

async function put(change: Change): Promise<void> {
  changes.set(change.id, change);
  if (bot) await storeChange(bot.database, change);
}

const say = (said: Record<string, unknown>): Promise<Response> => channel.say(bot.url, said);
const cardIn = ({ activity: sent }: Heard) =>
  sent.attachments?.[0]?.content as { body: unknown; actions: { title: string }[]; refresh?: object };
const titlesOf = (card: { actions: { title: string }[] }): string[] => card.actions.map(({ title }) => title);
const isIn = (kind: keyof typeof conversations) => (heard: Heard) => heard.conversation === conversations[kind].id;

/** Resolves when everything that was said in a conversation has been dealt with. */
async function handled(conversation: string): Promise<void> {
  const open = bot.database.db
    .selectFrom('inbox')
    .select('activity_id')
    .where('conversation', '=', conversation)
    .where('handled_at', 'is', null);
  while ((await open.execute()).length > 0) await new Promise(setImmediate);
}

const placesOf = (conversation: string) =>
  bot.database.db.selectFrom('reachable').select('conversation').where('conversation', '=', conversation).execute();

test('our own mention is no part of the wish, and others stand there as their accounts', async () => {
  channel.members.set('29:bob', { id: '29:bob', name: 'Bob', aadObjectId: '3f2504e0-4f89-11d3-9a0c-0305e82c3301' });
  const mentioned = [
    { id: '29:bob', name: 'Bob' },
    { id: '29:gone', name: 'Gone Away' },
  ];
  await say(message('channel', 'voice-admin', 'give number of <at>Bob</at> to <at>Gone Away</at>', mentioned));
  const answer = await channel.until(isIn('channel'));
  expect(bot.heard.at(-1)).toBe('give number of 3f2504e0-4f89-11d3-9a0c-0305e82c3301 to Gone Away');
  expect(answer.activity.text).toContain('Vera Voiceadmin said give number of');
});

describe('a change in a channel', () => {
  let base: Heard;
  beforeAll(async () => {
    await storeChange(bot.database, sample({ id: 7 }));
    await say(message('personal', 'voice-admin', 'hello'));
    await channel.until(({ conversation }) => conversation === 'a:voice-admin');
    await say(message('channel', 'helpdesk', 'hello'));
    await channel.until(isIn('channel'));
    await say(message('channel', 'voice-admin', 'show 7'));
    base = await channel.until((heard) => isIn('channel')(heard) && heard.activity.attachments !== undefined);
  });

  test('is shown to all with name and state alone, with nobody’s buttons, and refreshed for who is known there', () => {
    const seen = JSON.stringify(cardIn(base));
    expect(seen).toContain('New Hire');
    expect(seen).not.toMatch(/425 555|newhire@contoso.com|Set-CsUser/);
    expect(titlesOf(cardIn(base))).toEqual(['Refresh', 'Open our own chat']);
    expect(cardIn(base).refresh).toEqual({
      action: { type: 'Action.Execute', verb: 'refresh', data: { verb: 'refresh', change: 7, version: expect.any(Number) as number } },
      userIds: expect.arrayContaining(['voice-admin', 'helpdesk']) as string[],
    });
  });

  test('is shown whole to whoever asked, in their own chat', async () => {
    const own = await channel.until((heard) => heard.conversation === 'a:voice-admin' && heard.activity.attachments !== undefined);
    expect(JSON.stringify(cardIn(own))).toContain('425 555');
  });

  test('gives each of them the buttons that are theirs, and still no numbers', async () => {
    const views = [];
    for (const persona of ['voice-admin', 'helpdesk', 'stranger']) {
      const answer = await say(click('channel', persona, { verb: 'refresh', change: 7, version: 3 }));
      const body = (await answer.json()) as { type: string; value: Parameters<typeof titlesOf>[0] };
      expect([answer.status, body.type]).toEqual([200, 'application/vnd.microsoft.card.adaptive']);
      expect(JSON.stringify(body)).not.toMatch(/425 555|Set-CsUser/);
      expect(body.value).toHaveProperty('refresh.userIds');
      views.push(titlesOf(body.value));
    }
    expect(views).toEqual([
      ['Confirm', 'Edit', 'Withdraw', 'Script', 'Open our own chat'],
      ['Edit', 'Withdraw', 'Open our own chat'],
      ['Refresh', 'Open our own chat'],
    ]);
  });

  test('a card that is not shown in a conversation is not given there to who may not see it', async () => {
    const answer = await say(click('groupChat', 'stranger', { verb: 'refresh', change: 7, version: 3 }));
    expect(await answer.json()).toMatchObject({ type: 'application/vnd.microsoft.activity.message' });
  });
});

describe('somebody who takes the app away', () => {
  test('is not reached any more, which is said of what waited for them', async () => {
    await put({ ...sample(), id: 8, state: 'queued', parts: [part()], version: 1 });
    await say(message('personal', 'approver', 'show 8'));
    await channel.until(({ conversation, activity: sent }) => conversation === 'a:approver' && sent.attachments !== undefined);
    await handled('a:approver');
    channel.fail('a:approver', { status: 403, code: 'MessageWritesBlocked' });
    await put({ ...sample(), id: 8, state: 'running', parts: [part()], version: 2 });
    await bot.sender.run();
    expect(bot.unreached).toEqual(['8 Aldo Approver']);
    expect(await placesOf('a:approver')).toEqual([]);
  });

  test('gets what they missed as a new message once they have it again', async () => {
    channel.fail('a:approver', null);
    expect((await say(installed('approver', 'add'))).status).toBe(200);
    const missed = await channel.until(({ conversation, method }) => conversation === 'a:approver' && method === 'POST');
    expect(JSON.stringify(cardIn(missed))).toContain('Running');
    expect(bot.restored).toContain('Aldo Approver');
  });

  test('who removes it is forgotten at once', async () => {
    await say(installed('approver', 'remove'));
    expect(await placesOf('a:approver')).toEqual([]);
  });
});

describe('what takes long', () => {
  test('a message is answered before it is handled', async () => {
    const answer = await say(message('personal', 'helpdesk', 'slow'));
    expect(answer.status).toBe(200);
    expect(channel.heard.filter(({ activity: sent }) => sent.text?.includes('said slow'))).toEqual([]);
    release();
    await channel.until(({ activity: sent }) => sent.text?.includes('said slow') ?? false);
  });

  test('a click gets a first answer, and the card afterwards', async () => {
    const answer = await say(click('personal', 'voice-admin', { verb: 'stop', change: 7, version: 1 }, 'clicked-card'));
    expect(await answer.json()).toEqual({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: 'Still at it; the answer comes as a message.',
    });
    release();
    const card = await channel.until(({ path }) => path === 'activities/clicked-card');
    expect(card.method).toBe('PUT');
  });
});

test('who says too much is told once, and still heard with decisions', async () => {
  const from = bot.heard.length;
  for (let at = 0; at < 60; at++) await say(message('personal', 'auditor', `look ${at}`));
  await say(message('personal', 'auditor', 'confirm 7'));
  await channel.until(({ activity: sent }) => sent.text?.includes('said confirm 7') ?? false);
  const said = bot.heard.slice(from).filter((text) => text.startsWith('look'));
  expect(said).toHaveLength(40);
  expect(channel.heard.filter(({ activity: sent }) => sent.text?.startsWith('That is more than I can answer') ?? false)).toHaveLength(1);
  const refused = await say(activity('personal', 'auditor', { type: 'invoke', name: 'composeExtension/fetchTask', value: {} }));
  expect(await refused.json()).toMatchObject({ task: { type: 'message' } });
});
