import { editsBetween } from './edits';
import type { Shape } from './pattern';
import { smallWords } from './small-words';
import type { Token } from './tokens';

export interface SlipReader {
  /** Whether a word is no word of ours and probably stands for this one. */
  isSlipOf: Slips;
  /** Whether a word is no word of ours and probably stands for any. */
  isSlip(token: Token): boolean;
  /** The words that it probably stands for. */
  meantBy(token: Token): Meant;
}
export type Slips = (token: Token, by: Shape['by'], meant: string) => boolean;

export type Meant = Readonly<Record<Shape['by'], ReadonlySet<string>>>;

/**
 * Looks for slips of the keyboard in one text, for each word once.
 * @param vocabulary words of any pattern: they are never a slip of another
 */
export function slips(vocabulary: Vocabulary): SlipReader {
  const known = new Map<string, Meant>();
  const meantBy = (token: Token): Meant => {
    const found = known.get(token.word) ?? (isOurs(token, vocabulary) ? none : looksLike(token, vocabulary));
    known.set(token.word, found);
    return found;
  };
  return {
    meantBy,
    isSlipOf: (token, by, meant) => meantBy(token)[by].has(meant),
    isSlip: (token) => token.word.length > 4 && (meantBy(token).word.size > 0 || meantBy(token).stem.size > 0),
  };
}

const none: Meant = { word: new Set(), stem: new Set() };

/** Words as they are compared, and which letters each has. */
export type Vocabulary = Readonly<Record<Shape['by'], ReadonlyMap<string, number>>>;

export function vocabularyOf(shapes: readonly Shape[]): Vocabulary {
  const all = (by: Shape['by']) =>
    new Map(shapes.flatMap((shape) => (shape.by === by ? [...shape.words] : [])).map((word) => [word, lettersOf(word)] as const));
  return { word: all('word'), stem: all('stem') };
}

function isOurs({ word, stem }: Token, vocabulary: Vocabulary): boolean {
  const isForm = /(e|er|es|ez|ation|ement)$/.test(word) && vocabulary.stem.has(stem);
  return isForm || vocabulary.word.has(word) || smallWords.all.has(word) || smallWords.asking.has(word);
}

/** Of a French verb the letters before its ending count, or the whole of its usual forms. */
function looksLike({ word, stem }: Token, vocabulary: Vocabulary): Meant {
  return {
    word: new Set(like(word, vocabulary.word)),
    stem: new Set([...like(stem, vocabulary.stem), ...like(word, vocabulary.stem, 'er'), ...like(word, vocabulary.stem, 'e')]),
  };
}

function like(typed: string, words: ReadonlyMap<string, number>, end = ''): string[] {
  const found: string[] = [];
  const [letters, ending, length] = [lettersOf(typed), lettersOf(end), typed.length - end.length];
  for (const [meant, its] of words) {
    const mayBe = Math.abs(meant.length - length) <= 2 && count((its | ending) ^ letters) <= 4;
    if (mayBe && isMisspelt(typed, meant + end)) found.push(meant);
  }
  return found;
}

function isMisspelt(typed: string, meant: string): boolean {
  // Of three letters two may be exchanged.
  const allowed = meant.length < 4 ? (meant.length === 3 && lettersOf(typed) === lettersOf(meant) ? 1 : 0) : meant.length < 7 ? 1 : 2;
  if (Math.abs(typed.length - meant.length) > allowed) return false;
  // No edit changes more than two letters.
  return count(lettersOf(typed) ^ lettersOf(meant)) <= 2 * allowed && editsBetween(typed, meant) <= allowed;
}

/** A bit for each letter of a word. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

function count(bits: number): number {
  let found = 0;
  for (let left = bits; left !== 0; left &= left - 1) found += 1;
  return found;
}
