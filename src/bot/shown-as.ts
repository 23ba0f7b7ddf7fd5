import { z } from 'zod';
import { languageSchema } from '../i18n/say';
import { places } from './place';

/** For whom and in which form a message shows a change: enough to render it again, with the rights that they have then. */
export const shownAs = z.object({
  language: languageSchema,
  /** A text conversation hears of the end, not of each step. */
  text: z.boolean(),
  /** A program reads along, and gets everything as data too. */
  data: z.boolean().default(false),
  /** In a shared place a message shows names and states alone, and nobody's buttons. */
  place: z.enum(places).default('personal'),
  person: z.object({ tenantId: z.string(), objectId: z.string(), name: z.string() }),
});
export type ShownAs = z.infer<typeof shownAs>;

/** A version that no change reaches: the message needs no further news. */
export const nothingMoreToShow = 2_000_000_000;
