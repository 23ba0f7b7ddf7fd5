import { z } from 'zod';

/**
 * What a button may carry: never more than a change's id and the version it showed, the command that typing would be, or what was typed beside it.
 * Rights and state are looked up by the server.
 */
export const cardAction = z.discriminatedUnion('verb', [
  z.object({
    verb: z.enum([
      'confirm',
      'submit',
      'approve',
      'deny',
      'question',
      'answer',
      'withdraw',
      'stop',
      'resume',
      'undo',
      'edit',
      'show',
      'refresh',
      'script',
    ]),
    change: z.number().int().positive(),
    version: z.number().int().positive(),
    /** What was written on the card. */
    comment: z.string().trim().max(1000).optional(),
  }),
  z.object({ verb: z.literal('say'), command: z.string().min(1).max(500) }),
  /** A form: the operation, and by field what was typed and picked. */
  z
    .looseObject({ verb: z.literal('fill'), operation: z.string().max(60) })
    .transform(({ verb, operation, ...filled }) => ({ verb, operation, filled })),
]);
export type CardAction = z.infer<typeof cardAction>;
export type ChangeAction = Extract<CardAction, { change: number }>;
