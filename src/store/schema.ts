import type { Generated } from 'kysely';

/**
 * Every table, in types that SQLite and PostgreSQL share: text, integer (`bigint` on PostgreSQL, read as a number),
 * JSON as text, moments as ISO 8601 UTC text, truth as 0 or 1. The SQL is in migrations.ts.
 */
export interface Schema {
  changes: ChangeRow;
  parts: PartRow;
  journal: JournalRow;
  votes: VoteRow;
  remarks: RemarkRow;
  reachable: ReachableRow;
  claims: ClaimRow;
  offers: OfferRow;
  reservations: ReservationRow;
  reports: ReportRow;
  directory_people: DirectoryPersonRow;
  directory_words: DirectoryWordRow;
  directory_state: DirectoryStateRow;
  inbox: InboxRow;
  sent_cards: SentCardRow;
  audit: AuditRow;
  conversation_state: ConversationStateRow;
  local_activities: LocalActivityRow;
  setup_ticks: SetupTickRow;
  check_outcomes: CheckOutcomeRow;
  looks: LookRow;
  configurations: ConfigurationRow;
  sign_ins: SignInRow;
  token_exchanges: TokenExchangeRow;
  migrations: MigrationRow;
}

export interface ChangeRow {
  id: Generated<number>;
  version: number;
  state: string;
  schema_version: number;
  /** JSON of Request */
  request: string;
  /** JSON of Person */
  requester: string;
  confirmed_by: string | null;
  replaced_by: number | null;
  /** JSON of { id, moved } */
  replaces: string | null;
  put_back_by: number | null;
  /** «conversation|activity» that proposed it: unique, so that a re-sent activity proposes once. */
  proposed_by: string;
  created_at: string;
  updated_at: string;
  ended_at: string | null;
  /** When a worker has to look at it next; null when nothing is to be done. */
  due_at: string | null;
  /** Who works on it, and until when it may not be taken by another. See leases.ts. */
  lease_owner: string | null;
  lease_until: string | null;
  /** 1 when somebody asked to stop it while a worker has it. */
  stop_asked: Generated<number>;
  /** JSON of the person who withdrew it or asked to stop it. */
  called_off_by: string | null;
  /** When a person last said to go on with what waits for one. */
  resumed_at: string | null;
  /** JSON of Requirement, frozen when it was proposed; null: proposed before there were approvals. */
  approval: string | null;
  /** JSON of Asked, once approvers were asked. */
  asked: string | null;
  /** JSON of the person whose credentials run it, once nothing is missing any more. */
  runs_as: string | null;
  /** `tenantId|objectId` of the requester; null for what is older than approvals. */
  requester_key: string | null;
  /** When its personal data was erased. */
  erased_at: string | null;
}

/** What an approver said in a stage. A vote that was changed stays, and counts no more. */
export interface VoteRow {
  id: Generated<number>;
  change_id: number;
  stage: number;
  /** `tenantId|objectId` */
  voter: string;
  /** JSON of the person */
  person: string;
  /** approve, deny */
  kind: string;
  comment: string | null;
  at: string;
  /** 1 for the last of this person in this stage (unique), null for those before. */
  counts: number | null;
}

/** A question of an approver's, or the answer to one. */
export interface RemarkRow {
  id: Generated<number>;
  change_id: number;
  /** question, answer */
  kind: string;
  person: string;
  text: string;
  at: string;
}

/** Where somebody was heard last in a conversation of their own: where a card of ours finds them. */
export interface ReachableRow {
  /** `tenantId|objectId` */
  person: string;
  conversation: string;
  /** JSON of the conversation reference */
  reference: string;
  /** JSON of { language, text, person } */
  shown_as: string;
  at: string;
}

export interface PartRow {
  id: Generated<number>;
  change_id: number;
  ordinal: number;
  /** JSON: ordinals of the parts that must be done before */
  needs: Generated<string>;
  resource: string;
  key: string;
  state: string;
  subject: string;
  before: string;
  /** JSON: values that the change before on the same key may still have made, by fact */
  explained: string;
  goal: string;
  plan: string;
  risk: string;
  warnings: string;
  after: string | null;
  note: string | null;
  /** JSON of Recheck[] */
  rechecks: Generated<string>;
  /** `resource|key` while it holds its key (unique), null once it lets go. */
  holds: string | null;
  /** Until when an ended part keeps its key, so that its own writes are no longer invisible. */
  holds_until: string | null;
}

export interface JournalRow {
  id: Generated<number>;
  part_id: number;
  step_hash: string;
  attempt: number;
  step: string;
  sent_at: string;
  outcome: string | null;
  error: string | null;
  ended_at: string | null;
}

export interface ClaimRow {
  kind: string;
  value: string;
  /** The part that holds it; null while it cools. */
  part_id: number | null;
  state: string;
  until: string | null;
}

/** A number shown to somebody to pick: nobody else is shown it for some minutes. No claim: whoever proposes first has it. */
export interface OfferRow {
  value: string;
  /** `tenantId|objectId` */
  person: string;
  until: string;
}

/** A number that somebody keeps for later: refused to everybody else until then. */
export interface ReservationRow {
  /** E.164 without extension: it stands for the number with all its extensions. */
  value: string;
  /** JSON of Person */
  person: string;
  until: string;
}

/** A report that is being made, and those that were. What is read for it is in no table. */
export interface ReportRow {
  id: Generated<number>;
  /** JSON of Person */
  person: string;
  /** `tenantId|objectId` while it runs (unique: one at a time), null once it has ended. */
  running: string | null;
  /** JSON of ReportRequest */
  request: string;
  language: string;
  /** JSON: the message that tells of it. */
  live: string | null;
  stop_asked: Generated<number>;
  started_at: string;
  /** When whoever makes it last said so. */
  seen_at: string;
}

/** An account as the last refresh of the index saw it. */
export interface DirectoryPersonRow {
  id: string;
  /** JSON of what suggestions show */
  entry: string;
  /** The refresh that saw it last. */
  generation: number;
}

/** What somebody is found by: the beginning of a folded word of their name or UPN, or of the digits of their number. */
export interface DirectoryWordRow {
  word: string;
  person: string;
}

/** One row: how far the index is, and who refreshes it. */
export interface DirectoryStateRow {
  id: number;
  /** The refresh that runs or ran last. */
  generation: number;
  /** Everybody before this UPN has been read in it; null at its beginning and end. */
  up_to: string | null;
  /** When the refresh began that is not finished; null between two. */
  begun_at: string | null;
  /** When the last whole refresh had begun: the age of the index. */
  completed_at: string | null;
  lease_owner: string | null;
  lease_until: string | null;
}

export interface InboxRow {
  conversation: string;
  activity_id: string;
  activity: string;
  received_at: string;
  /** When somebody last began to handle it. */
  taken_at: string;
  handled_at: string | null;
  /** It failed too often: kept for a person to look at, not tried again. */
  given_up_at: string | null;
  attempts: number;
}

export interface SentCardRow {
  id: Generated<number>;
  change_id: number;
  conversation: string;
  /** Null when it shall be sent as a new message. */
  activity_id: string | null;
  /** JSON of the conversation reference */
  reference: string;
  /** JSON of { language, text: boolean, person } */
  shown_as: string;
  shown_version: number;
  failures: Generated<number>;
  /** Not to be brought up to date before: somebody is at it, or the channel asked for a pause. */
  retry_at: string | null;
  /** 1 when the channel will never take it: blocked, uninstalled, failed too often. */
  given_up: Generated<number>;
}

export interface AuditRow {
  seq: number;
  at: string;
  kind: string;
  change_id: number | null;
  /** JSON of the person, or null for the system. Like the body it may be erased: the chain holds the salted hash of both. */
  actor: string | null;
  /** Null, with `body`, once it is erased. */
  salt: string | null;
  body: string | null;
  body_hash: string;
  previous: string;
  hash: string;
  /** Ed25519 over `entryMessage(hash)`, base64; null in entries from before signing began. */
  signature: string | null;
  /** The name of the key. */
  signed_by: string | null;
}

export interface ConversationStateRow {
  key: string;
  etag: string;
  value: string;
  updated_at: string;
}

export interface LocalActivityRow {
  id: Generated<number>;
  conversation: string;
  /** Grows with each activity and each edit in the conversation: the watermark. */
  position: number;
  activity_id: string;
  activity: string;
}

/** A step of the set-up that a person has done or answered. */
export interface SetupTickRow {
  step: string;
  /** done, yes, no */
  answer: string;
  name: string;
  at: string;
}

/** What a check came to the last time. */
export interface CheckOutcomeRow {
  id: string;
  target: string;
  result: string;
  /** JSON of Finding[] */
  findings: string;
  at: string;
}

/** A look that runs beside a conversation; gone when it has ended. */
export interface LookRow {
  conversation: string;
  id: string;
  /** JSON of the message that tells of it; null until it is sent. */
  live: string | null;
  /** JSON of what a message about it needs. */
  shown: string | null;
  /** When its bot was last heard of it. */
  seen_at: string;
  stop_asked: number;
}

/** A version of the configuration that was in force, or waits for an approver. */
export interface ConfigurationRow {
  version: string;
  /** JSON of what it says */
  content: string;
  seen_at: string;
  /** When it came into force last */
  in_force_at: string | null;
  /** JSON of Recorded; null where no approver was needed */
  approved_by: string | null;
  approved_at: string | null;
}

/** What somebody has to sign in for, and when they last did. */
export interface SignInRow {
  /** `tenantId|objectId` */
  person: string;
  /** Null when nothing is asked of them. */
  reason: string | null;
  nonce: string | null;
  silent: number;
  /** JSON of Wish */
  wish: string | null;
  asked_at: string | null;
  /** When a card has to be sent; null: none. */
  send_at: string | null;
  failures: number;
  signed_in_at: string | null;
}

/** One sign-in that several clients ask for. */
export interface TokenExchangeRow {
  id: string;
  /** JSON of ExchangeAnswer; null while it is under way */
  answer: string | null;
  begun_at: string;
}

export interface MigrationRow {
  number: number;
  name: string;
  at: string;
}
