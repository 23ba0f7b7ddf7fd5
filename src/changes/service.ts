import type { Transaction } from 'kysely';
import type { Requirement, Stage } from '../approvals/requirement';
import type { About, Identity, Person, Right } from '../auth/person';
import type { Bounds } from '../fields/bounds';
import type { Tenant } from '../tenant/tenant';
import type { NumberWanted } from '../resources/person-voice/voice-platform';
import type { Described, Subject } from '../resources/resource';
import type { Site } from '../resources/tenant-model';
import type { Sentence } from '../sentence';
import type { Schema } from '../store/schema';
import type { Asking, Change, LeftOut, Remark, Vote } from './change';
import type { NumberUse } from './number-record';

/** What became of a wish. All of them are expected: none is an error. */
export type Proposal =
  | { kind: 'proposed'; change: Change }
  | { kind: 'already-so'; subject: Subject; described: Described[] }
  /** Somebody's open change on the same person: shown instead of a second one. */
  | { kind: 'already-open'; change: Change }
  /** @property leftOut why each of several cannot go on, where none can */
  | { kind: 'refused'; reason: Sentence; leftOut?: LeftOut[] };

/** What became of a click or its command: the fresh change always, and why nothing happened where nothing did. */
export interface Decision {
  change: Change;
  /** `null` when it was carried out. */
  refused: Sentence | null;
  /** It was refused for want of a fresh sign-in alone: after one it can be done again. */
  needsSignIn?: true;
}

/** Which changes to list, newest first. */
export interface ChangeFilter {
  limit: number;
  before?: number;
  /** For whom or what. */
  key?: string;
  /** By whom: part of the name of somebody who has spoken with us. */
  by?: string;
  since?: Date;
  cmdlet?: string;
}

/** What the policy says of a wish; or why it cannot be asked for. */
export type Explanation =
  | { kind: 'explained'; requirement: Requirement; stages: readonly Stage[] }
  | { kind: 'refused'; reason: Sentence }
  | { kind: 'already-so' };

/** Everything a conversation can do with changes. Rights are checked here, whatever a card or client says. */
export interface Changes {
  /**
   * @param proposedBy «conversation|activity», with a number where a turn proposes several: proposing twice by the same activity gives the same change.
   * @param replaces the draft that this one is an edit of; it becomes `superseded`.
   */
  propose(wish: {
    who: Person;
    operation: string;
    input: Record<string, string>;
    proposedBy: string;
    replaces?: number;
  }): Promise<Proposal>;
  /** Several wishes as one change. What cannot go on is left out, with its reason, and the rest is proposed. */
  proposeSeveral(wish: { who: Person; wishes: readonly Asking[]; proposedBy: string; replaces?: number }): Promise<Proposal>;
  putBack(wish: { who: Person; of: number; proposedBy: string }): Promise<Proposal>;
  /** @param version the version that the person saw; without one the newest is meant. Throws `UserError` for an unknown id. */
  confirm(who: Person, id: number, version?: number, reason?: string | null): Promise<Decision>;
  /** An approver's word on a change that waits for one. Who may not is told why, and the attempt is recorded. */
  vote(ballot: { who: Person; id: number; version?: number | undefined; kind: Vote['kind']; comment: string | null }): Promise<Decision>;
  /** An approver's question, or the requester's answer. */
  remark(words: { who: Person; id: number; kind: Remark['kind']; text: string }): Promise<Decision>;
  /** Whether the policy names a group of theirs: for help. A vote looks anew. */
  isApprover(who: Person): boolean;
  /** The names of the rules whose stages name a group of theirs, in the policy's order. */
  rulesFor(who: Person): string[];
  /** The groups that the policy names, and who is in them as far as that can be read. */
  approvers(): Promise<{ role: string; people: string[] }[]>;
  /** What waits for this person's vote, and what they asked for that waits for others; oldest first. */
  pending(who: Person): Promise<{ forMe: Change[]; mine: Change[] }>;
  /** Who would have to approve this, without asking for it. Throws `TenantReadError`. */
  explain(who: Person, operation: string, input: Record<string, string>): Promise<Explanation>;
  /** No message of ours reaches an approver any more. */
  unreached(id: number, who: Pick<Identity, 'name'>): Promise<void>;
  /** Somebody can be reached (again): what waits for their vote and did not come to them is sent. */
  reached(who: Person): Promise<void>;
  withdraw(who: Person, id: number, version?: number): Promise<Decision>;
  stop(who: Person, id: number, version?: number): Promise<Decision>;
  /** Goes on with what waits for a person: a role was given meanwhile. */
  resume(who: Person, id: number, version?: number): Promise<Decision>;
  /** Everything that waited for this person's sign-in goes on, in the transaction that records it. @returns ids */
  signedIn(trx: Transaction<Schema>, who: Person): Promise<number[]>;
  /**
   * A change as a script. The audit records the hash of the file; the change stays as it is. Throws `UserError` for who may not.
   * @param write makes the script of the change as it is now
   */
  script<Script extends { file: string }>(
    who: Person,
    id: number,
    write: (change: Change) => Script,
  ): Promise<{ change: Change; script: Script }>;
  get(who: Person, id: number): Promise<Change>;
  /** What rights over a change are asked for. */
  about(change: Change): Promise<About>;
  maySee(who: Person, change: Change): Promise<boolean>;
  /** What keeps somebody to a part of the tenant; null when nothing does. */
  bounds(who: Person, tenant: Tenant, right: Right, operation?: string): Bounds | null;
  /** For Switchboard itself: cards that were sent are kept up to date whoever holds them. */
  load(id: number): Promise<Change>;
  /** This person's drafts that were proposed in this conversation, newest first. */
  waiting(who: Person, conversation: string): Promise<Change[]>;
  /** Newest first, of those that this person may see. */
  list(who: Person, filter: ChangeFilter): Promise<Change[]>;
  /** Numbers of the site that nobody holds, claims, cools, reserved or was offered; offered to this person for some minutes. */
  freeNumbers(who: Person, site: string | null, count: number): Promise<string[]>;
  /** The site through which a person calls now; null: none, or nobody. */
  siteOf(who: Person, key: string): Promise<string | null>;
  /** The lowest free numbers of a site, only to look at, and how many there are, of how many in all. Throws `TenantReadError`. */
  listFree(who: Person, site: Site, count: number): Promise<{ numbers: string[]; total: number; size: number }>;
  /** Who and what has a number, by number. Throws `TenantReadError`. */
  lookUpNumber(who: Person, wanted: NumberWanted): Promise<NumberUse[]>;
  /** Keeps a number for this person. A refusal is returned. Throws `TenantReadError`. */
  reserve(who: Person, number: string, until: Date): Promise<Sentence | null>;
  /** Gives a reserved number back: one's own, or anybody's with the right to confirm. */
  release(who: Person, number: string): Promise<Sentence | null>;
}
