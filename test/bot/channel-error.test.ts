import { retryAfter } from '../../src/bot/channel-error';

const answered = (statusCode: number, seconds?: string): unknown => ({
  statusCode,
  response: { headers: new Map(seconds === undefined ? [] : [['retry-after', seconds]]) },
});

test.each<[string, unknown, number, number | null]>([
  ['blocked', answered(403), 0, null],
  ['deleted', answered(404), 0, null],
  ['first failure', answered(500), 0, 1_500],
  ['each failure doubles it', answered(502), 3, 12_000],
  ['never longer than five minutes', answered(503), 20, 225_000],
  ['what the channel asks for', answered(429, '30'), 0, 30_000],
  ['a moment instead of seconds is not understood', answered(429, 'Wed, 21 Oct 2026 07:28:00 GMT'), 0, 1_500],
  ['no answer at all', new Error('time-out'), 0, 1_500],
])('%s', (_what, error, failures, waitMs) => {
  expect(retryAfter(error, failures, () => 0.5)).toBe(waitMs);
});
