import { fold } from '../fields/fold';
import { hasOwn, languages, raw, type Language } from '../i18n/say';
import type { Operation } from '../operations/operation';
import { type Gist, type GistMatch, gistOf, matchGist } from './gist';
import { type Head, headsOf, nearMisses } from './near-misses';
import { type Match, type Shape, type Surroundings, comparedBy, match, patternsOf, textOf } from './pattern';
import { piecesOf } from './pieces';
import { type SlipReader, slips, vocabularyOf } from './slips';
import { isNobody, people } from './slot-value';
import { smallWords } from './small-words';
import { type Token, cleaned, tokens } from './tokens';
import { waysToPut } from './ways-to-put';
import { withoutCourtesies } from './without-courtesies';

export type Parsed =
  /** `unknown`: what stands there beside it and means nothing to us. */
  | { kind: 'operation'; operation: Operation; input: Record<string, string>; unknown: readonly string[] }
  | { kind: 'command'; name: string; arguments: Record<string, string> }
  /** `code`: it looks like a cmdlet or a script. `suggestions` are texts that would be understood, without the words that are `unknown`. */
  | { kind: 'nothing'; suggestions: string[]; unknown: readonly string[]; code: boolean };

export type Parse = (text: string, language: Language) => Parsed;

/** What is no operation, by `command.<name>.patterns`. */
export interface Command {
  name: string;
  /** It only looks something up: a question for it may be put in more words. */
  looks: boolean;
}

/**
 * Reads what people say by the patterns of the locale files, every language at any time: word by word, else by the words that matter in
 * any order. Nothing that was typed is ever run.
 * @param sites the names of the sites that exist
 */
export function createParse(operations: readonly Operation[], commands: readonly Command[], sites: readonly string[] = []): Parse {
  const known = { sites, names: namesOfSlots(operations) };
  const sayings = [
    ...operations.flatMap((operation) =>
      sayingsOf(`operation.${operation.id}`, known.names, false, (input, unknown): Parsed => ({
        kind: 'operation',
        operation,
        input,
        unknown,
      })),
    ),
    ...commands.flatMap(({ name, looks }) =>
      sayingsOf(`command.${name}`, known.names, looks, (slots): Parsed => ({ kind: 'command', name, arguments: slots })),
    ),
  ];
  const vocabulary = vocabularyOf(sayings.flatMap(({ shapes }) => shapes));
  const index = indexOf(sayings);
  const things = thingsOf(sayings);
  const isThing = ({ word, stem }: Token) => things.word.has(word) || things.stem.has(stem);
  const ids = new Set([...operations.map(({ id }) => id), ...commands.map(({ name }) => name)].filter((id) => id.includes('-')));

  return (typed, language) => {
    const text = typed.length > longest ? '' : withoutId(withoutCourtesies(cleaned(typed)), ids);
    if (tokens(text).length > mostWords || text === '') return nothing([], [], false);
    if (looksLikeCode(text)) return nothing([], [], true);
    const reader = slips(vocabulary);
    const around = { sites, isThing, isSlip: reader.isSlip };
    const readable = (meant: string): boolean => best(index, meant, around) !== null;
    const exact = waysToPut(text).reduce<Exact | null>((found, way) => found ?? best(index, way, around), null);
    if (exact && !exact.match.doubtful) return meaningOf(exact);
    const found = byGist(text, reader);
    const rival = exact && found.find((one) => one.saying !== exact.saying && one.match.unknown.length === 0 && !one.match.guessed);
    if (exact && !rival) return meaningOf(exact);
    const [first, second] = rival ? [rival] : found;
    if (first && isSure(first) && (!second || second.match.score < first.match.score || meansTheSame(first, second)))
      return first.saying.meaning(first.match.slots, first.match.unknown);
    const worth = (rival ? [rival] : found).filter(isWorthOffering);
    const unled = worth.filter(({ match }) => !match.led);
    const offered = unled.length > 0 ? unled : worth;
    const spoken = offered.filter(({ saying }) => saying.languages.includes(language));
    const meant = (spoken.length > 0 ? spoken : offered).slice(0, 2).flatMap((one) => textFor(one).filter(readable));
    if (exact && rival) meant.push(...textFor(quoted(exact)));
    const near = meant.length > 0 ? [] : nearMisses(tokens(text), sayings, language, reader.isSlipOf, readable);
    return nothing([...new Set([...meant, ...near])].slice(0, 3), meant.length > 0 ? (offered[0]?.match.unknown ?? []) : [], false);
  };

  /** What it may mean, best first: one way to read it for each thing to say. */
  function byGist(typed: string, { isSlipOf, isSlip, meantBy }: SlipReader): Found[] {
    const { text, pieces } = piecesOf(typed, known);
    const said = pieces.filter(({ kind }) => kind === 'word').map(({ token }) => token);
    const words = {
      word: new Set(said.flatMap((token) => [token.word, ...meantBy(token).word])),
      stem: new Set(said.flatMap((token) => [token.stem, ...meantBy(token).stem])),
    };
    const heard = { text, pieces, words, isSlipOf, isThing, isSlip };
    return sayings
      .flatMap((one) => {
        const found = matchGist(one.gist, heard);
        return found && (found.score > 0 || Object.keys(found.slots).length > 0) ? [{ saying: one, match: found }] : [];
      })
      .sort((a, b) => b.match.score - a.match.score);
  }
}

/** A longer text is no command: reading must not take longer than a person notices. */
export const longest = 1_000;
const mostWords = 40;

interface Saying {
  key: string;
  /** In which it is said. */
  languages: readonly Language[];
  looks: boolean;
  shapes: Shape[];
  heads: Head[];
  gist: Gist;
  meaning(slots: Record<string, string>, unknown: readonly string[]): Parsed;
}

interface Found {
  saying: Saying;
  match: GistMatch;
}

function sayingsOf(key: string, names: ReadonlyMap<string, string>, looks: boolean, meaning: Saying['meaning']): Saying[] {
  const isOwn = (language: Language): boolean => hasOwn(language, `${key}.patterns`);
  return languages.filter(isOwn).map((language) => {
    const patterns = patternsOf(raw(language, `${key}.patterns`), language);
    const shapes = patterns.flatMap((pattern) => pattern.shapes);
    return {
      key,
      languages: language === 'en' ? languages.filter((one) => one === 'en' || !isOwn(one)) : [language],
      looks,
      shapes,
      heads: headsOf(shapes),
      gist: gistOf(patterns, names, comparedBy(language), looks),
      meaning,
    };
  });
}

function nothing(suggestions: string[], unknown: readonly string[], code: boolean): Parsed {
  return { kind: 'nothing', suggestions, unknown, code };
}

/** The shapes by a word that each of them has. */
type Index = ReadonlyMap<string, readonly { saying: Saying; shape: Shape }[]>;

function indexOf(sayings: readonly Saying[]): Index {
  const index = new Map<string, { saying: Saying; shape: Shape }[]>();
  for (const saying of sayings) {
    for (const shape of saying.shapes) {
      const needed = shape.items.flatMap((item) => ('word' in item && !item.word.includes(',') ? [item.word] : []));
      const [rarest = []] = needed.sort((a, b) => b[0]!.length - a[0]!.length);
      for (const key of rarest.map((word) => `${shape.by} ${word}`)) {
        const shapes = index.get(key) ?? [];
        shapes.push({ saying, shape });
        index.set(key, shapes);
      }
    }
  }
  return index;
}

/** What was said word by word. */
interface Exact {
  match: Match;
  saying: Saying;
}

function meaningOf({ match, saying }: Exact): Parsed {
  return saying.meaning(match.slots, []);
}

function best(index: Index, text: string, around: Surroundings): Exact | null {
  const said = tokens(text);
  let found: Exact | null = null;
  const present = { word: new Set(said.map(({ word }) => word)), stem: new Set(said.map(({ stem }) => stem)) };
  const keys = [...[...present.word].map((word) => `word ${word}`), ...[...present.stem].map((stem) => `stem ${stem}`)];
  for (const key of keys) {
    for (const { saying, shape } of index.get(key) ?? []) {
      if (!shape.items.every((item) => 'slot' in item || item.word.some((word) => word === ',' || present[shape.by].has(word)))) continue;
      const matched = match(shape, text, said, around);
      if (matched && (!found || matched.score > found.match.score)) found = { match: matched, saying };
    }
  }
  return found;
}

/** Words that stand behind others in a pattern: what can be asked for, no verb. */
function thingsOf(sayings: readonly Saying[]): Record<Shape['by'], ReadonlySet<string>> {
  const of = (by: Shape['by']): Set<string> =>
    new Set(
      sayings
        .flatMap(({ shapes }) => shapes.filter((shape) => shape.by === by))
        .flatMap(({ items }) => items.slice(1).flatMap((item) => ('word' in item ? item.word : [])))
        .filter((word) => word.length > 2 && !smallWords.all.has(word)),
    );
  return { word: of('word'), stem: of('stem') };
}

/** «change-number …» as it is written in documents is the operation of this name. */
function withoutId(text: string, ids: ReadonlySet<string>): string {
  const [typed = ''] = /^\S+/.exec(text) ?? [];
  return ids.has(fold(typed)) ? text.replace(typed, fold(typed).replaceAll('-', ' ')) : text;
}

/**
 * It is read as it is, not only offered: no word is misspelt; for a command no word is only taken for a name, and for an operation, which
 * is reviewed before it runs, few words mean nothing beside its answers, and nothing is asked or told.
 */
function isSure({ saying, match: { misspelt, asks, unknown, slots, supposed, doubtful, led } }: Found): boolean {
  if (misspelt > 0 || asks || doubtful || led) return false;
  if (!saying.key.startsWith('operation.')) return unknown.length === 0 && !supposed;
  const beside = tokens(unknown.join(' '));
  return unknown.length === 0 || (Object.keys(slots).length > 0 && beside.length <= mostUnknown && !beside.some(isNobody));
}

/** Not a guess at a name for something that is only looked up, and no long story in which one or two of our words happen to stand. */
function isWorthOffering({ saying, match: { slots, unknown, guessed, misspelt } }: Found): boolean {
  const isAnswered = Object.keys(slots).length > 1;
  return (
    (isAnswered || tokens(unknown.join(' ')).length <= mostUnknown) &&
    (!guessed || saying.key.startsWith('operation.') || (unknown.length === 0 && misspelt > 0))
  );
}

/** Who says more that means nothing is not asking us. */
const mostUnknown = 4;

function meansTheSame(one: Found, other: Found): boolean {
  return one.saying.key === other.saying.key && JSON.stringify(one.match.slots) === JSON.stringify(other.match.slots);
}

/** With somebody's name in quotes, so that it is nothing else. */
function quoted({ saying, match: { slots } }: Exact): { saying: Saying; match: Pick<Match, 'slots'> } {
  const named = Object.entries(slots).map(([slot, value]) => [slot, people.includes(slot) ? `"${value}"` : value] as const);
  return { saying, match: { slots: Object.fromEntries(named) } };
}

/** How it would be typed: by the first pattern that has these slots, with all the words of its own. */
function textFor({ saying: { shapes }, match: { slots } }: { saying: Saying; match: Pick<Match, 'slots'> }): string[] {
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
  return /^\s*(Add|Clear|Connect|Convert\w*|Disable|Disconnect|Enable|Export|Find|ForEach|Format|Get|Grant|Import|Install|Invoke|Move|New|Out|Register|Remove|Restart|Select|Set|Start|Stop|Sync|Test|Update|Where|Write)-[A-Z][A-Za-z]{2,}(\s|$)|(^|\s)\|(\s|$)|\$\(|\$[{]|^\s*[$&]|^\s*@[({"']|;\s*[A-Z][a-z]+-[A-Z]|\s-(Identity|Filter)\b/.test(
    text,
  );
}
