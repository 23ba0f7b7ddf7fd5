import type { ChangeState } from '../../changes/change';

/** How a state looks: a sign and a container style beside its word, never the colour alone. */
export interface Look {
  sign: string;
  tone: 'accent' | 'good' | 'warning' | 'attention' | 'emphasis';
}

export const stateLooks: Record<ChangeState, Look> = {
  draft: { sign: '○', tone: 'accent' },
  'awaiting-approval': { sign: '…', tone: 'accent' },
  queued: { sign: '…', tone: 'accent' },
  running: { sign: '…', tone: 'accent' },
  waiting: { sign: '…', tone: 'accent' },
  'waiting-sign-in': { sign: '!', tone: 'warning' },
  'waiting-role': { sign: '!', tone: 'warning' },
  done: { sign: '✓', tone: 'good' },
  'partly-done': { sign: '!', tone: 'warning' },
  failed: { sign: '✗', tone: 'attention' },
  unknown: { sign: '?', tone: 'warning' },
  denied: { sign: '✗', tone: 'attention' },
  withdrawn: { sign: '–', tone: 'emphasis' },
  expired: { sign: '–', tone: 'emphasis' },
  superseded: { sign: '→', tone: 'emphasis' },
  cancelled: { sign: '–', tone: 'warning' },
};
