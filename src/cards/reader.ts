import type { Person, Right } from '../auth/person';
import type { Language } from '../i18n/say';
import type { Sentence } from '../sentence';

/** Who reads a card, and when and where. */
export interface Reader {
  person: Person;
  language: Language;
  now: Date;
  /** Who has a right, in words. */
  whoMay(right: Right): Sentence;
  /** IANA name; the server's own without one. */
  timeZone?: string;
}
