import type { ChangeState } from './change';

export const changeEvents = [
  'confirm',
  'ask-approval',
  'approve',
  'deny',
  'withdraw',
  'expire',
  'supersede',
  'start',
  'wait',
  'resume',
  'ask-sign-in',
  'ask-role',
  'cancel',
  'finish',
  'finish-partly',
  'fail',
  'lose',
] as const;
export type ChangeEvent = (typeof changeEvents)[number];

type Moves = Partial<Record<ChangeEvent, ChangeState>>;

const waiting: Moves = { resume: 'running', cancel: 'cancelled', supersede: 'superseded', fail: 'failed' };

/** The one table of legal moves (docs/architecture.md, «life of a change»). What is not here cannot happen. */
const moves: Record<ChangeState, Moves> = {
  draft: { confirm: 'queued', 'ask-approval': 'awaiting-approval', withdraw: 'withdrawn', expire: 'expired', supersede: 'superseded' },
  'awaiting-approval': { approve: 'queued', deny: 'denied', withdraw: 'withdrawn', expire: 'expired', supersede: 'superseded' },
  queued: {
    start: 'running',
    wait: 'waiting',
    cancel: 'cancelled',
    supersede: 'superseded',
    fail: 'failed',
    'ask-sign-in': 'waiting-sign-in',
    'ask-role': 'waiting-role',
    // Who approved may no longer approve when it is to begin.
    'ask-approval': 'awaiting-approval',
  },
  running: {
    wait: 'waiting',
    'ask-sign-in': 'waiting-sign-in',
    'ask-role': 'waiting-role',
    cancel: 'cancelled',
    supersede: 'superseded',
    finish: 'done',
    'finish-partly': 'partly-done',
    fail: 'failed',
    lose: 'unknown',
    // It waited for a person before anything was sent, and who approved may no longer approve.
    'ask-approval': 'awaiting-approval',
  },
  // Nothing was sent yet, and who approved may no longer approve.
  waiting: { ...waiting, 'ask-approval': 'awaiting-approval' },
  'waiting-sign-in': waiting,
  'waiting-role': waiting,
  done: {},
  'partly-done': {},
  failed: {},
  unknown: {},
  denied: {},
  withdrawn: {},
  expired: {},
  superseded: {},
  cancelled: {},
};

/** Where an event leads, or null when it is not a legal move from there. */
export function transition(state: ChangeState, event: ChangeEvent): ChangeState | null {
  return moves[state][event] ?? null;
}

/** Whether nothing moves it any more. */
export function isEnded(state: ChangeState): boolean {
  return Object.keys(moves[state]).length === 0;
}

/** Whether it goes on only when somebody says so. */
export function waitsForPerson(state: ChangeState): boolean {
  return state === 'waiting-sign-in' || state === 'waiting-role';
}

/** Whether a worker has it, or will: it can be stopped, not withdrawn. */
export function isUnderway(state: ChangeState): boolean {
  return transition(state, 'cancel') !== null;
}
