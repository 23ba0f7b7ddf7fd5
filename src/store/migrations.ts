/** What differs between SQLite and PostgreSQL. */
export interface ColumnTypes {
  /** A primary key that the database counts; never used twice. */
  id: string;
  integer: string;
  /** Text in the order of its bytes, so that «begins with» is a range of an index. */
  exact: string;
}

export interface Migration {
  name: string;
  statements(types: ColumnTypes): string[];
}

/**
 * Append only: a migration that has run anywhere is never edited, a later one corrects it. Its number is its place here, from 1.
 * test/store/migrate.test.ts holds the fingerprint of each.
 */
export const migrations: readonly Migration[] = [
  { name: 'first tables', statements: firstTables },
  { name: 'several parts, going on, rechecks', statements: severalParts },
  { name: 'the set-up', statements: setUp },
  { name: 'reservations', statements: reservations },
  { name: 'reports', statements: reports },
  { name: 'directory index', statements: directoryIndex },
  { name: 'looks', statements: looks },
  { name: 'approvals', statements: approvals },
  { name: 'signed audit', statements: signedAudit },
  { name: 'retention', statements: retention },
  { name: 'configurations', statements: configurations },
  { name: 'sign-ins', statements: signIns },
  { name: 'who called it off', statements: () => ['alter table changes add column called_off_by text'] },
];

function signIns({ integer }: ColumnTypes): string[] {
  return [
    `create table sign_ins (
      person text not null primary key,
      reason text,
      nonce text unique,
      silent ${integer} not null default 0,
      wish text,
      asked_at text,
      send_at text,
      failures ${integer} not null default 0,
      signed_in_at text
    )`,
    `create table token_exchanges (
      id text not null primary key,
      answer text,
      begun_at text not null
    )`,
  ];
}

function looks({ integer }: ColumnTypes): string[] {
  return [
    `create table looks (
      conversation text not null primary key,
      id text not null,
      live text,
      shown text,
      seen_at text not null,
      stop_asked ${integer} not null
    )`,
  ];
}

function configurations(): string[] {
  return [
    `create table configurations (
      version text not null primary key,
      content text not null,
      seen_at text not null,
      in_force_at text,
      approved_by text,
      approved_at text
    )`,
  ];
}

function retention(): string[] {
  return [
    `alter table changes add column erased_at text`,
    `create index changes_ended on changes (ended_at) where ended_at is not null and erased_at is null`,
    `create index audit_read_log on audit (at) where kind in ('read', 'report.begun', 'report.ended') and body is not null`,
  ];
}

function signedAudit(): string[] {
  return [`alter table audit add column signature text`, `alter table audit add column signed_by text`];
}

function setUp(): string[] {
  return [
    `create table setup_ticks (step text not null primary key, answer text not null, name text not null, at text not null)`,
    `create table check_outcomes (id text not null primary key, target text not null, result text not null, findings text not null, at text not null)`,
  ];
}

/** A change from before has no requirement: who may approve it was never asked, so that it has to be asked for anew. */
function approvals({ id, integer }: ColumnTypes): string[] {
  return [
    `alter table changes add column approval text`,
    `alter table changes add column asked text`,
    `alter table changes add column runs_as text`,
    `alter table changes add column requester_key text`,
    `create index changes_requester on changes (requester_key, created_at)`,
    `create table votes (
      id ${id},
      change_id ${integer} not null references changes (id),
      stage ${integer} not null,
      voter text not null,
      person text not null,
      kind text not null,
      comment text,
      at text not null,
      counts ${integer},
      unique (change_id, stage, voter, counts)
    )`,
    `create table remarks (
      id ${id},
      change_id ${integer} not null references changes (id),
      kind text not null,
      person text not null,
      text text not null,
      at text not null
    )`,
    `create index remarks_change on remarks (change_id)`,
    `create table reachable (
      person text not null primary key,
      conversation text not null,
      reference text not null,
      shown_as text not null,
      at text not null
    )`,
  ];
}

function directoryIndex({ integer, exact }: ColumnTypes): string[] {
  return [
    `create table directory_people (
      id text not null primary key,
      entry text not null,
      generation ${integer} not null
    )`,
    `create index directory_people_generation on directory_people (generation)`,
    `create table directory_words (
      word ${exact} not null,
      person text not null,
      primary key (word, person)
    )`,
    `create index directory_words_person on directory_words (person, word)`,
    `create table directory_state (
      id ${integer} not null primary key,
      generation ${integer} not null,
      up_to text,
      begun_at text,
      completed_at text,
      lease_owner text,
      lease_until text
    )`,
    `insert into directory_state (id, generation) values (1, 0)`,
  ];
}

function reports({ id, integer }: ColumnTypes): string[] {
  return [
    `create table reports (
      id ${id},
      person text not null,
      running text unique,
      request text not null,
      language text not null,
      live text,
      stop_asked ${integer} not null default 0,
      started_at text not null,
      seen_at text not null
    )`,
  ];
}

function reservations(): string[] {
  return [
    `create table reservations (
      "value" text not null primary key,
      person text not null,
      "until" text not null
    )`,
  ];
}

function severalParts(): string[] {
  return [
    `alter table parts add column needs text not null default '[]'`,
    `alter table parts add column rechecks text not null default '[]'`,
    `alter table changes add column resumed_at text`,
  ];
}

function firstTables({ id, integer }: ColumnTypes): string[] {
  return [
    `create table changes (
      id ${id},
      version ${integer} not null,
      state text not null,
      schema_version ${integer} not null,
      request text not null,
      requester text not null,
      confirmed_by text,
      replaced_by ${integer} references changes (id),
      replaces text,
      put_back_by ${integer} references changes (id),
      proposed_by text not null unique,
      created_at text not null,
      updated_at text not null,
      ended_at text,
      due_at text,
      lease_owner text,
      lease_until text,
      stop_asked ${integer} not null default 0
    )`,
    `create index changes_due on changes (due_at) where due_at is not null`,
    `create index changes_leased on changes (lease_until) where lease_until is not null`,
    `create index changes_state on changes (state)`,
    `create table parts (
      id ${id},
      change_id ${integer} not null references changes (id),
      ordinal ${integer} not null,
      resource text not null,
      "key" text not null,
      state text not null,
      subject text not null,
      "before" text not null,
      explained text not null,
      goal text not null,
      plan text not null,
      risk text not null,
      warnings text not null,
      "after" text,
      note text,
      holds text unique,
      holds_until text,
      unique (change_id, ordinal)
    )`,
    `create index parts_key on parts (resource, "key")`,
    `create index parts_holding on parts (holds_until) where holds_until is not null`,
    `create table journal (
      id ${id},
      part_id ${integer} not null references parts (id),
      step_hash text not null,
      attempt ${integer} not null,
      step text not null,
      sent_at text not null,
      outcome text,
      error text,
      ended_at text,
      unique (part_id, step_hash, attempt)
    )`,
    `create table claims (
      kind text not null,
      "value" text not null,
      part_id ${integer} references parts (id),
      state text not null,
      "until" text,
      primary key (kind, "value")
    )`,
    `create index claims_part on claims (part_id)`,
    `create table offers (
      "value" text not null primary key,
      person text not null,
      "until" text not null
    )`,
    `create table inbox (
      conversation text not null,
      activity_id text not null,
      activity text not null,
      received_at text not null,
      taken_at text not null,
      handled_at text,
      given_up_at text,
      attempts ${integer} not null,
      primary key (conversation, activity_id)
    )`,
    `create index inbox_open on inbox (taken_at) where handled_at is null and given_up_at is null`,
    `create table sent_cards (
      id ${id},
      change_id ${integer} not null references changes (id),
      conversation text not null,
      activity_id text,
      reference text not null,
      shown_as text not null,
      shown_version ${integer} not null,
      failures ${integer} not null default 0,
      retry_at text,
      given_up ${integer} not null default 0,
      unique (conversation, activity_id)
    )`,
    `create index sent_cards_change on sent_cards (change_id)`,
    `create table audit (
      seq ${integer} not null primary key,
      at text not null,
      kind text not null,
      change_id ${integer},
      actor text,
      salt text,
      body text,
      body_hash text not null,
      previous text not null,
      hash text not null
    )`,
    `create index audit_change on audit (change_id)`,
    `create table conversation_state (
      "key" text not null primary key,
      etag text not null,
      "value" text not null,
      updated_at text not null
    )`,
    `create table local_activities (
      id ${id},
      conversation text not null,
      position ${integer} not null,
      activity_id text not null,
      activity text not null,
      unique (conversation, position),
      unique (conversation, activity_id)
    )`,
  ];
}
