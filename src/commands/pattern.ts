import { accepts, isTyped } from './slot-value';
import { type Token, span, tokens as wordsOfText } from './tokens';

/** One way to say something. */
export interface Shape {
  /** Words that must stand there, and slots, in their order. */
  items: Item[];
  /** Every word of the pattern: none of them alone fills a slot, and the last of them may be left hanging. */
  words: ReadonlySet<string>;
}
/** `word`: any of these, folded; the first of them is `typed`. */
export type Item = { word: readonly string[]; typed: string } | { slot: string };

export interface Match {
  slots: Record<string, string>;
  /** How much of the text was understood word by word. */
  score: number;
}

/** A pattern of the locale files: every way to say it, and the shortest, in which everything optional is left out. */
export interface Pattern {
  shapes: Shape[];
  shortest: Item[];
}

/**
 * Reads patterns of the locale files: `enable/activate voice [for {user}] [with {number}]`, alternatives apart by `|`, of a word by `/`.
 * Optional segments that stand side by side may come in any order, and may hold optional segments themselves.
 */
export function patternsOf(text: string): Pattern[] {
  return text.split('|').map((pattern) => {
    const nodes = read(pattern.match(/\[|\]|\{[^}]+\}|[^\s[\]{}]+/g) ?? []);
    const ways = expand(nodes);
    const words = new Set(ways.flat().flatMap((item) => ('word' in item ? item.word : [])));
    return {
      shapes: ways.map((items) => ({ items, words })),
      shortest: nodes.flatMap((node) => ('optional' in node ? [] : [node])),
    };
  });
}

/** Reads a text as a shape: «enable voice for» too, whose last word was left hanging. Null when it is something else. */
export function match(shape: Shape, text: string, tokens: readonly Token[], sites: readonly string[]): Match | null {
  const last = tokens.at(-1);
  return (
    matched(shape, text, tokens, sites) ?? (last && shape.words.has(last.word) ? matched(shape, text, tokens.slice(0, -1), sites) : null)
  );
}

function matched({ items, words }: Shape, text: string, tokens: readonly Token[], sites: readonly string[]): Match | null {
  return from(0, 0);

  function from(item: number, at: number): Match | null {
    const next = items[item];
    if (!next) return at === tokens.length ? { slots: {}, score: 0 } : null;
    if ('word' in next) {
      const token = tokens[at];
      const rest = token && next.word.includes(token.word) ? from(item + 1, at + 1) : null;
      return rest && { ...rest, score: rest.score + 2 };
    }
    for (const end of endsFor(next.slot, at)) {
      const taken = tokens.slice(at, end + 1);
      if (taken.length === 1 && words.has(taken[0]!.word)) continue;
      const value = span(text, taken[0]!, taken.at(-1)!);
      const quoted = /^["“„«'‘]/.test(text.slice(taken[0]!.start));
      if (!accepts(next.slot, value, { taken, quoted, words, sites })) continue;
      const rest = from(item + 1, end + 1);
      if (rest) return { slots: { ...rest.slots, [next.slot]: value }, score: rest.score + (isTyped(next.slot) ? 1 : 0) };
    }
    return null;
  }

  /** The fewest words first; of a name that is known, as many as belong to it: «dialout policy» before «dialout». */
  function endsFor(slot: string, at: number): number[] {
    const ends = tokens.map((_, index) => index).slice(at);
    return slot === 'kind' ? ends.reverse() : ends;
  }
}

/** How somebody would type it, with these values. */
export function textOf(items: readonly Item[], slots: Readonly<Record<string, string>>): string {
  return items
    .map((item) => ('slot' in item ? (slots[item.slot] ?? '') : item.typed))
    .join(' ')
    .replace(/(?<=\b\p{L}{1,2}['’]) /gu, '');
}

type Node = Item | { optional: Node[] };

function read(parts: string[]): Node[] {
  const stack: Node[][] = [[]];
  for (const part of parts) {
    if (part === '[') stack.push([]);
    else if (part === ']') {
      const optional = stack.pop() ?? [];
      stack.at(-1)?.push({ optional });
    } else stack.at(-1)?.push(...itemsOf(part));
  }
  if (stack.length !== 1) throw new Error(`A bracket is open in «${parts.join(' ')}».`);
  return stack[0]!;
}

function itemsOf(part: string): Item[] {
  if (part.startsWith('{')) return [{ slot: part.slice(1, -1) }];
  const [one = '', ...more] = part.split('/');
  const others = more.map((other) => wordsOfText(other).map(({ word }) => word));
  return wordsOfText(one).map(({ word, start, end }, at) => ({
    word: [word, ...others.flatMap((other) => other[at] ?? [])],
    typed: one.slice(start, end),
  }));
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
