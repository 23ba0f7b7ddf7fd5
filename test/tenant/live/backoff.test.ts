import { createBackoff } from '../../../src/tenant/live/backoff';
import type { Answer, Call } from '../../../src/tenant/tenant';

const read: Call = { cmdlet: 'Get-CsOnlineUser', parameters: {} };
const write: Call = { cmdlet: 'Set-CsPhoneNumberAssignment', parameters: {} };
const done: Answer = { outcome: 'done', output: [], warnings: [] };
const busy = (outcome: 'failed' | 'not-run' = 'failed'): Answer => ({
  outcome,
  error: { id: 'TooManyRequests,X', message: 'Status: TooManyRequests' },
});

function open(answers: Answer[]) {
  let now = 0;
  const pauses: number[] = [];
  const backoff = createBackoff({
    clock: { now: () => new Date(now) },
    random: () => 0.5,
    pause: (ms) => {
      pauses.push(ms);
      now += ms;
      return Promise.resolve();
    },
  });
  let asked = 0;
  const run = (call: Call) => backoff.run(call, () => Promise.resolve(answers[Math.min(asked++, answers.length - 1)]!));
  return { backoff, run, pauses, asked: () => asked };
}

test('a read is asked again after a pause that doubles', async () => {
  const { run, pauses } = open([busy(), busy(), done]);
  expect(await run(read)).toBe(done);
  expect(pauses).toEqual([1_500, 2_500]);
});

test('a read is asked four times, and then it is said', async () => {
  const { run, asked } = open([busy()]);
  expect(await run(read)).toEqual(busy());
  expect(asked()).toBe(4);
});

test('a write that may have acted is sent once', async () => {
  const { run, asked } = open([busy(), done]);
  expect(await run(write)).toEqual(busy());
  expect(asked()).toBe(1);
});

test('a write that is proven not to have run is sent again', async () => {
  const { run, asked } = open([busy('not-run'), done]);
  expect(await run(write)).toBe(done);
  expect(asked()).toBe(2);
});

test('when one is told to wait, everybody of the tenant waits', async () => {
  const { backoff, run, pauses } = open([done]);
  backoff.hold(7_000);
  await run(write);
  expect(pauses).toEqual([7_500]);
});

test('other trouble is nobody’s to wait for', async () => {
  const denied: Answer = { outcome: 'failed', error: { id: 'Forbidden,X', message: 'Access Denied' } };
  const { run, asked, pauses } = open([denied]);
  expect(await run(read)).toBe(denied);
  expect([asked(), pauses]).toEqual([1, []]);
});
