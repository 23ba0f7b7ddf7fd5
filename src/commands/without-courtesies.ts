import { languages, raw } from '../i18n/say';
import { type Token, span, tokens } from './tokens';

/** A text without «please» and its like at either end or behind a pause, in any language, unless nothing else was said. */
export function withoutCourtesies(text: string): string {
  const said = tokens(text);
  if (phrases.some(({ phrase }) => phrase === wordsOf(said))) return text;
  for (const { phrase, length } of phrases) {
    if (length >= said.length) continue;
    if (wordsOf(said.slice(0, length)) === phrase) return withoutCourtesies(span(text, said[length]!, said.at(-1)!));
    if (wordsOf(said.slice(-length)) === phrase) return withoutCourtesies(span(text, said[0]!, said.at(-length - 1)!));
    const inside = said.findIndex(({ apart }, at) => apart && wordsOf(said.slice(at, at + length)) === phrase);
    if (inside > 0) return withoutCourtesies(text.slice(0, said[inside]!.start) + text.slice(said[inside + length]!.start));
  }
  return text;
}

const phrases = languages
  .flatMap((language) => raw(language, 'talk.courtesy-words').split('|'))
  .map((typed) => tokens(typed))
  .map((said) => ({ phrase: wordsOf(said), length: said.length }))
  .sort((one, other) => other.length - one.length);

/** Tokens as they are compared. */
export function wordsOf(said: readonly Token[]): string {
  return said.map(({ word }) => word).join(' ');
}
