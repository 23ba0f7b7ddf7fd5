import { type Filled, type Slots, fill } from './fill';
import type { Item, Pattern, Shape } from './pattern';
import type { Piece } from './pieces';
import type { Words } from './slot-value';
import type { Meant, Slips } from './slips';
import { smallWords } from './small-words';
import type { Token } from './tokens';

/** A thing to say when the order of its words does not matter. */
export interface Gist extends Slots {
  ways: readonly Way[];
  /** Whether a word makes something else of it: a question, or something that was done. */
  isAsking(token: Token): boolean;
}

interface Way {
  /** The words that say what is wanted, each of them any of these. */
  needs: readonly (readonly string[])[];
  /** Slots without which it means nothing. */
  slots: readonly string[];
}

export interface GistMatch extends Filled {
  /** How many words were read as another one. */
  misspelt: number;
  /** Something is asked or told, where nothing is looked up. */
  asks: boolean;
  score: number;
}

/** What is said, and what is known of words. */
export interface Heard extends Words {
  /** Every word of it as it is compared, and what a slip stands for. */
  words: Meant;
  text: string;
  pieces: readonly Piece[];
  isSlipOf: Slips;
}

/**
 * @param names slots by what people call them: such a word before a value says which it is
 * @param looks it only looks something up: whatever is asked with says nothing of itself
 */
export function gistOf(patterns: readonly Pattern[], names: ReadonlyMap<string, string>, by: Shape['by'], looks: boolean): Gist {
  const shapes = patterns.flatMap((pattern) => pattern.shapes);
  const words = new Set(shapes.flatMap((shape) => [...shape.words]));
  const slots = new Set(shapes.flatMap(({ items }) => items.flatMap((item) => ('slot' in item ? [item.slot] : []))));
  const markers = markersOf(shapes.map(({ items }) => items));
  for (const [name, slot] of names)
    if (slots.has(slot) && !smallWords.asking.has(name)) markers.set(name, [...(markers.get(name) ?? []), slot]);
  return {
    ways: patterns
      .map(({ shortest }) => wayOf(shortest, looks ? smallWords.void : smallWords.articles))
      .filter(({ needs }) => needs.length > 0),
    slots,
    by,
    isAsking: (token) => !looks && smallWords.asking.has(token.word) && !words.has(token[by]),
    markersOf: (token) => markers.get(token[by]) ?? markers.get(token.word) ?? null,
    isOurs: (token) =>
      words.has(token[by]) ||
      markers.has(token[by]) ||
      markers.has(token.word) ||
      smallWords.all.has(token.word) ||
      (looks && (smallWords.asking.has(token.word) || smallWords.void.has(token.word))),
  };
}

/** The best reading by gist; null where its words are not there. */
export function matchGist(gist: Gist, heard: Heard): GistMatch | null {
  if (heard.pieces.some(({ kind, token }) => kind === 'word' && smallWords.negations.has(token.word) && !gist.isOurs(token))) return null;
  return gist.ways.reduce<GistMatch | null>((best, way) => {
    const found = matchWay(way, gist, heard);
    return found && (!best || found.score > best.score) ? found : best;
  }, null);
}

function wayOf(items: readonly Item[], empty: ReadonlySet<string>): Way {
  return {
    needs: items.flatMap((item, at) => ('word' in item && !isMarker(item, items[at + 1], empty) ? [item.word] : [])),
    slots: items.flatMap((item) => ('slot' in item ? [item.slot] : [])),
  };
}

/** A small word says nothing but which slot comes; an empty one, such as an article, nothing at all. */
function isMarker({ word }: { word: readonly string[] }, next: Item | undefined, empty: ReadonlySet<string>): boolean {
  return word.every((each) => empty.has(each)) || (next !== undefined && 'slot' in next && word.every((each) => smallWords.all.has(each)));
}

/** The words before each slot, but for the one that says what is wanted. */
function markersOf(ways: readonly Item[][]): Map<string, string[]> {
  const markers = new Map<string, string[]>();
  for (const items of ways) {
    items.forEach((item, at) => {
      const before = at > 1 ? items[at - 1] : undefined;
      if (!('slot' in item) || !before || !('word' in before)) return;
      for (const word of before.word) markers.set(word, [...new Set([...(markers.get(word) ?? []), item.slot])]);
    });
  }
  return markers;
}

function matchWay(way: Way, gist: Gist, heard: Heard): GistMatch | null {
  const used = placesOf(way, gist, heard);
  if (!used) return null;
  const filled = fill(heard.text, heard.pieces, used.places, gist, heard);
  if (way.slots.some((slot) => filled.slots[slot] === undefined)) return null;
  const score = 3 * way.needs.length + 2 * Object.keys(filled.slots).length - 3 * filled.unknown.length - 2 * used.misspelt;
  const asks = heard.pieces.some(({ kind, token }) => kind === 'word' && gist.isAsking(token));
  return { ...filled, misspelt: used.misspelt, asks, score };
}

/** Where the words of a way stand, each once, slips of the keyboard among them; null where one is missing. */
function placesOf({ needs }: Way, { by }: Gist, { words, pieces, isSlipOf }: Heard): { places: Set<number>; misspelt: number } | null {
  if (!needs.every((need) => need.some((word) => words[by].has(word)))) return null;
  const places = new Set<number>();
  let misspelt = 0;
  const take = (fits: (piece: Piece) => boolean): boolean => {
    const place = pieces.findIndex((piece, at) => piece.kind === 'word' && !places.has(at) && fits(piece));
    if (place >= 0) places.add(place);
    return place >= 0;
  };
  for (const need of needs) {
    if (take(({ token }) => need.includes(token[by]))) continue;
    misspelt += 1;
    if (!take(({ token }) => need.some((meant) => isSlipOf(token, by, meant)))) return null;
  }
  return { places, misspelt };
}
