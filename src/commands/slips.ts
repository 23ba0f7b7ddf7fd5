import { editsBetween } from './edits';
import type { Shape } from './pattern';
import { smallWords } from './small-words';
import type { Token } from './tokens';

export interface SlipReader {
  /** Whether a word is no word of ours and probably stands for this one. */
  isSlipOf: Slips;
  /** Whether a word is no word of ours and probably stands for any. */
  isSlip(token: Token): boolean;
}
export type Slips = (token: Token, by: Shape['by'], meant: string) => boolean;

/**
 * Looks for slips of the keyboard in one text, each pair of words once.
 * @param vocabulary words of any pattern: they are never a slip of another
 */
export function slips(vocabulary: Vocabulary): SlipReader {
  const known = new Map<string, Map<string, boolean>>();
  const isOurs = ({ word, stem }: Token) =>
    vocabulary.word.has(word) ||
    (/(e|er|es|ez|ation|ement)$/.test(word) && vocabulary.stem.has(stem)) ||
    smallWords.all.has(word) ||
    smallWords.asking.has(word);
  return {
    isSlipOf(token, by, meant) {
      if (isOurs(token)) return false;
      const typed = token[by];
      const of = known.get(typed) ?? new Map<string, boolean>();
      known.set(typed, of);
      const found =
        of.get(meant) ?? (isMisspelt(typed, meant) || (by === 'stem' && ['er', 'e'].some((end) => isMisspelt(token.word, meant + end))));
      of.set(meant, found);
      return found;
    },
    isSlip(token) {
      if (isOurs(token) || token.word.length < 5) return false;
      const letters = lettersOf(token.word);
      return vocabulary.letters.some(([word, its]) => count(its ^ letters) <= 4 && isMisspelt(token.word, word));
    },
  };
}

/** Words, and which letters each has. */
export interface Vocabulary {
  word: ReadonlySet<string>;
  stem: ReadonlySet<string>;
  letters: readonly (readonly [string, number])[];
}

export function vocabularyOf(shapes: readonly Shape[]): Vocabulary {
  const all = (by: Shape['by']) => new Set(shapes.flatMap((shape) => (shape.by === by ? [...shape.words] : [])));
  const [word, stem] = [all('word'), all('stem')];
  return { word, stem, letters: [...word, ...stem].map((each) => [each, lettersOf(each)] as const) };
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
