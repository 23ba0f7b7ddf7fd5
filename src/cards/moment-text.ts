import type { Reader } from './reader';

/** A moment as its reader says it: of today only the time, of this year without the year. */
export function momentText({ language, now, timeZone }: Reader, iso: string, precision: 'minutes' | 'seconds' = 'minutes'): string {
  const moment = new Date(iso);
  const day = (date: Date): string => formatOf('en', { timeZone, dateStyle: 'short' }).format(date);
  const year = (date: Date): string => formatOf('en', { timeZone, year: 'numeric' }).format(date);
  return formatOf(language, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(precision === 'seconds' && { second: '2-digit' }),
    ...(day(moment) !== day(now) && { day: 'numeric', month: 'short' }),
    ...(year(moment) !== year(now) && { year: 'numeric' }),
  }).format(moment);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs a hundred times as much as using it; there are as many as languages, time zones and shapes. */
function formatOf(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = JSON.stringify([language, options]);
  const format = formats.get(name) ?? new Intl.DateTimeFormat(language, options);
  formats.set(name, format);
  return format;
}
