import * as english from 'chrono-node/en';
import * as french from 'chrono-node/fr';
import type { Language } from '../i18n/say';
import { fold } from './fold';

export type ReadDate =
  | { kind: 'date'; until: Date }
  /** `ambiguous`: day and month could be either way round. */
  | { kind: 'unreadable' | 'ambiguous' | 'past' | 'too-far' };

const readers = { en: english.casual, fr: french.casual } satisfies Record<Language, unknown>;

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
  const [found, ...others] = readers[language].parse(text, now, { forwardDate: true });
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
  const [found, ...others] = readers[language].parse(text, now, { forwardDate: false });
  if (!found || others.length > 0 || found.index !== 0 || found.text.length !== text.length || found.end) return null;
  const since = found.start.date();
  if (!found.start.isCertain('hour')) since.setHours(0, 0, 0, 0);
  return since > now ? null : since;
}
