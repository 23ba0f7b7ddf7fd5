import { z } from 'zod';

/**
 * A sentence for a person: a key of the locale files and the values it needs.
 * It is rendered at the edge alone (cards, text), in the reader's own language.
 */
export interface Sentence {
  key: string;
  values?: Values;
}

export type Values = Record<string, Value>;

/** Besides plain values: a list, set apart as the language does («–» of nothing), and a country (ISO 3166-1 alpha-2), called as it calls it. */
export type Value = string | number | boolean | Sentence | readonly (string | Sentence)[] | { country: string };

/** A sentence that was kept as JSON. */
export const sentenceSchema: z.ZodType<Sentence> = z.object({
  key: z.string(),
  values: z
    .record(
      z.string(),
      z.lazy(() => valueSchema),
    )
    .optional(),
});

const valueSchema: z.ZodType<Value> = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  sentenceSchema,
  z.array(z.union([z.string(), sentenceSchema])),
  z.object({ country: z.string() }),
]);

export function sentence(key: string, values?: Sentence['values']): Sentence {
  return values ? { key, values } : { key };
}

/** «a, b, c»; null of nothing. */
export function commaList(sentences: readonly Sentence[]): Sentence | null {
  const [first, ...others] = sentences;
  return first ? others.reduce((before, next) => sentence('list.comma', { first: before, second: next }), first) : null;
}

/**
 * Something the person can act on. Everything else that is thrown is a fault: logged with an id the person sees. So is this one where it has a
 * cause that is worth a look: then its sentence is given the id as a value.
 */
export class UserError extends Error {
  readonly sentence: Sentence;

  constructor(key: string, values?: Sentence['values'], options?: { cause: unknown }) {
    super(key, options);
    this.name = 'UserError';
    this.sentence = sentence(key, values);
  }
}
