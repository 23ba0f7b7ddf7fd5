import { z } from 'zod';

/**
 * A sentence for a person: a key of the locale files and the values it needs.
 * It is rendered at the edge alone (cards, text), in the reader's own language.
 */
export interface Sentence {
  key: string;
  values?: Record<string, string | number | boolean | Sentence>;
}

/** A sentence that was kept as JSON. */
export const sentenceSchema: z.ZodType<Sentence> = z.object({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.lazy(() => sentenceSchema)])).optional(),
});

export function sentence(key: string, values?: Sentence['values']): Sentence {
  return values ? { key, values } : { key };
}

/** «a, b, c»; null of nothing. */
export function commaList(sentences: readonly Sentence[]): Sentence | null {
  const [first, ...others] = sentences;
  return first ? others.reduce((before, next) => sentence('list.comma', { first: before, second: next }), first) : null;
}

/** Something the person can act on. Everything else that is thrown is a fault: logged with an id the person sees. */
export class UserError extends Error {
  readonly sentence: Sentence;

  constructor(key: string, values?: Sentence['values']) {
    super(key);
    this.name = 'UserError';
    this.sentence = sentence(key, values);
  }
}
