import { setImmediate } from 'node:timers/promises';
import type { Check, Finding, Result } from '../../src/checks/check';
import { runChecks } from '../../src/checks/run-checks';
import { sentence } from '../../src/sentence';
import { shortly } from './check-model';

const word = sentence('check.ports.any');
const finding = (result: Result): Finding => ({ result, seen: word, remedy: result === 'ok' ? null : word });

function check(id: string, run: Check['run']): Check {
  return { id, target: id, proves: word, run };
}

function run(options: Partial<Parameters<typeof runChecks>[1]> = {}): Parameters<typeof runChecks>[1] {
  return { signal: new AbortController().signal, fault: () => undefined, ...options };
}

/** Never ends by itself, nor heeds its signal. */
const stuck = () => new Promise<Finding[]>(() => undefined);

test('outcomes come worst first, else in their order, each as bad as its worst finding', async () => {
  const checks = [
    check('fine', async () => [finding('ok')]),
    check('nothing', async () => []),
    check('by hand', async () => [finding('not-provable'), finding('ok')]),
    check('broken', async () => [finding('ok'), finding('warning'), finding('wrong')]),
    check('careful', async () => [finding('warning'), finding('not-provable')]),
    check('open', async () => [finding('unknown'), finding('warning')]),
  ];
  const outcomes = await runChecks(checks, run());
  expect(outcomes.map(({ check: { id }, result }) => `${id} ${result}`)).toEqual([
    'broken wrong',
    'open unknown',
    'careful warning',
    'by hand not-provable',
    'fine ok',
    'nothing ok',
  ]);
});

test('no more run at once than is said, and progress tells of each as it ends', async () => {
  let running = 0;
  let most = 0;
  const checks = Array.from({ length: 7 }, (_, at) =>
    check(String(at), async () => {
      most = Math.max(most, ++running);
      await setImmediate();
      running--;
      return [finding('ok')];
    }),
  );
  const told: string[] = [];
  await runChecks(checks, run({ atOnce: 3, progress: (outcome, done, total) => told.push(`${outcome.result} ${done}/${total}`) }));
  expect(most).toBe(3);
  expect(told).toEqual(['ok 1/7', 'ok 2/7', 'ok 3/7', 'ok 4/7', 'ok 5/7', 'ok 6/7', 'ok 7/7']);
});

test('a check that takes too long is unknown, and its signal says stop', async () => {
  let stopped = false;
  const heeding = check('slow', (signal) => {
    signal.addEventListener('abort', () => (stopped = true));
    return stuck();
  });
  const [outcome] = await runChecks([heeding], run({ timeoutMs: 20 }));
  expect(shortly(outcome?.findings ?? [])).toEqual(['unknown slow']);
  expect(stopped).toBe(true);
});

test('a check that breaks is unknown and told to the log, and the others go on', async () => {
  const faults: unknown[] = [];
  const error = new Error('a bug');
  const checks = [check('bug', () => Promise.reject(error)), check('fine', async () => [finding('ok')])];
  const outcomes = await runChecks(checks, run({ atOnce: 1, fault: (fault, { id }) => faults.push([fault, id]) }));
  expect(outcomes.map(({ findings }) => shortly(findings))).toEqual([['unknown fault'], ['ok any']]);
  expect(faults).toEqual([[error, 'bug']]);
});

test('stopping gives what is there, starts nothing more and waits for nothing', async () => {
  const stop = new AbortController();
  const started: string[] = [];
  const checks = [
    check('one', async () => [finding('ok')]),
    check('stuck', () => {
      started.push('stuck');
      stop.abort();
      return stuck();
    }),
    check('never', async () => {
      started.push('never');
      return [];
    }),
  ];
  const outcomes = await runChecks(checks, run({ signal: stop.signal, atOnce: 1 }));
  expect(outcomes.map(({ check: { id } }) => id)).toEqual(['one']);
  expect(started).toEqual(['stuck']);
  expect(await runChecks(checks, run({ signal: stop.signal }))).toEqual([]);
});
