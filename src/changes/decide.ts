import type { SignInReason } from '../auth/credentials';
import { sameFact, satisfies, type Goal, type State } from '../resources/facts';
import type { CmdletStep, Resource, WaitStep } from '../resources/resource';
import { sentence, type Sentence } from '../sentence';
import { explain } from '../tenant/known-errors';
import type { JournalEntry, Moved, Part, PlannedStep } from './change';
import { withHashes } from './step-hash';

/** What to do next for a part, given what was just read. Pure: the runner does it and asks again. */
export type Move =
  | { kind: 'done' }
  | { kind: 'send'; planned: PlannedStep<CmdletStep>; attempt: number }
  | { kind: 'start-wait'; planned: PlannedStep<WaitStep> }
  | { kind: 'park'; pauseMs: number; note: Sentence }
  | { kind: 'drift'; moved: Moved[] }
  /** Only a person can go on: whoever runs it lacks a role. */
  | { kind: 'ask-role'; cmdlet: string; note: Sentence }
  /** The same: whoever runs it has to sign in. `since`: when it was tried, in milliseconds. */
  | { kind: 'ask-sign-in'; reason: SignInReason; since: number; note: Sentence }
  | { kind: 'failed' | 'unknown' | 'cancelled'; note: Sentence | null };

export interface Circumstances {
  /** When the read began, in milliseconds. */
  now: number;
  stopAsked: boolean;
  /** When a person last said to go on, in milliseconds; null: never. */
  resumedAt: number | null;
  settleMs(cmdlet: string): number;
}

const maxAttempts = 3;
const shortestPauseMs = 200;
const longestPauseMs = 30_000;

/**
 * The rules of the journal: a sent step is never sent again in its attempt; sent but not visible is waited for until it has settled
 * and is `unknown` after that; only a definite failure opens a bounded new attempt; somebody else's change stops it.
 */
export function decide(part: Part, resource: Pick<Resource, 'plan' | 'whenStopped'>, read: State, circumstances: Circumstances): Move {
  const { stopAsked } = circumstances;
  const plan = withHashes(resource.plan(part.key, read, part.goal));
  if (plan.length > 0 && stopAsked) return stopped(part, resource, read, circumstances);
  const next = plan[0];
  if (!next) return { kind: 'done' };
  const moved = movedFacts(part, read);
  const strange = plan.find((step) => step.step.kind === 'cmdlet' && !part.plan.some(({ hash }) => hash === step.hash));
  if (moved.length > 0 || strange) return { kind: 'drift', moved };
  return take(part, next, circumstances);
}

/** Whoever stops in the middle leaves nothing behind that was there for the sake of the rest alone. */
function stopped(part: Part, resource: Pick<Resource, 'plan' | 'whenStopped'>, read: State, circumstances: Circumstances): Move {
  const begun = sentCmdlets(part.journal).length > 0;
  const [next] = begun && resource.whenStopped ? withHashes(resource.plan(part.key, read, resource.whenStopped())) : [];
  return next ? take(part, next, circumstances) : { kind: 'cancelled', note: null };
}

function take(part: Part, { hash, step }: PlannedStep, circumstances: Circumstances): Move {
  return step.kind === 'wait' ? wait(part, { hash, step }, circumstances) : send(part, { hash, step }, circumstances);
}

/** The facts whose value is neither what was reviewed nor what our own steps, sent now or by the change before, may have made of them. */
export function movedFacts(part: Part, read: State): Moved[] {
  const facts = new Set(part.plan.flatMap(({ step }) => (step.kind === 'cmdlet' ? Object.keys(step.sets) : [])));
  return [...facts].flatMap((fact) => {
    const seen = read.facts[fact];
    const expected = part.before.facts[fact];
    const ours = [...(part.explained[fact] ?? []), ...mayHaveSet(part.journal, fact)];
    const explained = sameFact(seen, expected) || ours.some((goal) => satisfies(seen, goal));
    return explained ? [] : [{ fact, expected: expected ?? null, seen: seen ?? null }];
  });
}

/** Every value that the sent cmdlets may have given a fact. Only «not run» proves that nothing happened. */
export function mayHaveSet(journal: JournalEntry[], fact: string): Goal[] {
  return sentCmdlets(journal).flatMap(({ sets }) => (fact in sets ? [sets[fact]!] : []));
}

/** The journaled cmdlets that may have acted, oldest first. */
export function sentCmdlets(journal: JournalEntry[]) {
  return journal.flatMap(({ step, outcome, sentAt }) =>
    step.kind === 'cmdlet' && outcome !== 'not-run' ? [{ cmdlet: step.cmdlet, sets: step.sets, final: step.final === true, sentAt }] : [],
  );
}

function wait(part: Part, planned: PlannedStep<WaitStep>, { now }: Circumstances): Move {
  const { hash, step } = planned;
  const started = part.journal.find(({ stepHash }) => stepHash === hash);
  if (!started) return { kind: 'start-wait', planned };
  const waitedMs = now - Date.parse(started.sentAt);
  if (waitedMs >= step.giveUpAfterMs) return { kind: 'failed', note: sentence('note.gaveUp', { reason: step.reason }) };
  return { kind: 'park', pauseMs: pause(waitedMs), note: step.reason };
}

function send(part: Part, planned: PlannedStep<CmdletStep>, { now, settleMs, resumedAt }: Circumstances): Move {
  const { cmdlet } = planned.step;
  const last = part.journal.filter(({ stepHash }) => stepHash === planned.hash).at(-1);
  if (!last) return { kind: 'send', planned, attempt: 1 };
  const sinceMs = now - Date.parse(last.endedAt ?? last.sentAt);
  if (last.outcome === 'failed' || last.outcome === 'not-run') {
    const { sentence: said, mayRetry, lacksRole, needsSignIn } = explain(last.error ?? { message: '', id: '' });
    if (lacksRole || needsSignIn) {
      const resumed = resumedAt !== null && resumedAt > Date.parse(last.endedAt ?? last.sentAt);
      if (resumed) return { kind: 'send', planned, attempt: last.attempt + 1 };
      if (needsSignIn) return { kind: 'ask-sign-in', reason: needsSignIn, since: Date.parse(last.sentAt), note: said };
      return { kind: 'ask-role', cmdlet, note: said };
    }
    if (!mayRetry || last.attempt >= maxAttempts) return { kind: 'failed', note: said };
    const backoffMs = shortestPauseMs * 5 ** last.attempt;
    return sinceMs >= backoffMs
      ? { kind: 'send', planned, attempt: last.attempt + 1 }
      : { kind: 'park', pauseMs: backoffMs - sinceMs, note: sentence('note.retrying', { reason: said }) };
  }
  const answered = last.outcome === 'done';
  if (sinceMs >= settleMs(cmdlet)) return { kind: 'unknown', note: sentence(answered ? 'note.neverSeen' : 'note.lost', { cmdlet }) };
  return { kind: 'park', pauseMs: pause(sinceMs), note: sentence(answered ? 'note.replication' : 'note.checking', { cmdlet }) };
}

/** Growing pauses: about a quarter of what was waited already. */
function pause(elapsedMs: number): number {
  return Math.min(longestPauseMs, Math.max(shortestPauseMs, elapsedMs / 4));
}
