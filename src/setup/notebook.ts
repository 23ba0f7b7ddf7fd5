import { z } from 'zod';
import type { Person } from '../auth/person';
import { results, worst, type Finding } from '../checks/check';
import type { Outcome } from '../checks/run-checks';
import type { Clock } from '../clock';
import { sentenceSchema } from '../sentence';
import { appendAudit } from '../store/audit';
import type { Database } from '../store/database';
import { readOutcomes, readTicks, writeOutcomes, writeTick } from '../store/set-up';
import type { KeptOutcome, Tick } from './standing';

/** What the team knows of its set-up: the last outcome of each check, and what people have ticked. Shared, and kept for days. */
export interface Notebook {
  outcomes(): Promise<KeptOutcome[]>;
  /** @param of the beginnings of the ids that were looked at */
  keepOutcomes(of: readonly string[], outcomes: readonly Outcome[]): Promise<void>;
  ticks(): Promise<Tick[]>;
  /** @param answer null takes it back. Audited. */
  tick(who: Person, step: string, answer: Tick['answer'] | null): Promise<void>;
}

const findingSchema: z.ZodType<Finding> = z.object({
  result: z.enum(results),
  seen: sentenceSchema,
  remedy: sentenceSchema.nullable(),
  command: z.string().optional(),
});
const answerSchema = z.enum(['done', 'yes', 'no']);

export function createNotebook(database: Database, clock: Clock): Notebook {
  return {
    async outcomes() {
      return (await readOutcomes(database.db)).map(({ result, findings, ...kept }) => ({
        ...kept,
        result: z.enum(results).parse(result),
        findings: z.array(findingSchema).parse(JSON.parse(findings)),
      }));
    },
    async keepOutcomes(of, outcomes) {
      const at = clock.now().toISOString();
      const rows = outcomes.map(({ check: { id, target }, findings }) => ({
        id,
        target,
        result: worst(findings),
        findings: JSON.stringify(findings),
        at,
      }));
      await database.transaction((trx) => writeOutcomes(trx, of, rows));
    },
    async ticks() {
      return (await readTicks(database.db)).map((row) => ({ ...row, answer: answerSchema.parse(row.answer) }));
    },
    async tick(who, step, answer) {
      const at = clock.now().toISOString();
      await database.transaction(async (trx) => {
        await writeTick(trx, step, answer && { answer, name: who.name, at });
        await appendAudit(trx, clock, { kind: 'set-up.ticked', changeId: null, actor: who, body: { step, answer } });
      });
    },
  };
}
