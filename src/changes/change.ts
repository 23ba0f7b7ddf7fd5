import type { Recorded } from '../auth/person';
import type { Requirement, Stage } from '../approvals/requirement';
import type { Standing } from '../approvals/standing';
import type { Fact, Goal, Patch, State } from '../resources/facts';
import type { Risk, Step, Subject } from '../resources/resource';
import type { Sentence } from '../sentence';
import type { ErrorRecord } from '../tenant/tenant';

/** Where a change is in its life. The legal moves are in transition.ts. */
export const changeStates = [
  'draft',
  'awaiting-approval',
  'queued',
  'running',
  'waiting',
  'waiting-sign-in',
  'waiting-role',
  'done',
  'partly-done',
  'failed',
  'unknown',
  'denied',
  'withdrawn',
  'expired',
  'superseded',
  'cancelled',
] as const;
export type ChangeState = (typeof changeStates)[number];

/** An operation with its answers. */
export interface Asking {
  operation: string;
  /** Exact texts by field. */
  input: Record<string, string>;
}

/** What was asked for: enough to ask again after a restart. */
export type Request =
  | ({ kind: 'operation' } & Asking)
  /** Wishes that are reviewed, confirmed and run as one: a line of a message each, or a row of a list. */
  | { kind: 'several'; wishes: readonly OneOfSeveral[] }
  | { kind: 'put-back'; of: number; /** parts that could not be put back with the others */ leftOut?: readonly LeftOut[] | undefined };

/** A wish among others, and what the review made of it: either parts, or why it was left out. */
export interface OneOfSeveral extends Asking {
  /** Places of its parts. */
  parts: readonly number[];
  leftOut: LeftOut | null;
}

/** What does not go on with the rest. */
export interface LeftOut {
  /** For whom or what, as it was said. */
  name: string;
  reason: Sentence;
}

export interface PlannedStep<S extends Step = Step> {
  hash: string;
  step: S;
}

/** One cmdlet as it was sent. Committed before sending; `outcome` is `null` until the answer is committed. */
export interface JournalEntry {
  stepHash: string;
  attempt: number;
  step: Step;
  sentAt: string;
  outcome: 'done' | 'failed' | 'not-run' | 'unknown' | null;
  error: ErrorRecord | null;
  endedAt: string | null;
}

export const partStates = ['open', 'done', 'failed', 'unknown', 'cancelled', 'not-started'] as const;

/** One (resource, patch) of a change. A single request has one. */
export interface Part {
  id: number;
  resource: string;
  key: string;
  /** Places of the parts of this change that must be done before it. */
  needs: readonly number[];
  subject: Subject;
  state: (typeof partStates)[number];
  before: State;
  /** Values that a change which ended just before on the same key may still have made, by fact: seeing them is no drift. */
  explained: Readonly<Record<string, Goal[]>>;
  goal: Patch;
  plan: PlannedStep[];
  risk: Risk;
  warnings: Sentence[];
  /** The last state that was read after something was sent. */
  after: State | null;
  journal: JournalEntry[];
  /** Why it ended as it did, or what it waits for. */
  note: Sentence | null;
  /** Looks at a done part after hours and days, for what did not last. */
  rechecks: Recheck[];
}

export interface Recheck {
  at: string;
  /** The facts that are no longer as they were read back. */
  moved: Moved[];
}

/** What approvers were asked, and how far their votes have brought it. */
export interface Asked {
  /** Who confirmed it. */
  by: Recorded;
  at: string;
  reason: string | null;
  stages: readonly Stage[];
  /** Whose credentials will run it: of who confirmed, or of the last approver that was needed. */
  runAs: Requirement['runAs'];
  /** As the last vote left it: for cards. A vote and the run look again. */
  standing: Standing;
  /** The names of approvers whom no message of ours can reach. */
  unreached: readonly string[];
  /** How many reminders were sent. */
  reminded: number;
  escalated: boolean;
}

/** What an approver said. Every vote is kept; the last of a person in a stage counts. */
export interface Vote {
  stage: number;
  voter: Recorded;
  kind: 'approve' | 'deny';
  comment: string | null;
  at: string;
  counts: boolean;
}

export interface Remark {
  kind: 'question' | 'answer';
  person: Recorded;
  text: string;
  at: string;
}

export interface Change {
  id: number;
  /** Grows with each move; a card carries the version it shows. */
  version: number;
  state: ChangeState;
  request: Request;
  requester: Recorded;
  confirmedBy: Recorded | null;
  /** Who has to approve it; null for what was proposed before there were approvals. */
  approval: Requirement | null;
  asked: Asked | null;
  votes: Vote[];
  remarks: Remark[];
  /** Whose credentials run it; null until nothing is missing any more. */
  runsAs: Recorded | null;
  parts: Part[];
  /** The change that took this one's place, when it is superseded. */
  replacedBy: number | null;
  /** The change this one took the place of, with the facts that had moved meanwhile. */
  replaces: { id: number; moved: Moved[] } | null;
  /** Somebody asked to stop it; the worker stops before the next step. */
  stopAsked: boolean;
  /** Who withdrew it, or asked to stop it; null for what is older than this was kept. */
  calledOffBy: Recorded | null;
  /** When a person last said to go on with what waits for one. */
  resumedAt: string | null;
  /** The put back of this change that was proposed last. */
  putBackBy: number | null;
  createdAt: string;
  updatedAt: string;
  endedAt: string | null;
}

/** A fact that somebody else changed between review and run. */
export interface Moved {
  fact: string;
  expected: Fact;
  seen: Fact;
}

/** The groups whose turn it is: those of the open stage, and who may stand in for them. @param open the stage; as the last vote left it without one */
export function groupsInTurn({ asked, approval }: Pick<Change, 'asked' | 'approval'>, open = asked?.standing.open ?? 0): string[] {
  const instead = asked?.escalated ? approval?.escalate : null;
  return [...Object.keys(asked?.stages[open] ?? {}), ...(instead ? [instead.group] : [])];
}

/** The places of parts that need each other, directly or through others: no group waits for another. In the order of the parts. */
export function groupsOf(parts: readonly Pick<Part, 'needs'>[]): number[][] {
  const groups: number[][] = [];
  parts.forEach(({ needs }, place) => {
    const joined = groups.filter((group) => needs.some((needed) => group.includes(needed)));
    const others = groups.filter((group) => !joined.includes(group));
    groups.splice(
      0,
      groups.length,
      ...others,
      [...joined.flat(), place].sort((a, b) => a - b),
    );
  });
  return groups.sort(([a = 0], [b = 0]) => a - b);
}

/** The wish that a part belongs to; null of a put back. */
export function wishOf({ request, parts }: Pick<Change, 'request' | 'parts'>, part: Pick<Part, 'id'>): Asking | null {
  if (request.kind === 'put-back') return null;
  if (request.kind === 'operation') return request;
  const place = parts.findIndex(({ id }) => id === part.id);
  return request.wishes.find((wish) => wish.parts.includes(place)) ?? null;
}

/** What of a request does not go on with the rest. */
export function leftOutOf({ request }: Pick<Change, 'request'>): LeftOut[] {
  if (request.kind === 'operation') return [];
  return request.kind === 'put-back' ? [...(request.leftOut ?? [])] : request.wishes.flatMap(({ leftOut }) => leftOut ?? []);
}

/** Whether nothing is missing for this plan to run, and nobody has replaced or stopped it since. */
export function isApproved({ runsAs, state }: Change): boolean {
  return runsAs !== null && state !== 'superseded' && state !== 'cancelled';
}

/** Whether it has ended before anything ran, so that it can be asked for anew. */
export function canAskAnew({ state, replacedBy }: Pick<Change, 'state' | 'replacedBy'>): boolean {
  return replacedBy === null && (state === 'expired' || state === 'withdrawn' || state === 'denied');
}

/** Whether «put back» has something to put back. */
export function canPutBack(change: Change): boolean {
  return (
    change.endedAt !== null &&
    change.parts.some((part) => part.journal.some(({ step, outcome }) => step.kind === 'cmdlet' && !step.final && outcome !== 'not-run'))
  );
}
