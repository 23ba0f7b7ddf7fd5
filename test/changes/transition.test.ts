import { changeStates, type ChangeState } from '../../src/changes/change';
import { changeEvents, isEnded, isUnderway, transition, type ChangeEvent } from '../../src/changes/transition';

/** Every legal move, written out a second time: what is not here must be refused. */
const legal: [ChangeState, ChangeEvent, ChangeState][] = [
  ['draft', 'confirm', 'queued'],
  ['draft', 'ask-approval', 'awaiting-approval'],
  ['draft', 'withdraw', 'withdrawn'],
  ['draft', 'expire', 'expired'],
  ['draft', 'supersede', 'superseded'],
  ['awaiting-approval', 'approve', 'queued'],
  ['awaiting-approval', 'deny', 'denied'],
  ['awaiting-approval', 'withdraw', 'withdrawn'],
  ['awaiting-approval', 'expire', 'expired'],
  ['awaiting-approval', 'supersede', 'superseded'],
  ['queued', 'start', 'running'],
  ['queued', 'wait', 'waiting'],
  ['queued', 'ask-sign-in', 'waiting-sign-in'],
  ['queued', 'ask-role', 'waiting-role'],
  ['queued', 'ask-approval', 'awaiting-approval'],
  ['waiting', 'ask-approval', 'awaiting-approval'],
  ['running', 'ask-approval', 'awaiting-approval'],
  ['queued', 'cancel', 'cancelled'],
  ['queued', 'supersede', 'superseded'],
  ['queued', 'fail', 'failed'],
  ['running', 'wait', 'waiting'],
  ['running', 'ask-sign-in', 'waiting-sign-in'],
  ['running', 'ask-role', 'waiting-role'],
  ['running', 'cancel', 'cancelled'],
  ['running', 'supersede', 'superseded'],
  ['running', 'finish', 'done'],
  ['running', 'finish-partly', 'partly-done'],
  ['running', 'fail', 'failed'],
  ['running', 'lose', 'unknown'],
  ...(['waiting', 'waiting-sign-in', 'waiting-role'] as const).flatMap((state): [ChangeState, ChangeEvent, ChangeState][] => [
    [state, 'resume', 'running'],
    [state, 'cancel', 'cancelled'],
    [state, 'supersede', 'superseded'],
    [state, 'fail', 'failed'],
  ]),
];

const pairs = changeStates.flatMap((state) => changeEvents.map((event) => ({ state, event })));

it.each(pairs)('$state + $event', ({ state, event }) => {
  const expected = legal.find(([from, by]) => from === state && by === event);
  expect(transition(state, event)).toBe(expected?.[2] ?? null);
});

it('reaches every state from a draft', () => {
  const reached = new Set<ChangeState>(['draft']);
  for (const state of reached) {
    for (const event of changeEvents) {
      const next = transition(state, event);
      if (next) reached.add(next);
    }
  }
  expect([...reached].sort()).toEqual([...changeStates].sort());
});

it('knows what has ended and what a worker has', () => {
  expect(changeStates.filter(isEnded)).toEqual([
    'done',
    'partly-done',
    'failed',
    'unknown',
    'denied',
    'withdrawn',
    'expired',
    'superseded',
    'cancelled',
  ]);
  expect(changeStates.filter(isUnderway)).toEqual(['queued', 'running', 'waiting', 'waiting-sign-in', 'waiting-role']);
});
