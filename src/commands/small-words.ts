import { languages, raw } from '../i18n/say';
import { tokens } from './tokens';

/** Words that say nothing of themselves, in all languages: «for», «pour». The articles stand between such a word and its noun. */
export const smallWords: Readonly<Record<'all' | 'articles', ReadonlySet<string>>> = {
  all: new Set([...wordsOf('talk.small-words'), ...wordsOf('talk.article-words')]),
  articles: new Set(wordsOf('talk.article-words')),
};

/** Small words that also stand inside of names: «Jean de La Tour». */
export const inNames: readonly string[] = ['de', 'la', 'le', 'du', 'd', 'l', 'des'];

function wordsOf(key: string): string[] {
  return languages.flatMap((language) => tokens(raw(language, key)).map(({ word }) => word));
}
