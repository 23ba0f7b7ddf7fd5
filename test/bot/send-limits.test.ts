import { createSendLimits } from '../../src/bot/send-limits';
import { limitedClient } from '../../src/bot/limited-client';

/** Time that passes only while somebody waits for it. */
function virtual() {
  let now = 0;
  const sleepers: { at: number; wake: () => void }[] = [];
  return {
    now: () => now,
    random: () => 0,
    wait: (ms: number) => new Promise<void>((wake) => void sleepers.push({ at: now + ms, wake })),
    /** Lets time pass from one sleeper to the next until nobody sleeps. */
    async pass(): Promise<void> {
      for (;;) {
        for (let turns = 0; turns < 50; turns++) await Promise.resolve();
        await new Promise(setImmediate);
        const next = sleepers.sort((a, b) => a.at - b.at).shift();
        if (!next) return;
        now = Math.max(now, next.at);
        next.wake();
      }
    },
  };
}

function mostIn(moments: readonly number[], inMs: number): number {
  return Math.max(0, ...moments.map((from) => moments.filter((at) => at >= from && at < from + inMs).length));
}

test('in one conversation no window takes more than the channel does, and nothing is dropped', async () => {
  const time = virtual();
  const limits = createSendLimits(time);
  const sent: number[] = [];
  const all = Promise.all(Array.from({ length: 2_000 }, () => limits.turn('a').then(() => sent.push(time.now()))));
  await time.pass();
  await all;
  expect(sent).toHaveLength(2_000);
  expect([1_000, 2_000, 30_000, 3_600_000].map((inMs) => mostIn(sent, inMs))).toEqual([7, 8, 60, 1_800]);
});

test('all conversations together keep the tenant’s limit, and each its order', async () => {
  const time = virtual();
  const limits = createSendLimits(time);
  const sent: { name: string; at: number }[] = [];
  const names = Array.from({ length: 40 }, (_, at) => `c${at}`);
  const all = Promise.all(names.flatMap((name) => [1, 2, 3].map(() => limits.turn(name).then(() => sent.push({ name, at: time.now() })))));
  await time.pass();
  await all;
  expect(
    mostIn(
      sent.map(({ at }) => at),
      1_000,
    ),
  ).toBe(50);
});

test('a pause that the channel asked for holds back its conversation alone', async () => {
  const time = virtual();
  const limits = createSendLimits(time);
  limits.holdBack('a', 10_000);
  const sent: string[] = [];
  void limits.turn('a').then(() => sent.push(`a ${time.now()}`));
  void limits.turn('b').then(() => sent.push(`b ${time.now()}`));
  await time.pass();
  expect(sent).toEqual(['b 0', 'a 10000']);
});

describe('requests of the connector client', () => {
  type Client = Parameters<typeof limitedClient>[0];
  type Request = Parameters<Client['sendRequest']>[0];

  const request = (method: string, path: string, body = ''): Request =>
    ({ method, url: `http://channel/v3/conversations/${path}`, body }) as unknown as Request;

  function client(status: (body: string) => number = () => 200): { client: Client; bodies: string[] } {
    const bodies: string[] = [];
    return {
      bodies,
      client: {
        async sendRequest(sent) {
          bodies.push(String(sent.body));
          const headers = { get: () => '7' };
          return { request: sent, status: status(String(sent.body)), headers } as unknown as Awaited<ReturnType<Client['sendRequest']>>;
        },
      },
    };
  }

  test('of the edits of one message that wait, the newest goes and stands for all; other messages keep theirs', async () => {
    const time = virtual();
    const { client: inner, bodies } = client();
    const limited = limitedClient(inner, createSendLimits(time));
    const posts = Array.from({ length: 7 }, (_, at) => limited.sendRequest(request('POST', 'a/activities', `post ${at}`)));
    const edits = ['old', 'newer', 'newest'].map((body) => limited.sendRequest(request('PUT', 'a/activities/1', body)));
    const other = limited.sendRequest(request('PUT', 'a/activities/2', 'other'));
    await time.pass();
    expect(new Set((await Promise.all(edits)).map(({ request: sent }) => sent.body))).toEqual(new Set(['newest']));
    await Promise.all([...posts, other]);
    expect(bodies.slice(7)).toEqual(['newest', 'other']);
  });

  test('after a 429 the next one waits as long as was asked', async () => {
    const time = virtual();
    const { client: inner } = client((body) => (body === 'first' ? 429 : 200));
    const limited = limitedClient(inner, createSendLimits(time));
    await limited.sendRequest(request('POST', 'a/activities', 'first'));
    const next = limited.sendRequest(request('POST', 'a/activities', 'second'));
    await time.pass();
    await next;
    expect(time.now()).toBe(7_000);
  });
});
