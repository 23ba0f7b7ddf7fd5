import type { Person } from '../auth/person';
import type { Language } from '../i18n/say';

/** Who reads a card, and when and where. */
export interface Reader {
  person: Person;
  language: Language;
  now: Date;
  /** IANA name; the server's own without one. */
  timeZone?: string;
}
