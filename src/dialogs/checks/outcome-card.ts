import { z } from 'zod';
import type { Rendered } from '../../cards/rendered';
import { sheetCard, type SheetSection, type Tone } from '../../cards/views/sheet';
import { results, type Finding, type Result } from '../../checks/check';
import type { Outcome } from '../../checks/run-checks';
import { languageSchema, say, type Language } from '../../i18n/say';
import { commaList, sentence, sentenceSchema, type Sentence } from '../../sentence';

/** What the messages about a look need; kept as JSON while it runs. */
export const lookShown = z.object({
  language: languageSchema,
  title: sentenceSchema,
  /** Which tenant. */
  origin: z.string(),
  /** The command that looks again; null where a text or file came with it. */
  again: z.string().nullable(),
  /** The command that stops looking. */
  stop: z.string(),
  /** Of each check no more than its first findings: there are many checks. */
  brief: z.boolean(),
});
export type LookShown = z.infer<typeof lookShown>;

export const tones: Record<Result, Tone> = {
  wrong: 'attention',
  unknown: 'warning',
  warning: 'warning',
  'not-provable': 'default',
  ok: 'good',
};

/** Stands until the outcomes are there. */
export function lookingCard({ language, title, origin, stop }: LookShown, done: number, total: number): Rendered {
  return sheetCard({
    language,
    title,
    origin: sentence('value.text', { text: origin }),
    intro: [sentence('card.look.going', { done, total })],
    sections: [],
    buttons: [{ title: sentence('card.look.stop'), command: stop }],
  });
}

/** In the place of the outcomes when the bot ended before they were there. */
export function brokenOffCard({ language, title, origin, again }: LookShown): Rendered {
  return sheetCard({
    language,
    title,
    origin: sentence('value.text', { text: origin }),
    tone: 'warning',
    intro: [sentence('card.look.broken')],
    sections: [],
    buttons: again === null ? [] : [{ title: sentence('card.look.again'), command: again }],
  });
}

/**
 * All outcomes on one card, worst first; what is well in one section at the end.
 * @param missing how many checks were not made, because somebody stopped
 */
export function outcomesCard(
  { language, title, origin, again, brief }: LookShown,
  outcomes: readonly Outcome[],
  { missing, at }: { missing: number; at: Date },
): Rendered {
  const most = brief ? 2 : 30;
  const amiss = outcomes.filter(({ result }) => result !== 'ok');
  const well = outcomes.filter(({ result }) => result === 'ok');
  const worst = results.find((result) => outcomes.some((outcome) => outcome.result === result)) ?? 'unknown';
  return sheetCard({
    language,
    title,
    origin: sentence('value.text', { text: `${origin} · ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC` }),
    tone: missing > 0 && worst === 'ok' ? 'default' : tones[worst],
    intro: [...summary(outcomes), ...(missing > 0 ? [sentence('card.look.stopped', { missing })] : [])],
    sections: [
      ...groupsOf(amiss, language).map((group) => amissSection(group, language, most)),
      ...(well.length > 0 ? [wellSection(well, most)] : []),
    ],
    buttons: again === null ? [] : [{ title: sentence('card.look.again'), command: again }],
  });
}

/** «2 wrong, 1 not known, 9 well» */
function summary(outcomes: readonly Outcome[]): Sentence[] {
  const counts = results.flatMap((result) => {
    const count = outcomes.filter((outcome) => outcome.result === result).length;
    return count > 0 ? [sentence(`card.look.count.${result}`, { count })] : [];
  });
  const said = commaList(counts);
  return said ? [said] : [];
}

/** Checks that came to the same, for which there is one thing to do, are told together: a DNS server that is silent is one trouble. */
function groupsOf(outcomes: readonly Outcome[], language: Language): Outcome[][] {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const [only, ...others] = amissIn(outcome);
    const advice = only?.remedy && others.length === 0 ? say(language, only.remedy) : outcome.check.id;
    const key = `${outcome.result} ${advice}`;
    groups.set(key, [...(groups.get(key) ?? []), outcome]);
  }
  return [...groups.values()];
}

/** Worst first. */
function amissIn({ findings }: Outcome): Finding[] {
  return results.filter((one) => one !== 'ok').flatMap((one) => findings.filter((finding) => finding.result === one));
}

/** Several checks may stumble over the same thing. */
function unlike(findings: readonly Finding[], language: Language): Finding[] {
  return [...new Map(findings.map((finding) => [say(language, finding.seen), finding])).values()];
}

function amissSection(group: readonly Outcome[], language: Language, most: number): SheetSection {
  const [first] = group;
  if (!first) throw new Error('A group has an outcome.');
  const findings = unlike(group.flatMap(amissIn), language);
  const shown = group.length > 1 ? findings : findings.slice(0, most);
  const left = findings.length - shown.length;
  const result = sentence(`card.look.result.${first.result}`);
  return {
    title:
      group.length > 1
        ? sentence('card.look.several', { result, count: group.length })
        : sentence('card.look.proof', { result, proves: first.check.proves }),
    tone: tones[first.result],
    notes: [
      ...shown.flatMap((finding, at) => told(finding, shown[at + 1], language)),
      ...(left > 0 ? [sentence('card.look.more', { count: left })] : []),
    ],
  };
}

/** What was seen and what to do; a remedy that the next finding has too is said once, after the last of them. */
function told({ seen, remedy, command }: Finding, next: Finding | undefined, language: Language): Sentence[] {
  const advice = remedy && say(language, remedy);
  const isLast = !next?.remedy || say(language, next.remedy) !== advice;
  return [
    seen,
    ...(remedy && isLast ? [sentence('card.look.remedy', { remedy })] : []),
    ...(command && !advice?.includes(command) ? [sentence('card.look.run', { command })] : []),
  ];
}

function wellSection(outcomes: readonly Outcome[], most: number): SheetSection {
  return {
    title: sentence('card.look.well', { count: outcomes.length }),
    lines: outcomes.flatMap(({ check, findings }) =>
      findings.slice(0, most).map(({ seen }) => ({ label: sentence('value.text', { text: check.target }), value: seen })),
    ),
  };
}
