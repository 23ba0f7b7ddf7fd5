import { editsBetween } from './edits';
import { type Filled, type Slots, fill } from './fill';
import type { Item, Pattern } from './pattern';
import type { Piece } from './pieces';
import { smallWords } from './small-words';

/** A thing to say when the order of its words does not matter. */
export interface Gist extends Slots {
  ways: readonly Way[];
  /** How a word is compared: a French verb is one in any form. */
  stem(word: string): string;
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
  score: number;
}

/** What is said, and what is known of words. */
export interface Heard {
  text: string;
  pieces: readonly Piece[];
  /** Whether a word is no word of ours and probably stands for another. */
  isSlipOf(word: string, stem: string, meant: string): boolean;
}

/** @param names slots by what people call them: such a word before a value says which it is */
export function gistOf(patterns: readonly Pattern[], names: ReadonlyMap<string, string>, stem: Gist['stem']): Gist {
  const shapes = patterns.flatMap((pattern) => pattern.shapes);
  const words = new Set(shapes.flatMap((shape) => [...shape.words].map(stem)));
  const slots = new Set(shapes.flatMap(({ items }) => items.flatMap((item) => ('slot' in item ? [item.slot] : []))));
  const markers = markersOf(shapes.map(({ items }) => items));
  for (const [name, slot] of names) if (slots.has(slot)) markers.set(name, [...(markers.get(name) ?? []), slot]);
  return {
    ways: patterns.map(({ shortest }) => wayOf(shortest, stem)).filter(({ needs }) => needs.length > 0),
    slots,
    markers,
    isOurs: (word) => words.has(stem(word)) || markers.has(word) || smallWords.all.has(word),
    stem,
  };
}

/** A French verb without its ending, so that «active», «activer» and «activez» are one word. */
export function frenchStem(word: string): string {
  return word.length < 5 ? word : word.replace(/(er|ez|e)$/, '');
}

/** The best reading by gist; null where its words are not there. */
export function matchGist(gist: Gist, heard: Heard): GistMatch | null {
  return gist.ways.reduce<GistMatch | null>((best, way) => {
    const found = matchWay(way, gist, heard);
    return found && (!best || found.score > best.score) ? found : best;
  }, null);
}

function wayOf(items: readonly Item[], stem: Gist['stem']): Way {
  return {
    needs: items.flatMap((item) => ('word' in item && !item.word.every((word) => smallWords.all.has(word)) ? [item.word.map(stem)] : [])),
    slots: items.flatMap((item) => ('slot' in item ? [item.slot] : [])),
  };
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
  const filled = fill(heard.text, heard.pieces, used.places, gist);
  if (way.slots.some((slot) => filled.slots[slot] === undefined)) return null;
  const score = 3 * way.needs.length + 2 * Object.keys(filled.slots).length - 3 * filled.unknown.length - 2 * used.misspelt;
  return { ...filled, misspelt: used.misspelt, score };
}

/** Where the words of a way stand, each once; null where one is missing. Not all of several may be misspelt. */
function placesOf({ needs }: Way, { stem }: Gist, { pieces, isSlipOf }: Heard): { places: Set<number>; misspelt: number } | null {
  const places = new Set<number>();
  let misspelt = 0;
  const take = (fits: (word: string) => boolean): boolean => {
    const place = pieces.findIndex(({ kind, token }, at) => kind === 'word' && !places.has(at) && fits(token.word));
    if (place >= 0) places.add(place);
    return place >= 0;
  };
  for (const need of needs) {
    if (take((word) => need.includes(stem(word)))) continue;
    if (!take((word) => need.some((meant) => isSlipOf(word, stem(word), meant)))) return null;
    misspelt += 1;
  }
  return misspelt < Math.max(needs.length, 2) ? { places, misspelt } : null;
}

/**
 * Looks for slips of the keyboard in one text, each pair of words once.
 * @param vocabulary words of any pattern: they are never a slip of another
 */
export function slips(vocabulary: ReadonlySet<string>): Heard['isSlipOf'] {
  const known = new Map<string, boolean>();
  return (word, stem, meant) => {
    if (vocabulary.has(word) || smallWords.all.has(word)) return false;
    const key = `${stem} ${meant}`;
    const found = known.get(key) ?? isMisspelt(stem, meant);
    known.set(key, found);
    return found;
  };
}

function isMisspelt(typed: string, meant: string): boolean {
  const allowed = meant.length < 4 ? 0 : meant.length < 7 ? 1 : 2;
  return Math.abs(typed.length - meant.length) <= allowed && editsBetween(typed, meant) <= allowed;
}
