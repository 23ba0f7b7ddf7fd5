import { fold } from '../fields/fold';
import { languages, raw } from '../i18n/say';
import { policyKindWords } from '../fields/policy-kind';
import { plainNumber } from '../fields/read-number';
import { inNames, smallWords } from './small-words';
import type { Token } from './tokens';

/** What words are. */
export interface Words {
  /** It names something that can be asked for, «changes»: in lower case it is nobody's name. */
  isThing(token: Token): boolean;
  /** It may be a slip of a word of ours. */
  isSlip(token: Token): boolean;
}

/** Where a value stands: its tokens, whether they are in quotes, which words are of the pattern around it, and the sites that exist. */
interface Around extends Partial<Words> {
  taken: readonly Token[];
  quoted: boolean;
  isWord(token: Token): boolean;
  sites: readonly string[];
}

/** Whether a text can be what a slot asks for, by its looks alone. */
export function accepts(slot: string, value: string, { taken, quoted, isWord, isThing = () => false, sites }: Around): boolean {
  if (value === '') return false;
  const looks = typed[slot];
  if (looks) return looks(value);
  if (longTexts.includes(slot)) return true;
  // An address is a whole answer, and a number that is asked for as such is nobody's name.
  if (/^[+(]?\d[\d\s().-]{5,}$/.test(value) || /\S@\S+\.\S+\s+\S|\s\S+@\S/.test(value)) return false;
  if (people.includes(slot))
    return !/["“”„«»=]|:\s|(^|\s)--|\s\(/.test(value) && (quoted || !(taken.some(isForeign) || isFromSite() || isList()));
  if (slot === 'section' && taken.length > 0 && smallWords.articles.has(taken[0]!.word)) return false;
  if (slot === 'site' && !isKnown(value, sites) && taken.some(goesOn)) return false;
  if (slot === 'site')
    return (
      !isTime(value) && !value.includes('@') && !sites.some((site) => fold(value).startsWith(`${fold(site)} `) && !isKnown(value, sites))
    );
  return true;

  /** «nina, Paris»; but «Smith, John» is one. */
  function isList(): boolean {
    const parts = value.split(/,\s*/);
    return parts.length > 2 || (parts.length === 2 && !parts.every((part) => /^\p{Lu}/u.test(part) && !isKnown(part, sites)));
  }

  /** «karim de Seattle» is where he comes from. */
  function isFromSite(): boolean {
    return sites.some((site) => fold(value).endsWith(` de ${fold(site)}`));
  }

  /** A word that a sentence goes on with, a part of it behind a comma, or when. */
  function goesOn(token: Token, at: number): boolean {
    const { word, start, apart } = token;
    const isLower = /^\p{Ll}/u.test(value.slice(start - taken[0]!.start));
    return (
      (at > 0 || taken.length > 1) &&
      (isTime(word) ||
        (at === 0 && isWord(token)) ||
        (at > 0 && apart) ||
        (isLower && smallWords.all.has(word) && !(at > 0 && inNames.includes(word))))
    );
  }

  /** A word that a sentence goes on with: in lower case, for there are people by the name of To. */
  function isForeign(token: Token, at: number): boolean {
    const { word, start } = token;
    if (at > 0 && inNames.includes(word)) return false;
    if (isWord(token) || (taken.length > 1 && /^\d/.test(word))) return true;
    const isLower = /^\p{Ll}/u.test(value.slice(start - taken[0]!.start));
    if (taken.length === 1 && /^\d+$/.test(word)) return true;
    if (taken.length === 1)
      return smallWords.asking.has(word) || (isLower && smallWords.articles.has(word) && !smallWords.pronouns.has(word));
    return isLower && (smallWords.all.has(word) || isThing(token) || isNobody(token));
  }
}

/** A word of a question, a «not» or a pronoun: nobody's name. */
export function isNobody({ word }: Token): boolean {
  return smallWords.asking.has(word) || smallWords.negations.has(word) || smallWords.pronouns.has(word);
}

/** How much a value says that it is for this slot: slots are known by their looks or by few words, and «ext 4021» names its own. */
export function certainty(slot: string, value: string): number {
  return (slot in typed ? 1 : 0) + (slot === 'extension' && isExtension(value) ? 1 : 0);
}

/** «7:00», «7h», «at 7 pm», «Friday»: never a site. */
export function isTime(value: string): boolean {
  return weekdays.has(fold(value)) || /^\d{1,2}\s*(([:.h]\s*\d{0,2})\s*(am|pm)?|am|pm|heures?|o'clock)$/i.test(value);
}

export function isKnown(value: string, names: readonly string[]): boolean {
  return names.some((name) => fold(name) === fold(value));
}

const reportWords = ['report.kind.sites-words', 'report.kind.voice-words', 'report.kind.international-words'];
const weekdays = new Set(
  languages.flatMap((language) => {
    const { format } = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
    return Array.from({ length: 7 }, (_, day) => fold(format(Date.UTC(2024, 0, 1 + day))));
  }),
);
const kinds = new Set(policyKindWords());

const reports = new Set(languages.flatMap((language) => reportWords.flatMap((key) => raw(language, key).split('|').map(fold))));

const typed: Record<string, (value: string) => boolean> = {
  number: (value) =>
    isExtension(value) || /^(tel:)?\s*[+(]?\d[\d\s().,;=/x#-]*((;ext=|x|ext\.?|extension|poste|#)\s*\d+[\d,]*)?$/i.test(plainNumber(value)),
  id: (value) => /^(#|№|n[°º]|(no|nr|number|num[eé]ro)\.?)?\s?\d{1,9}$/i.test(plainNumber(value)),
  version: (value) => /^(?=.*\d)#?[\da-f]{1,64}$/i.test(value),
  step: (value) => /^\d{1,3}([.\d]|-\w)*$/.test(value),
  fqdn: isHost,
  domain: isHost,
  peer: isHost,
  // A display name has words and a number: «Mediation Seattle 1».
  server: (value) => /^(\S+|[\p{L}\s]+ \d+)$/u.test(value),
  report: (value) => reports.has(fold(value)),
  licence: (value) => /licen[cs]e/i.test(value),
  text: (value) => /\p{L}{2}/u.test(value),
  extension: (value) => isExtension(value) || /^\d{2,6}$/.test(value),
  date: (value) => /\d|\p{L}{3}/u.test(plainNumber(value)),
  kind: isKindOfPolicy,
};

export function isKindOfPolicy(value: string): boolean {
  return kinds.has(fold(value));
}

function isHost(value: string): boolean {
  return /^[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)+$/u.test(value);
}

function isExtension(value: string): boolean {
  return /^(x|#|;?ext[.=]?|extension|poste)\s*\d{2,8}$/i.test(plainNumber(value));
}

/** Anything may stand there. */
const longTexts = ['wish', 'topic'];
/** Slots for somebody, in the order in which they are filled. */
export const people: readonly string[] = ['user', 'receiver'];
