import { fold } from '../fields/fold';
import type { Language } from '../i18n/say';
import { frenchStem } from './french-stem';
import { compounds, sameWords } from './same-words';
import { type Words, accepts, certainty, people } from './slot-value';
import { smallWords } from './small-words';
import { type Token, span, tokens as wordsOfText } from './tokens';

/** One way to say something. */
export interface Shape {
  /** Words that must stand there, and slots, in their order. */
  items: Item[];
  /** Every word of the pattern: none of them alone fills a slot, and the last of them may be left hanging. */
  words: ReadonlySet<string>;
  /** What of a token its words are compared with: a French verb is one in any form. */
  by: 'word' | 'stem';
}
/** `word`: any of these, as they are compared; the first of them is `typed`. «,» among them is a pause. */
export type Item = { word: readonly string[]; typed: string } | { slot: string };

export interface Match {
  slots: Record<string, string>;
  /** How much of the text was understood word by word. */
  score: number;
  /** A word that was taken for somebody's name may be one of ours. */
  doubtful: boolean;
}

/** What is known beside the text: the sites that exist, and what words are. */
export interface Surroundings extends Words {
  sites: readonly string[];
}

/** A pattern of the locale files: every way to say it, and the shortest, in which everything optional is left out. */
export interface Pattern {
  shapes: Shape[];
  shortest: Item[];
}

/**
 * Reads patterns of the locale files: `enable/activate voice [for {user}] [with {number}]`, alternatives apart by `|`, of a word by `/`.
 * A comma as a word is a pause, with
 * whatever sign it is written. Optional segments that stand side by side may come in any order, and may hold optional segments themselves.
 */
export function patternsOf(text: string, language: Language): Pattern[] {
  return text.split('|').map((pattern) => {
    const nodes = read(partsOf(pattern), language);
    const ways = expand(nodes);
    const words = new Set(ways.flat().flatMap((item) => ('word' in item ? item.word : [])));
    return {
      shapes: ways.map((items) => ({ items, words, by: comparedBy(language) })),
      shortest: nodes.flatMap((node) => ('optional' in node ? [] : [node])),
    };
  });
}

export function comparedBy(language: Language): Shape['by'] {
  return language === 'fr' ? 'stem' : 'word';
}

/** Reads a text as a shape: «enable voice for» too, whose last word was left hanging. Null when it is something else. */
export function match(shape: Shape, text: string, tokens: readonly Token[], around: Surroundings): Match | null {
  const last = tokens.at(-1);
  return (
    matched(shape, text, tokens, around) ??
    (last && shape.words.has(last[shape.by]) ? matched(shape, text, tokens.slice(0, -1), around) : null)
  );
}

function matched({ items, words, by }: Shape, text: string, tokens: readonly Token[], around: Surroundings): Match | null {
  return from(0, 0);

  function from(item: number, at: number): Match | null {
    const next = items[item];
    if (!next) return at === tokens.length ? { slots: {}, score: 0, doubtful: false } : null;
    if ('word' in next) {
      const token = tokens[at];
      const rest = token && next.word.includes(token[by]) ? from(item + 1, at + 1) : null;
      if (rest) return { ...rest, score: rest.score + 2 };
      return token?.apart && next.word.includes(pause) ? from(item + 1, at) : null;
    }
    for (const end of endsFor(next.slot, at)) {
      const taken = tokens.slice(at, end + 1);
      if (taken.length === 1 && words.has(taken[0]![by])) continue;
      const value = span(text, taken[0]!, taken.at(-1)!);
      const quoted = /^["“„«'‘]/.test(text.slice(taken[0]!.start));
      if (!accepts(next.slot, value, { taken, quoted, isWord: (token) => words.has(token[by]), ...around })) continue;
      const rest = from(item + 1, end + 1);
      if (!rest) continue;
      const given = next.slot === 'id' ? value.replace(/^\D+/, '') : value;
      const isBare = people.includes(next.slot) && taken.length === 1 && !quoted && !isMarked(item);
      return {
        slots: { ...rest.slots, [next.slot]: given },
        score: rest.score + certainty(next.slot, value),
        doubtful: rest.doubtful || (isBare && /^\p{Ll}+$/u.test(value) && isOurs(taken[0]!)),
      };
    }
    return null;
  }

  /** «of» or its like stands before it. */
  function isMarked(item: number): boolean {
    const before = items[item - 1];
    return before !== undefined && 'word' in before && before.word.some((word) => smallWords.all.has(word));
  }

  function isOurs(token: Token): boolean {
    return around.isThing(token) || around.isSlip(token);
  }

  /** The fewest words first; of a name that is known, as many as belong to it: «dialout policy» before «dialout». */
  function endsFor(slot: string, at: number): number[] {
    const ends = tokens.map((_, index) => index).slice(at);
    return slot === 'kind' ? ends.reverse() : ends;
  }
}

const pause = ',';

/** How somebody would type it, with these values. */
export function textOf(items: readonly Item[], slots: Readonly<Record<string, string>>): string {
  return items
    .map((item) => ('slot' in item ? (slots[item.slot] ?? '') : item.typed))
    .join(' ')
    .replace(/(?<=\b\p{L}{1,2}['’]) /gu, '');
}

type Node = Item | { optional: Node[] };

/** Brackets, slots and words; what is one thing in several words is one word. */
function partsOf(pattern: string): string[] {
  const parts = pattern.replace(elision, '$1 ').match(/\[|\]|\{[^}]+\}|[^\s[\]{}]+/g) ?? [];
  const plain = (part = '') => fold(part).replaceAll("'", '');
  const found: string[] = [];
  for (let at = 0; at < parts.length;) {
    const compound = compounds.get(plain(parts[at]))?.find((words) => words.every((word, next) => plain(parts[at + next]) === word));
    const next = at + (compound?.length ?? 1);
    found.push(parts.slice(at, next).join(' '));
    at = next;
  }
  return found;
}

const elision = /((?<=^|[\s[/])(?:[cdjlmnst]|qu)['’])(?=\p{L})/giu;

function read(parts: readonly string[], language: Language): Node[] {
  const stack: Node[][] = [[]];
  for (const part of parts) {
    if (part === '[') stack.push([]);
    else if (part === ']') {
      const optional = stack.pop() ?? [];
      stack.at(-1)?.push({ optional });
    } else stack.at(-1)?.push(...itemsOf(part, language));
  }
  if (stack.length !== 1) throw new Error(`A bracket is open in «${parts.join(' ')}».`);
  return stack[0]!;
}

function itemsOf(part: string, language: Language): Item[] {
  if (part.startsWith('{')) return [{ slot: part.slice(1, -1) }];
  const [one = '', ...more] = part.split('/');
  const others = more.map((other) => wordsOfText(other).map(({ word }) => word));
  const compared = (word: string) => (comparedBy(language) === 'stem' ? frenchStem(word) : word);
  return wordsOfText(one).map(({ word, start, end }, at) => {
    const words = [word, ...others.flatMap((other) => other[at] ?? [])].flatMap((each) => [each, ...sameWords(language, each)]);
    return { word: [...new Set(words.map(compared))], typed: one.slice(start, end) };
  });
}

function expand(nodes: Node[]): Item[][] {
  const [first, ...rest] = nodes;
  if (!first) return [[]];
  if (!('optional' in first)) return expand(rest).map((way) => [first, ...way]);
  const count = nodes.findIndex((node) => !('optional' in node));
  const group = nodes.slice(0, count < 0 ? nodes.length : count).flatMap((node) => ('optional' in node ? [node.optional] : []));
  const after = expand(nodes.slice(group.length));
  return orders(group.map(expand)).flatMap((way) => after.map((tail) => [...way, ...tail]));
}

/** Every selection of the segments in every order. */
function orders(segments: Item[][][]): Item[][] {
  const picked = segments.flatMap((ways, index) => {
    const others = orders(segments.filter((_, other) => other !== index));
    return ways.flatMap((way) => others.map((other) => [...way, ...other]));
  });
  return [[], ...picked];
}
