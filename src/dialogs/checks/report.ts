import { results, worst, type Result } from '../../checks/check';
import type { Outcome } from '../../checks/run-checks';
import { say, type Language } from '../../i18n/say';

/** Outcomes in words, for a terminal or another program. */
export interface Report {
  /** The worst of all. */
  result: Result;
  counts: Record<Result, number>;
  /** Checks that were not made, because somebody stopped. */
  missing: number;
  /** Worst first. */
  checks: {
    id: string;
    target: string;
    result: Result;
    proves: string;
    findings: { result: Result; seen: string; remedy: string | null; command: string | null }[];
  }[];
}

export function reportOf(outcomes: readonly Outcome[], { language, asked }: { language: Language; asked: number }): Report {
  const count = (result: Result): number => outcomes.filter((outcome) => outcome.result === result).length;
  return {
    result: worst(outcomes.flatMap(({ findings }) => findings)),
    counts: {
      wrong: count('wrong'),
      unknown: count('unknown'),
      warning: count('warning'),
      'not-provable': count('not-provable'),
      ok: count('ok'),
    },
    missing: asked - outcomes.length,
    checks: outcomes.map(({ check, result, findings }) => ({
      id: check.id,
      target: check.target,
      result,
      proves: say(language, check.proves),
      findings: findings.map(({ result: found, seen, remedy, command }) => ({
        result: found,
        seen: say(language, seen),
        remedy: remedy && say(language, remedy),
        command: command ?? null,
      })),
    })),
  };
}

/** 0: nothing is wrong; 1: something is; 2: nothing is known to be wrong, and not everything is known. */
export function exitCodeOf({ result, missing }: Report): 0 | 1 | 2 {
  if (result === 'wrong') return 1;
  return result === 'unknown' || missing > 0 ? 2 : 0;
}

/** A line for each finding, its remedy below it, and the counts at the end. What a tenant or DNS wrote cannot steer a terminal. */
export function linesOf({ checks, counts, missing }: Report, language: Language): string[] {
  const word = (result: Result): string => say(language, { key: `card.look.result.${result}` });
  const width = Math.max(...results.map((result) => word(result).length));
  const found = checks.flatMap(({ target, findings }) =>
    findings.flatMap(({ result, seen, remedy }, at) => [
      `${word(result).padEnd(width)}  ${target}: ${seen}`,
      ...(remedy === null || remedy === findings[at + 1]?.remedy ? [] : [`${' '.repeat(width)}  → ${remedy}`]),
    ]),
  );
  const total = results
    .filter((result) => counts[result] > 0)
    .map((result) => say(language, { key: `card.look.count.${result}`, values: { count: counts[result] } }));
  const unmade = missing > 0 ? [say(language, { key: 'card.look.stopped', values: { missing } })] : [];
  const counted = new Intl.ListFormat(language, { type: 'unit' }).format(total);
  return [...found, counted, ...unmade].map((line) => line.replace(/[\u0000-\u001F\u007F-\u009F]/g, ' '));
}
