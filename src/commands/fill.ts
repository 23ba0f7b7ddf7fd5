import type { Piece } from './pieces';
import { accepts, isTime } from './slot-value';
import { inNames, smallWords } from './small-words';
import { span } from './tokens';

/** What is needed to give the values of a text to the slots of one thing to say. */
export interface Slots {
  slots: ReadonlySet<string>;
  /** Words that stand before a slot in its patterns: «at» before {site}. */
  markers: ReadonlyMap<string, readonly string[]>;
  /** Whether a word is one of its patterns, or says nothing of itself. */
  isOurs(word: string): boolean;
}

export interface Filled {
  slots: Record<string, string>;
  /** What was typed and has no place. */
  unknown: string[];
  /** A slot was given words that only may be meant so: no address, number or site, and not in quotes or with «’s». */
  supposed: boolean;
}

/**
 * Gives each value, and each group of words that are not ours, to a slot: to the one that the word before it names, an address to
 * the person, a site that exists to the site. A group without such a word is the person's name.
 * @param used places of the pieces that say what is wanted
 */
export function fill(text: string, pieces: readonly Piece[], used: ReadonlySet<number>, of: Slots): Filled {
  const slots: Record<string, string> = {};
  const unknown: string[] = [];
  let supposed = false;
  const open = (slot: string) => of.slots.has(slot) && slots[slot] === undefined;
  let marker: { word: string; start: number } | null = null;

  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at]!;
    const { word, start } = piece.token;
    if (piece.apart) marker = null;
    if (piece.kind === 'word' && (used.has(at) || of.isOurs(word))) {
      if (!smallWords.articles.has(word)) marker = of.markers.has(word) || smallWords.all.has(word) ? { word, start } : null;
      continue;
    }
    const last = piece.kind === 'word' ? endOfGroup(at) : at;
    const end = pieces[last]!.token;
    const value = piece.kind === 'word' ? span(text, piece.token, end).replace(/['’]s$/u, '') : piece.value;
    const isPossessive = piece.kind === 'word' && value !== span(text, piece.token, end);
    const slot = slotFor(piece, value, marker?.word ?? null, isPossessive);
    if (slot === null) unknown.push(text.slice(marker?.start ?? start, end.end));
    else slots[slot] = value;
    supposed ||= slot !== null && piece.kind === 'word' && !isPossessive;
    marker = null;
    at = last;
  }
  return { slots, unknown, supposed };

  /** Words that belong together: no value, no word of ours and no comma between them. */
  function endOfGroup(from: number): number {
    let last = from;
    for (let at = from + 1; at < pieces.length; at += 1) {
      const piece = pieces[at]!;
      const isPossessive = /['’]s$/u.test(text.slice(0, pieces[last]!.token.end));
      const isInside = inNames.includes(piece.token.word) || !of.isOurs(piece.token.word);
      if (piece.kind !== 'word' || piece.apart || used.has(at) || isPossessive || !isInside) break;
      if (!inNames.includes(piece.token.word)) last = at;
    }
    return last;
  }

  function slotFor(piece: Piece, value: string, before: string | null, isPossessive: boolean): string | null {
    const marked = (before === null ? [] : (of.markers.get(before) ?? [])).filter(open);
    switch (piece.kind) {
      case 'named':
        return open(piece.slot) ? piece.slot : null;
      case 'address':
        return marked.find((slot) => people.includes(slot)) ?? people.find(open) ?? null;
      case 'number':
        return open('number') ? 'number' : null;
      case 'site':
        return marked.find((slot) => !people.includes(slot)) ?? (open('site') && !isOneOfTwo(piece, before) ? 'site' : null);
      case 'quoted':
      case 'word': {
        if (isTime(value)) return null;
        const fitting = marked.find((slot) => accepts(slot, value, { taken: [], quoted: true, words: none, sites: [] }));
        return fitting ?? ((before === null || isPossessive) && isName(value) ? (people.find(open) ?? null) : null);
      }
    }
  }

  /** «from Seattle to Paris»: the one whose word means nothing here. */
  function isOneOfTwo(piece: Piece, before: string | null): boolean {
    return before !== null && pieces.filter(({ kind }) => kind === piece.kind).length > 1;
  }
}

function isName(value: string): boolean {
  return /\p{L}{2}/u.test(value) && !/\d/.test(value) && value.split(/\s+/).length <= 4;
}

const none: ReadonlySet<string> = new Set();
/** Slots for somebody, in the order in which they are filled. */
const people = ['user', 'receiver'];
