import { fold } from '../fields/fold';
import { policyKindWords } from '../fields/policy-kind';
import { plainNumber } from '../fields/read-number';
import { type Token, span } from './tokens';

/** One way to say something. */
export interface Shape {
  /** Words that must stand there, and slots, in their order. */
  items: Item[];
  /** Every word of the pattern: none of them alone fills a slot, and the last of them may be left hanging. */
  words: ReadonlySet<string>;
}
type Item = { word: string } | { slot: string };

export interface Match {
  slots: Record<string, string>;
  /** How much of the text was understood word by word. */
  score: number;
}

/**
 * The ways to say a pattern of the locale files: `enable voice [for {user}] [with {number}]`, alternatives apart by `|`.
 * Optional segments that stand side by side may come in any order, and may hold optional segments themselves.
 */
export function shapesOf(patterns: string): Shape[] {
  return patterns.split('|').flatMap((pattern) => {
    const ways = expand(read(pattern.match(/\[|\]|\{[^}]+\}|[^\s[\]{}]+/g) ?? []));
    const words = new Set(ways.flat().flatMap((item) => ('word' in item ? [item.word] : [])));
    return ways.map((items) => ({ items, words }));
  });
}

/** Reads a text as a shape: «enable voice for» too, whose last word was left hanging. Null when it is something else. */
export function match(shape: Shape, text: string, tokens: readonly Token[]): Match | null {
  const last = tokens.at(-1);
  return matched(shape, text, tokens) ?? (last && shape.words.has(last.word) ? matched(shape, text, tokens.slice(0, -1)) : null);
}

function matched({ items, words }: Shape, text: string, tokens: readonly Token[]): Match | null {
  return from(0, 0);

  function from(item: number, at: number): Match | null {
    const next = items[item];
    if (!next) return at === tokens.length ? { slots: {}, score: 0 } : null;
    if ('word' in next) {
      const rest = tokens[at]?.word === next.word ? from(item + 1, at + 1) : null;
      return rest && { ...rest, score: rest.score + 2 };
    }
    for (const end of endsFor(next.slot, at)) {
      const taken = tokens.slice(at, end + 1);
      const value = span(text, taken[0]!, taken.at(-1)!);
      if (!accepts(next.slot, value) || (taken.length === 1 && words.has(taken[0]!.word))) continue;
      const rest = from(item + 1, end + 1);
      if (rest) return { slots: { ...rest.slots, [next.slot]: value }, score: rest.score + (next.slot in typed ? 1 : 0) };
    }
    return null;
  }

  /** The fewest words first; of a name that is known, as many as belong to it: «dialout policy» before «dialout». */
  function endsFor(slot: string, at: number): number[] {
    const ends = tokens.map((_, index) => index).slice(at);
    return slot === 'kind' ? ends.reverse() : ends;
  }
}

const kinds = new Set(policyKindWords());

/** Slots that are known by their looks, or by the few words that they can be. */
const typed: Record<string, (value: string) => boolean> = {
  number: (value) =>
    isExtension(value) || /^(tel:)?\s*[+(]?\d[\d\s().,;=/x#-]*((;ext=|x|ext\.?|extension|poste|#)\s*\d+[\d,]*)?$/i.test(plainNumber(value)),
  id: (value) => /^#?\d{1,9}$/.test(plainNumber(value)),
  extension: isExtension,
  date: (value) => /\d|\p{L}{3}/u.test(plainNumber(value)),
  kind: (value) => kinds.has(fold(value)),
};

function isExtension(value: string): boolean {
  return /^(x|#|;?ext[.=]?|extension|poste)\s*\d{2,8}$/i.test(plainNumber(value));
}

function accepts(slot: string, value: string): boolean {
  const looks = typed[slot];
  return value !== '' && (looks ? looks(value) : !/^[+(]?\d[\d\s().-]{5,}$/.test(value));
}

type Node = Item | { optional: Node[] };

function read(parts: string[]): Node[] {
  const stack: Node[][] = [[]];
  for (const part of parts) {
    if (part === '[') stack.push([]);
    else if (part === ']') {
      const optional = stack.pop() ?? [];
      stack.at(-1)?.push({ optional });
    } else stack.at(-1)?.push(part.startsWith('{') ? { slot: part.slice(1, -1) } : { word: fold(part) });
  }
  if (stack.length !== 1) throw new Error(`A bracket is open in «${parts.join(' ')}».`);
  return stack[0]!;
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
