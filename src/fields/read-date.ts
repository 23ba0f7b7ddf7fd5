import { createRequire } from 'node:module';
import * as english from 'chrono-node/en';
import type { Language } from '../i18n/say';
import { fold } from './fold';

export type ReadDate =
  | { kind: 'date'; until: Date }
  /** `ambiguous`: day and month could be either way round. */
  | { kind: 'unreadable' | 'ambiguous' | 'past' | 'too-far' };

type Reader = Pick<typeof english.casual, 'parse'>;

/** As a language says dates, where chrono-node knows it; else as English does. */
function readerOf(language: Language): Reader {
  const known = readers.get(language);
  if (known) return known;
  const reader = load(language) ?? english.casual;
  readers.set(language, reader);
  return reader;
}

const readers = new Map<Language, Reader>([['en', english.casual]]);
const chrono = createRequire(__filename);

/** All languages of it at once would cost as long to load as all of Switchboard's own files. */
function load(language: Language): Reader | null {
  try {
    return (chrono(`chrono-node/${language}`) as { casual: Reader }).casual;
  } catch {
    return null;
  }
}

const longestMs = 366 * 86_400_000;

/**
 * Until when something is to last, as people write it: «Friday», «31 December», «in 2 weeks», «31/12/2026», «demain». A day means its end,
 * where this program runs; a date without a year is the next one. Never past, a year ahead at most. Text around a date is not skipped.
 */
export function readDate(typed: string, language: Language, now: Date): ReadDate {
  const text = fold(typed).replace(/^(on|until|till|the|le|jusqu'au|jusqu'a|au) /, '');
  const numeric = /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}$/.exec(text);
  if (language === 'en' && numeric && numeric[1] !== numeric[2] && Number(numeric[1]) <= 12 && Number(numeric[2]) <= 12)
    return { kind: 'ambiguous' };
  const [found, ...others] = readerOf(language).parse(text, now, { forwardDate: true });
  if (!found || others.length > 0 || found.index !== 0 || found.text.length !== text.length || found.end) return { kind: 'unreadable' };
  const { start } = found;
  if (!start.isCertain('day') && !start.isCertain('weekday') && !start.isCertain('month')) return { kind: 'unreadable' };
  const until = start.date();
  if (!start.isCertain('hour')) until.setHours(23, 59, 59, 0);
  if (until <= now) return { kind: 'past' };
  return until.getTime() - now.getTime() > longestMs ? { kind: 'too-far' } : { kind: 'date', until };
}

/** The beginning of the day since when something is asked for: «Monday», «1 November», «last week». Null when it is no such day, or still to come. */
export function readDaySince(typed: string, language: Language, now: Date): Date | null {
  const text = fold(typed).replace(/^(on|the|le) /, '');
  const [found, ...others] = readerOf(language).parse(text, now, { forwardDate: false });
  if (!found || others.length > 0 || found.index !== 0 || found.text.length !== text.length || found.end) return null;
  const since = found.start.date();
  if (!found.start.isCertain('hour')) since.setHours(0, 0, 0, 0);
  return since > now ? null : since;
}
