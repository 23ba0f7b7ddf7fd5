import type { Reader } from './reader';

/** A moment as its reader says it: of today only the time, of this year without the year. */
export function momentText({ language, now, timeZone }: Reader, iso: string, precision: 'minutes' | 'seconds' = 'minutes'): string {
  const moment = new Date(iso);
  const day = (date: Date): string => date.toLocaleDateString('en', { timeZone });
  const year = (date: Date): string => date.toLocaleDateString('en', { timeZone, year: 'numeric' });
  return new Intl.DateTimeFormat(language, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(precision === 'seconds' && { second: '2-digit' }),
    ...(day(moment) !== day(now) && { day: 'numeric', month: 'short' }),
    ...(year(moment) !== year(now) && { year: 'numeric' }),
  }).format(moment);
}
