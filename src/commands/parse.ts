import { fold } from '../fields/fold';
import { hasOwn, languages, raw, type Language } from '../i18n/say';
import type { Operation } from '../operations/operation';
import { type Gist, type GistMatch, frenchStem, gistOf, matchGist, slips } from './gist';
import { type Head, headsOf, nearMisses } from './near-misses';
import { type Match, type Shape, match, patternsOf, textOf } from './pattern';
import { piecesOf } from './pieces';
import { cleaned, tokens } from './tokens';
import { withoutCourtesies } from './without-courtesies';

export type Parsed =
  /** `unknown`: what stands there beside it and means nothing to us. */
  | { kind: 'operation'; operation: Operation; input: Record<string, string>; unknown: readonly string[] }
  | { kind: 'command'; name: string; arguments: Record<string, string> }
  /** `code`: it looks like a cmdlet or a script. `suggestions` are texts that would be understood, without the words that are `unknown`. */
  | { kind: 'nothing'; suggestions: string[]; unknown: readonly string[]; code: boolean };

export type Parse = (text: string, language: Language) => Parsed;

/**
 * Reads what people say by the patterns of the locale files, every language at any time: word by word, else by the words that matter in
 * any order. Nothing that was typed is ever run.
 * @param commands the names of what is no operation (`command.<name>.patterns`)
 * @param sites the names of the sites that exist
 */
export function createParse(operations: readonly Operation[], commands: readonly string[], sites: readonly string[] = []): Parse {
  const known = { sites, names: namesOfSlots(operations) };
  const sayings = [
    ...operations.flatMap((operation) =>
      sayingsOf(`operation.${operation.id}`, known.names, (input, unknown): Parsed => ({ kind: 'operation', operation, input, unknown })),
    ),
    ...commands.flatMap((name) =>
      sayingsOf(`command.${name}`, known.names, (slots): Parsed => ({ kind: 'command', name, arguments: slots })),
    ),
  ];
  const vocabulary = new Set(sayings.flatMap(({ shapes }) => shapes.flatMap(({ words }) => [...words])));
  const readable = (text: string): boolean => best(sayings, text, sites) !== null;

  return (typed, language) => {
    const text = typed.length > longest ? '' : withoutCourtesies(cleaned(typed));
    if (tokens(text).length > mostWords || text === '') return nothing([], [], false);
    if (looksLikeCode(text)) return nothing([], [], true);
    const exact = best(sayings, text, sites);
    if (exact) return exact;
    const found = byGist(text);
    const [first, second] = found;
    if (first && isSure(first) && (!second || second.match.score < first.match.score || meansTheSame(first, second)))
      return first.saying.meaning(first.match.slots, first.match.unknown);
    const meant = found.slice(0, 2).flatMap((one) => textFor(one).filter(readable));
    const near = meant.length > 0 ? [] : nearMisses(text, sayings, language, readable);
    return nothing([...new Set([...meant, ...near])].slice(0, 3), meant.length > 0 ? (first?.match.unknown ?? []) : [], false);
  };

  /** What it may mean, best first: one way to read it for each thing to say. */
  function byGist(typed: string): Found[] {
    const { text, pieces } = piecesOf(typed, known);
    const heard = { text, pieces, isSlipOf: slips(vocabulary) };
    return sayings
      .flatMap((one) => {
        const found = matchGist(one.gist, heard);
        return found && found.score > 0 ? [{ saying: one, match: found }] : [];
      })
      .sort((a, b) => b.match.score - a.match.score);
  }
}

/** A longer text is no command: reading must not take longer than a person notices. */
const longest = 1_000;
const mostWords = 40;

interface Saying {
  key: string;
  /** In which it is said. */
  languages: readonly Language[];
  shapes: Shape[];
  heads: Head[];
  gist: Gist;
  meaning(slots: Record<string, string>, unknown: readonly string[]): Parsed;
}

interface Found {
  saying: Saying;
  match: GistMatch;
}

/** One for each language that has words of its own for it; the others say it in English. */
function sayingsOf(key: string, names: ReadonlyMap<string, string>, meaning: Saying['meaning']): Saying[] {
  const isOwn = (language: Language): boolean => hasOwn(language, `${key}.patterns`);
  return languages.filter(isOwn).map((language) => {
    const patterns = patternsOf(raw(language, `${key}.patterns`));
    const shapes = patterns.flatMap((pattern) => pattern.shapes);
    return {
      key,
      languages: language === 'en' ? languages.filter((one) => one === 'en' || !isOwn(one)) : [language],
      shapes,
      heads: headsOf(shapes),
      gist: gistOf(patterns, names, stems[language] ?? ((word) => word)),
      meaning,
    };
  });
}

/** How a word without its endings is told, for languages whose patterns count on it. */
const stems: Record<Language, (word: string) => string> = { fr: frenchStem };

function nothing(suggestions: string[], unknown: readonly string[], code: boolean): Parsed {
  return { kind: 'nothing', suggestions, unknown, code };
}

function best(sayings: readonly Saying[], text: string, sites: readonly string[]): Parsed | null {
  const said = tokens(text);
  let found: { match: Match; saying: Saying } | null = null;
  const present = new Set(said.map(({ word }) => word));
  for (const saying of sayings) {
    for (const shape of saying.shapes) {
      if (!shape.items.every((item) => 'slot' in item || item.word.some((word) => present.has(word)))) continue;
      const matched = match(shape, text, said, sites);
      if (matched && (!found || matched.score > found.match.score)) found = { match: matched, saying };
    }
  }
  return found && found.saying.meaning(found.match.slots, []);
}

/**
 * It is read as it is, not only offered: no word is misspelt; for a command no word is only taken for a name, and for an operation, which
 * is reviewed before it runs, few words mean nothing beside its answers.
 */
function isSure({ saying, match: { misspelt, unknown, slots, supposed } }: Found): boolean {
  if (misspelt > 0) return false;
  if (!saying.key.startsWith('operation.')) return unknown.length === 0 && !supposed;
  return unknown.length === 0 || (Object.keys(slots).length > 0 && unknown.join(' ').split(/\s+/).length <= mostUnknown);
}

/** Who says more that means nothing is not asking us. */
const mostUnknown = 4;

function meansTheSame(one: Found, other: Found): boolean {
  return one.saying.key === other.saying.key && JSON.stringify(one.match.slots) === JSON.stringify(other.match.slots);
}

/** How it would be typed: by the first pattern that has these slots, with all the words of its own. */
function textFor({ saying: { shapes }, match: { slots } }: Found): string[] {
  const names = Object.keys(slots);
  const fitting = shapes.filter(({ items }) => {
    const asked = items.flatMap((item) => ('slot' in item ? [item.slot] : []));
    return asked.length === names.length && asked.every((slot) => names.includes(slot));
  });
  const ofFirst = fitting.filter(({ words }) => words === fitting[0]?.words).sort((a, b) => b.items.length - a.items.length);
  return ofFirst.slice(0, 1).map(({ items }) => textOf(items, slots));
}

/** Slots by the names of the fields, their labels, and what else people call them. */
function namesOfSlots(operations: readonly Operation[]): Map<string, string> {
  const fields = operations.flatMap((operation) => Object.entries(operation.fields));
  const labelled = fields.flatMap(([slot, { kind }]) =>
    languages.map((language) => [fold(raw(language, `field.${kind}.label`)), slot] as const),
  );
  const spoken = (['user', 'number', 'site'] as const).flatMap((slot) =>
    languages.flatMap((language) =>
      raw(language, `talk.${slot}-words`)
        .split('|')
        .map((name) => [fold(name), slot] as const),
    ),
  );
  return new Map([...labelled, ...fields.map(([slot]) => [fold(slot), slot] as const), ...spoken]);
}

/** Cmdlets, pipes, variables, subexpressions: said by somebody who expects a shell. */
function looksLikeCode(text: string): boolean {
  return /^\s*[A-Z][a-z]+-[A-Z][A-Za-z]{2,}(\s|$)|(^|\s)\|(\s|$)|\$\(|\$[{]|^\s*[$&]|^\s*@[({"']|;\s*[A-Z][a-z]+-[A-Z]|\s-(Identity|Filter)\b/.test(
    text,
  );
}
