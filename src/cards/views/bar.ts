import { say, type Language } from '../../i18n/say';
import type { Sentence } from '../../sentence';
import { words } from '../words';

const cells = 16;
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** How many of how many. */
export interface Bar {
  label: Sentence;
  count: number;
  total: number;
}

/** Bars as the templates bind them (templates/parts/chart.json). */
export function barsView(language: Language, bars: readonly Bar[]): object[] {
  return bars.map(({ label, count, total }) => ({ label: words(language, label), count, ...barOf(language, count, total) }));
}

/**
 * How many of all, as count and share, and a bar that is as long as the share. Nothing is rounded away: whoever is there shows, and «all» means all.
 */
export function barOf(language: Language, count: number, total: number): { figures: string; bar: string } {
  const figures = say(language, { key: 'report.figures', values: { count, share: shareOf(language, count, total) } });
  return { figures, bar: count === 0 ? '' : drawn(count, total) };
}

function drawn(count: number, total: number): string {
  const whole = cells * 8;
  const length = count === total ? whole : Math.min(whole - 1, Math.max(1, Math.round((count / total) * whole)));
  return '█'.repeat(Math.floor(length / 8)) + (eighths[length % 8] ?? '');
}

function shareOf(language: Language, count: number, total: number): string {
  const digits = total >= 1_000 ? 1 : 0;
  const percent = (share: number) =>
    new Intl.NumberFormat(language, { style: 'percent', minimumFractionDigits: 0, maximumFractionDigits: digits }).format(share);
  if (count === 0) return percent(0);
  const step = 1 / (100 * 10 ** digits);
  const share = count / total;
  if (share < step) return `< ${percent(step)}`;
  return count < total && share > 1 - step ? `> ${percent(1 - step)}` : percent(share);
}
