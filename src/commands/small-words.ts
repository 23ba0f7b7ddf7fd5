import { languages, raw } from '../i18n/say';
import { frenchStem } from './french-stem';
import { tokens } from './tokens';

/**
 * Words of all languages. `all` say nothing of themselves: «for», «pour». `articles` of them stand between such a word and its noun.
 * `asking` are of questions, and of what is told: «is», «who», «yesterday». `pronouns` are nobody's name. `whose`
 * stand before somebody. `void` may be left out anywhere.
 */
export const smallWords: Readonly<
  Record<'all' | 'articles' | 'asking' | 'negations' | 'pronouns' | 'whose' | 'void', ReadonlySet<string>>
> = {
  all: new Set([...wordsOf('small'), ...wordsOf('article')].flatMap((word) => [word, frenchStem(word)])),
  articles: new Set(wordsOf('article')),
  asking: new Set(wordsOf('asking')),
  negations: new Set(wordsOf('negation')),
  pronouns: new Set(wordsOf('pronoun')),
  void: new Set([...wordsOf('article'), ...wordsOf('showing')]),
  whose: new Set(wordsOf('whose')),
};

/** Small words that also stand inside of names: «Jean de La Tour». */
export const inNames: readonly string[] = ['de', 'la', 'le', 'du', 'd', 'l', 'des'];

function wordsOf(kind: string): string[] {
  return languages
    .flatMap((language) => tokens(raw(language, `talk.${kind}-words`)).map(({ word }) => word))
    .filter((word) => word !== '|');
}
