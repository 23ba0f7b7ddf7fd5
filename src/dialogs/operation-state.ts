import { z } from 'zod';
import { sentenceSchema } from '../sentence';

/** Grows when the shape below changes: an older dialog starts again with its answers. */
export const operationSchema = 1;

/** One wish of several, as far as it was said. */
export const rowSchema = z.object({ operation: z.string(), texts: z.record(z.string(), z.string()) });
export type Row = z.infer<typeof rowSchema>;

/** Where an operation's dialog stands. Kept with the conversation; the values themselves are read again each turn. */
export const operationState = z.object({
  schema: z.literal(operationSchema),
  operation: z.string(),
  /** What was said, by field: exact once it is understood. */
  texts: z.record(z.string(), z.string()),
  /** The field that is asked; null while the list of answers is shown. */
  open: z.string().nullable(),
  /** Fields that were asked and answered, oldest first: the way back. */
  asked: z.array(z.string()),
  /** Answers are shown as a list, to be changed one by one. */
  editing: z.boolean(),
  /** The draft that is edited. */
  edits: z.number().nullable(),
  /** Why the answers cannot be carried out as they are. */
  refused: sentenceSchema.nullable(),
  /** Wishes that are reviewed as one with this, and its place among them. */
  others: z.array(rowSchema).default([]),
  at: z.number().default(0),
});
export type OperationState = z.infer<typeof operationState>;

const olderState = z.object({ operation: z.string(), texts: z.record(z.string(), z.string()).catch({}) });

/** What can be saved of a dialog that another version began. */
export function salvaged(state: unknown): { operation: string; texts: Record<string, string> } | null {
  const older = olderState.safeParse(state);
  return older.success ? older.data : null;
}
