import type { Kysely, Selectable, Transaction } from 'kysely';
import { z } from 'zod';
import type { JournalRow, PartRow, RemarkRow, Schema, VoteRow } from '../store/schema';
import { changeStates, partStates, type Change, type JournalEntry, type Part, type Remark, type Vote } from './change';
import {
  askedSchema,
  errorSchema,
  goalSchema,
  movedSchema,
  patchSchema,
  personSchema,
  replacesSchema,
  requirementSchema,
  requestSchema,
  stateSchema,
  stepSchema,
  subjectSchema,
} from './row-schemas';
import { sentenceSchema } from '../sentence';

export const changeSchemaVersion = 1;

// Made once: making a schema takes longer than parsing with it, and every look of a run loads its change.
const changeState = z.enum(changeStates);
const partState = z.enum(partStates);
const risk = z.enum(['low', 'high']);
const outcome = z.enum(['done', 'failed', 'not-run', 'unknown']).nullable();
const places = z.array(z.number());
const explained = z.record(z.string(), z.array(goalSchema));
const plan = z.array(z.object({ hash: z.string(), step: stepSchema }));
const sentences = z.array(sentenceSchema);
const rechecks = z.array(z.object({ at: z.string(), moved: z.array(movedSchema) }));

/** Loads changes whole, in the order of `ids`; unknown ids are left out. */
export async function loadChanges(db: Kysely<Schema> | Transaction<Schema>, ids: number[]): Promise<Change[]> {
  if (ids.length === 0) return [];
  const [changes, parts, journal] = await Promise.all([
    db.selectFrom('changes').selectAll().where('id', 'in', ids).execute(),
    db.selectFrom('parts').selectAll().where('change_id', 'in', ids).orderBy('change_id').orderBy('ordinal').execute(),
    db
      .selectFrom('journal')
      .innerJoin('parts', 'parts.id', 'journal.part_id')
      .selectAll('journal')
      .where('parts.change_id', 'in', ids)
      .orderBy('journal.id')
      .execute(),
  ]);
  const asked = changes.flatMap((row) => (row.asked === null ? [] : [row.id]));
  const [votes, remarks] = asked.length === 0 ? [[], []] : await Promise.all([votesOf(db, asked), remarksOf(db, asked)]);
  const byId = new Map(changes.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const change: Change = {
      id: row.id,
      version: row.version,
      state: changeState.parse(row.state),
      request: parsed(requestSchema, row.request),
      requester: parsed(personSchema, row.requester),
      confirmedBy: row.confirmed_by === null ? null : parsed(personSchema, row.confirmed_by),
      approval: row.approval === null ? null : parsed(requirementSchema, row.approval),
      asked: row.asked === null ? null : parsed(askedSchema, row.asked),
      votes: votes.filter((vote) => vote.change_id === id).map(voteOf),
      remarks: remarks.filter((remark) => remark.change_id === id).map(remarkOf),
      runsAs: row.runs_as === null ? null : parsed(personSchema, row.runs_as),
      parts: parts.filter((part) => part.change_id === id).map((part) => partOf(part, journal)),
      replacedBy: row.replaced_by,
      replaces: row.replaces === null ? null : parsed(replacesSchema, row.replaces),
      stopAsked: row.stop_asked === 1,
      calledOffBy: row.called_off_by === null ? null : parsed(personSchema, row.called_off_by),
      resumedAt: row.resumed_at,
      putBackBy: row.put_back_by,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      endedAt: row.ended_at,
    };
    return [change];
  });
}

function votesOf(db: Kysely<Schema> | Transaction<Schema>, ids: number[]) {
  return db.selectFrom('votes').selectAll().where('change_id', 'in', ids).orderBy('id').execute();
}

function remarksOf(db: Kysely<Schema> | Transaction<Schema>, ids: number[]) {
  return db.selectFrom('remarks').selectAll().where('change_id', 'in', ids).orderBy('id').execute();
}

function voteOf({ stage, person, kind, comment, at, counts }: Selectable<VoteRow>): Vote {
  const voter = parsed(personSchema, person);
  return { stage, voter, kind: z.enum(['approve', 'deny']).parse(kind), comment, at, counts: counts === 1 };
}

function remarkOf({ kind, person, text, at }: Selectable<RemarkRow>): Remark {
  return { kind: z.enum(['question', 'answer']).parse(kind), person: parsed(personSchema, person), text, at };
}

function partOf(row: Selectable<PartRow>, journal: Selectable<JournalRow>[]): Part {
  return {
    id: row.id,
    resource: row.resource,
    key: row.key,
    needs: parsed(places, row.needs),
    subject: parsed(subjectSchema, row.subject),
    state: partState.parse(row.state),
    before: parsed(stateSchema, row.before),
    explained: parsed(explained, row.explained),
    goal: parsed(patchSchema, row.goal),
    plan: parsed(plan, row.plan),
    risk: risk.parse(row.risk),
    warnings: parsed(sentences, row.warnings),
    after: row.after === null ? null : parsed(stateSchema, row.after),
    journal: journal.filter((entry) => entry.part_id === row.id).map(entryOf),
    note: row.note === null ? null : parsed(sentenceSchema, row.note),
    rechecks: parsed(rechecks, row.rechecks),
  };
}

function entryOf(row: Selectable<JournalRow>): JournalEntry {
  return {
    stepHash: row.step_hash,
    attempt: row.attempt,
    step: parsed(stepSchema, row.step),
    sentAt: row.sent_at,
    outcome: outcome.parse(row.outcome),
    error: row.error === null ? null : parsed(errorSchema, row.error),
    endedAt: row.ended_at,
  };
}

/** Rows are a door too: a row of another schema version, or altered by hand, is found here and not in the middle of a run. */
function parsed<T>(schema: z.ZodType<T>, json: string): T {
  return schema.parse(JSON.parse(json));
}
