import type { Language } from '../i18n/say';
import { letterPairs, likeness } from './likeness';
import { type Shape, textOf } from './pattern';
import { type Token, tokens } from './tokens';
import { wordsOf } from './without-courtesies';

/** The words that a way to say something begins with. */
export interface Head {
  text: string;
  /** How many words it has. */
  length: number;
  pairs: readonly string[];
}

/** What can be said, for guessing what was meant. */
export interface Sayable {
  /** Who speaks one of these may have meant it. */
  languages: readonly Language[];
  heads: readonly Head[];
}

export function headsOf(shapes: readonly Shape[]): Head[] {
  const all = shapes.map(({ items }): Head => {
    const slot = items.findIndex((item) => 'slot' in item);
    const words = items.slice(0, slot < 0 ? items.length : slot);
    return { text: textOf(words, {}), length: words.length, pairs: [] };
  });
  const each = new Map(all.filter(({ length }) => length > 0).map((head) => [head.text, head]));
  return [...each.values()].map((head) => ({ ...head, pairs: letterPairs(head.text) }));
}

/**
 * What was probably meant: the beginning as it should be, the rest as it was typed. One text for each thing to say, best first.
 * @param understood whether a text would be understood
 */
export function nearMisses(text: string, sayings: readonly Sayable[], language: Language, understood: (text: string) => boolean): string[] {
  const said = tokens(text);
  const begins = new Map<number, string[]>();
  const begin = (length: number): string[] => {
    const known = begins.get(length) ?? letterPairs(wordsOf(said.slice(0, length)));
    begins.set(length, known);
    return known;
  };
  return sayings
    .filter((saying) => saying.languages.includes(language))
    .flatMap(({ heads }) =>
      heads
        .map((head) => ({ head, score: likeness(begin(head.length), head.pairs) }))
        .filter(({ score }) => score > 0.5)
        .sort((a, b) => b.score - a.score)
        .slice(0, mostTried)
        .flatMap(({ head, score }) =>
          textsFor(text, said, head)
            .filter(understood)
            .map((meant) => ({ meant, score })),
        )
        .slice(0, 1),
    )
    .sort((a, b) => b.score - a.score)
    .map(({ meant }) => meant);
}

/** What is alike in another word is not what was meant. */
const mostTried = 3;

function textsFor(text: string, said: readonly Token[], head: Head): string[] {
  const rest = said[head.length];
  return rest ? [`${head.text} ${text.slice(rest.start)}`, head.text] : [head.text];
}
