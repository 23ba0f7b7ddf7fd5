import { createSigningKeys } from '../../src/bot/signing-keys';
import { openBotFramework } from '../microsoft/bot-framework';

const minute = 60_000;

/** The Bot Framework's keys over time, with a clock that is set. */
async function open() {
  const botFramework = await openBotFramework({ appId: 'app', marker: 'mark' });
  const clock = { ms: Date.UTC(2026, 0, 1), now: () => new Date(clock.ms) };
  const keyOf = createSigningKeys({ metadataUrl: botFramework.openId, clock, timeoutMs: 5_000 });
  const newest = (): string => {
    const token = botFramework.channelToken({ serviceUrl: 'http://127.0.0.1' });
    return (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8')) as { kid: string }).kid;
  };
  const reads = () => botFramework.asked.filter((one) => one.endsWith('/keys')).length;
  return { botFramework, clock, keyOf, newest, reads };
}

test('keys are read once, also for many at the same moment and for names that nobody knows', async () => {
  const { botFramework, keyOf, newest, reads } = await open();
  const found = await Promise.all(Array.from({ length: 20 }, (_one, at) => keyOf(at % 2 === 0 ? newest() : `stranger-${at}`)));
  expect(found.filter((one) => one !== undefined)).toHaveLength(10);
  expect(reads()).toBe(1);
  await botFramework.close();
});

test('a new key is found once five minutes have passed since the last look', async () => {
  const { botFramework, clock, keyOf, newest, reads } = await open();
  await keyOf(newest());
  botFramework.rotate();
  expect(await keyOf(newest())).toBeUndefined();
  clock.ms += 6 * minute;
  expect((await keyOf(newest()))?.endorsements).toContain('msteams');
  expect(reads()).toBe(2);
  await botFramework.close();
});

test('known keys are looked up again after a day, and serve on where that fails', async () => {
  const { botFramework, clock, keyOf, newest } = await open();
  const kid = newest();
  await keyOf(kid);
  await botFramework.close();
  clock.ms += 25 * 60 * minute;
  expect(await keyOf(kid)).toBeDefined();
});

test('where there never were any, that is said', async () => {
  const { botFramework, keyOf } = await open();
  await botFramework.close();
  await expect(keyOf('any')).rejects.toThrow('The keys of the Bot Framework cannot be read.');
});
