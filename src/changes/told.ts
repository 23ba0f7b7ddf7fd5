import { z } from 'zod';
import type { Requirement, Stage } from '../approvals/requirement';
import type { Identity } from '../auth/person';
import type { State } from '../resources/facts';
import type { VerifiedEntry } from '../store/change-entries';
import { changeStates, partStates, type ChangeState, type JournalEntry, type Part, type Vote } from './change';
import { stateSchema } from './row-schemas';

const identitySchema = z.object({ tenantId: z.string(), objectId: z.string(), name: z.string() });

/** A change as its entries of the audit tell it. Pure: entries in, value out. */
export interface Told {
  /** All of them, oldest first: for who looks for more, such as votes. */
  entries: readonly VerifiedEntry[];
  proposed: { digest: string; body: Readonly<Record<string, unknown>> };
  /** The hash of the content as it is to be now: that of the proposal, or of the last rebase by a run. */
  digest: string;
  /** What runs have put in place of the before-values that were reviewed, by part. */
  rebased: ReadonlyMap<number, State>;
  /** The last who confirmed, and the hash of what they did confirm. */
  confirmed: { by: z.infer<typeof identitySchema>; digest: string } | null;
  /** What approvers were asked, and every vote, oldest first. */
  asked: { stages: readonly Stage[]; runAs: Requirement['runAs']; escalated: boolean } | null;
  votes: readonly (Pick<Vote, 'stage' | 'kind' | 'comment'> & { by: Identity; digest: string })[];
  /** Whose credentials run it, by the confirmation or the last vote that was needed. */
  runsAs: Identity | null;
  state: ChangeState;
  /** The version after each move, oldest first. */
  versions: readonly number[];
  stopAsked: boolean;
  resumedAt: string | null;
  partStates: ReadonlyMap<number, Part['state']>;
  /** By `part|step hash|attempt`: what came of it. */
  sent: ReadonlyMap<string, JournalEntry['outcome']>;
}

const proposedBody = z.looseObject({ digest: z.string() });
const rebasedBody = z.object({ part: z.number(), before: stateSchema, digest: z.string() });
const confirmedBody = z.object({ digest: z.string() });
const askedBody = confirmedBody.extend({ stages: z.array(z.record(z.string(), z.number())), runAs: z.enum(['requester', 'approver']) });
const voteBody = confirmedBody.extend({
  vote: z.enum(['approve', 'deny']),
  stage: z.number(),
  comment: z.string().nullable(),
  to: z.string(),
});
const resumedBody = z.object({ resumedAt: z.string() });
const moveBody = z.object({ to: z.enum(changeStates), version: z.number() });
const endedBody = z.object({ part: z.number(), state: z.enum(partStates), notStarted: z.array(z.number()) });
const sentBody = z.object({ part: z.number(), stepHash: z.string(), attempt: z.number() });
const answeredBody = sentBody.extend({ outcome: z.enum(['done', 'failed', 'not-run', 'unknown']) });

/** Null when there is no proposal among the entries, or one tells nothing that can be read. */
export function toldOf(entries: readonly VerifiedEntry[]): Told | null {
  const first = entries[0];
  const proposed = proposedBody.safeParse(first?.body);
  if (first?.kind !== 'change.proposed' || !proposed.success) return null;
  const { digest } = proposed.data;
  const rebased = new Map<number, State>();
  const parts = new Map<number, Part['state']>();
  const sent = new Map<string, JournalEntry['outcome']>();
  const versions: number[] = [];
  const votes: Told['votes'][number][] = [];
  const told: Told = {
    entries,
    proposed: { digest, body: proposed.data },
    digest,
    rebased,
    confirmed: null,
    asked: null,
    votes,
    runsAs: null,
    state: 'draft',
    versions,
    stopAsked: false,
    resumedAt: null,
    partStates: parts,
    sent,
  };
  for (const { kind, actor, body } of entries) {
    const move = moveBody.safeParse(body);
    if (move.success) {
      versions.push(move.data.version);
      told.state = move.data.to;
    }
    switch (kind) {
      case 'change.confirmed':
        told.confirmed = { by: identitySchema.parse(actor), digest: confirmedBody.parse(body).digest };
        told.runsAs = told.confirmed.by;
        break;
      case 'change.approval-asked': {
        const { digest: confirmed, stages, runAs } = askedBody.parse(body);
        told.confirmed = { by: identitySchema.parse(actor), digest: confirmed };
        told.asked = { stages, runAs, escalated: false };
        break;
      }
      case 'change.escalated':
        if (told.asked) told.asked.escalated = true;
        break;
      case 'change.approved':
      case 'change.denied': {
        const { vote, stage, comment, digest: voted, to } = voteBody.parse(body);
        const by = identitySchema.parse(actor);
        votes.push({ stage, kind: vote, comment, by, digest: voted });
        if (to === 'queued') told.runsAs = told.asked?.runAs === 'approver' ? by : (told.confirmed?.by ?? null);
        break;
      }
      case 'change.approval-lost':
        told.runsAs = null;
        break;
      case 'change.stop-asked':
        told.stopAsked = true;
        break;
      case 'change.resumed':
        told.resumedAt = resumedBody.parse(body).resumedAt;
        break;
      case 'part.rebased': {
        const now = rebasedBody.parse(body);
        rebased.set(now.part, now.before);
        told.digest = now.digest;
        break;
      }
      case 'part.ended': {
        const { part, state, notStarted } = endedBody.parse(body);
        parts.set(part, state);
        for (const other of notStarted) parts.set(other, 'not-started');
        break;
      }
      case 'cmdlet.sent':
      case 'wait.started':
        sent.set(nameOf(sentBody.parse(body)), null);
        break;
      case 'cmdlet.answered': {
        const { outcome, ...what } = answeredBody.parse(body);
        sent.set(nameOf(what), outcome);
        break;
      }
    }
  }
  return told;
}

function nameOf({ part, stepHash, attempt }: z.infer<typeof sentBody>): string {
  return `${part}|${stepHash}|${attempt}`;
}
