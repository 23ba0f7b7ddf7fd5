import { isRefresh } from '../../src/bot/answer-invokes';

test.each<[string, string, unknown, boolean]>([
  ['a refresh', 'adaptiveCard/action', { action: { verb: 'refresh', data: { change: 1 } } }, true],
  ['one whose verb is in its data', 'adaptiveCard/action', { action: { verb: '', data: { verb: 'refresh' } } }, true],
  ['a vote', 'adaptiveCard/action', { action: { verb: 'approve', data: { change: 1 } } }, false],
  ['a vote that has one in its data', 'adaptiveCard/action', { action: { verb: 'approve', data: { verb: 'refresh' } } }, false],
  ['a vote with one deep inside', 'adaptiveCard/action', { action: { verb: 'approve', data: { x: { verb: 'refresh' } } } }, false],
  ['another invoke', 'composeExtension/submitAction', { action: { verb: 'refresh' } }, false],
  ['nothing', 'adaptiveCard/action', undefined, false],
])('%s does what clients do by themselves, or not', (_what, name, value, is) => {
  expect(isRefresh({ name, value })).toBe(is);
});
