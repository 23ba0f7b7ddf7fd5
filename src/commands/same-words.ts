import { fold } from '../fields/fold';
import { type Language, languages, raw } from '../i18n/say';

/** Words that mean the same wherever they stand in a pattern, by language: each word of a group has all of them. */
const groups = new Map(
  languages.map((language) => [language, new Map(groupsOf(language).flatMap((group) => group.map((word) => [word, group])))]),
);

/** All the words that may stand where this one does. */
export function sameWords(language: Language, word: string): readonly string[] {
  return groups.get(language)?.get(word) ?? [word];
}

/** What is written as several words and read as one, «phone number»: by its first word, the longest first. */
export const compounds: ReadonlyMap<string, readonly (readonly string[])[]> = byFirst(
  languages.flatMap((language) => groupsOf(language).flat()).filter((word) => word.includes(' ')),
);

function groupsOf(language: Language): string[][] {
  return raw(language, 'talk.same-words')
    .split('|')
    .map((group) => group.split('/').map((word) => tokenWords(word)));
}

/** As tokens are compared. */
function tokenWords(phrase: string): string {
  return fold(phrase)
    .replace(/(?<= |^)([cdjlmnst]|qu)'(?=\p{L})/gu, '$1 ')
    .replace(/-(?=(?:il|je|on|nous|tu|vous|elle|ce)(?: |$))/g, ' ')
    .replaceAll("'", '');
}

function byFirst(phrases: readonly string[]): Map<string, string[][]> {
  const all = new Map<string, string[][]>();
  for (const phrase of [...phrases].sort((a, b) => b.length - a.length)) {
    const words = phrase.split(' ');
    const first = words[0] ?? '';
    all.set(first, [...(all.get(first) ?? []), words]);
  }
  return all;
}
