import { z } from 'zod';
import type { Value } from '../tenant/tenant';

const value: z.ZodType<Value> = z.json();

/** A call as the tenant remembers it; `outcome` is null until it has answered. */
export const loggedCall = z.object({
  seq: z.number(),
  at: z.string(),
  /** Whom the tokens name where they are required, else who said so. */
  caller: z.string().nullable(),
  /** The id of the token that was used (`uti`). */
  tokenId: z.string().nullable(),
  cmdlet: z.string(),
  parameters: z.record(z.string(), value),
  outcome: z.enum(['done', 'failed', 'not-run', 'unknown']).nullable(),
});

export type LoggedCall = z.infer<typeof loggedCall>;
