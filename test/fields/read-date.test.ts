import { readDate } from '../../src/fields/read-date';
import type { Language } from '../../src/i18n/say';

/** A Tuesday. */
const now = new Date(2026, 10, 24, 9, 0);
const endOf = (year: number, month: number, day: number) => new Date(year, month - 1, day, 23, 59, 59);

test.each<[Language, string, Date]>([
  ['en', 'Friday', endOf(2026, 11, 27)],
  ['en', 'tomorrow', endOf(2026, 11, 25)],
  ['en', 'today', endOf(2026, 11, 24)],
  ['en', 'in 2 weeks', endOf(2026, 12, 8)],
  ['en', 'December 31', endOf(2026, 12, 31)],
  ['en', 'the 31st of December', endOf(2026, 12, 31)],
  ['en', '2026-12-31', endOf(2026, 12, 31)],
  ['en', '31/12/2026', endOf(2026, 12, 31)],
  ['en', '4/4/2027', endOf(2027, 4, 4)],
  ['en', '1 March', endOf(2027, 3, 1)],
  ['en', 'Friday 18:00', new Date(2026, 10, 27, 18, 0)],
  ['fr', 'vendredi', endOf(2026, 11, 27)],
  ['fr', 'demain', endOf(2026, 11, 25)],
  ['fr', 'aujourd’hui', endOf(2026, 11, 24)],
  ['fr', 'le 31 décembre', endOf(2026, 12, 31)],
  ['fr', '1er mars', endOf(2027, 3, 1)],
  ['fr', '15 AOUT', endOf(2027, 8, 15)],
  ['fr', '3/4/2027', endOf(2027, 4, 3)],
  ['fr', 'dans 15 jours', endOf(2026, 12, 9)],
])('%s: «%s»', (language, typed, until) => expect(readDate(typed, language, now)).toEqual({ kind: 'date', until }));

test.each<[Language, string, string]>([
  ['en', 'yesterday', 'past'],
  ['en', '2020-01-01', 'past'],
  ['en', '3/4/2027', 'ambiguous'],
  ['en', '31 December 2099', 'too-far'],
  ['en', '31 February 2027', 'unreadable'],
  ['en', 'at 5', 'unreadable'],
  ['en', 'whenever', 'unreadable'],
  ['en', 'Friday or whenever', 'unreadable'],
  ['en', 'from Monday to Friday', 'unreadable'],
  ['fr', 'hier', 'past'],
  ['fr', 'après-demain matin ou plus tard', 'unreadable'],
])('%s: «%s» is %s', (language, typed, kind) => expect(readDate(typed, language, now)).toEqual({ kind }));
