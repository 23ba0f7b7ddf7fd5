import { linesOf, exitCodeOf, reportOf } from '../../src/dialogs/checks/report';
import type { Check, Result } from '../../src/checks/check';
import { runChecks } from '../../src/checks/run-checks';
import { sentence } from '../../src/sentence';
import { soundRun } from './check-model';

function check(id: string, result: Result): Check {
  const values = { site: '\u001b[31mParis\n' };
  const remedy = result === 'ok' ? null : sentence('check.tenant.site.usage.remedy', values);
  return {
    id,
    target: id,
    proves: sentence('check.tenant.site.proves', values),
    run: async () => [{ result, seen: sentence('check.tenant.site.proves', values), remedy }],
  };
}

const report = async (...some: Result[]) =>
  reportOf(
    await runChecks(
      some.map((result, at) => check(`${result}-${at}`, result)),
      soundRun,
    ),
    { language: 'en', asked: some.length },
  );

test.each<[Result[], number]>([
  [['ok', 'warning', 'not-provable'], 0],
  [['ok', 'wrong', 'unknown'], 1],
  [['ok', 'unknown'], 2],
  [[], 0],
])('%j gives the exit code %d', async (results, code) => {
  expect(exitCodeOf(await report(...results))).toBe(code);
});

test('what was stopped is not known', async () => {
  expect(exitCodeOf({ ...(await report('ok')), missing: 1 })).toBe(2);
});

test('lines are worst first, with remedies, counts, and nothing that steers a terminal', async () => {
  const lines = linesOf(await report('ok', 'wrong'), 'en');
  expect(lines.map((line) => line.slice(0, 12).trim())).toEqual(['Wrong', '', 'Well', '1 wrong, 1 w']);
  expect(lines.join('')).not.toMatch(/[\u0000-\u001f]/);
});
