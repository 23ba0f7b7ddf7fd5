import { languages, raw } from '../i18n/say';
import { type Token, span, tokens } from './tokens';

/** A text without «please» and its like at either end, in any language, unless nothing else was said. */
export function withoutCourtesies(text: string): string {
  const said = tokens(text);
  if (phrases.includes(wordsOf(said))) return text;
  for (const phrase of phrases) {
    const length = phrase.split(' ').length;
    if (length >= said.length) continue;
    if (wordsOf(said.slice(0, length)) === phrase) return withoutCourtesies(span(text, said[length]!, said.at(-1)!));
    if (wordsOf(said.slice(-length)) === phrase) return withoutCourtesies(span(text, said[0]!, said.at(-length - 1)!));
  }
  return text;
}

const phrases = languages.flatMap((language) => raw(language, 'talk.courtesy-words').split('|')).map((phrase) => wordsOf(tokens(phrase)));

/** Tokens as they are compared. */
export function wordsOf(said: readonly Token[]): string {
  return said.map(({ word }) => word).join(' ');
}
