import { fold } from '../fields/fold';
import { policyKindWords } from '../fields/policy-kind';
import { plainNumber } from '../fields/read-number';
import { inNames, smallWords } from './small-words';
import type { Token } from './tokens';

/** Where a value stands: its tokens, whether they are in quotes, the words of the pattern around it, and the sites that exist. */
interface Around {
  taken: readonly Token[];
  quoted: boolean;
  words: ReadonlySet<string>;
  sites: readonly string[];
}

/** Whether a text can be what a slot asks for, by its looks alone. */
export function accepts(slot: string, value: string, { taken, quoted, words, sites }: Around): boolean {
  if (value === '') return false;
  const looks = typed[slot];
  if (looks) return looks(value);
  if (longTexts.includes(slot)) return true;
  // An address is a whole answer, and a number that is asked for as such is nobody's name.
  if (/^[+(]?\d[\d\s().-]{5,}$/.test(value) || /\S@\S+\.\S+\s+\S|\s\S+@\S/.test(value)) return false;
  if (people.includes(slot)) return !/["“”„«»=]|:\s|(^|\s)--/.test(value) && (quoted || !taken.some(isForeign));
  if (slot === 'site') return !isTime(value) && !sites.some((site) => fold(value).startsWith(`${fold(site)} `) && !isKnown(value, sites));
  return true;

  /** A word that a sentence goes on with: in lower case, for there are people by the name of To. */
  function isForeign({ word, start }: Token, at: number): boolean {
    if (inNames.includes(word)) return false;
    return words.has(word) || (at > 0 && smallWords.all.has(word) && /^\p{Ll}/u.test(value.slice(start - taken[0]!.start)));
  }
}

/** Slots that are known by their looks, or by the few words that they can be. */
export function isTyped(slot: string): boolean {
  return slot in typed;
}

/** «7:00», «7h», «at 7 pm»: never a site. */
export function isTime(value: string): boolean {
  return /^\d{1,2}\s*(([:.h]\s*\d{0,2})\s*(am|pm)?|am|pm|heures?|o'clock)$/i.test(value);
}

export function isKnown(value: string, names: readonly string[]): boolean {
  return names.some((name) => fold(name) === fold(value));
}

const kinds = new Set(policyKindWords());

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

/** Anything may stand there. */
const longTexts = ['text', 'wish', 'topic'];
/** Somebody's name. */
const people = ['user', 'receiver'];
