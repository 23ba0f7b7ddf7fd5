import type { Language } from '../i18n/say';
import { likeness } from './likeness';
import { wordsOf } from './without-courtesies';
import { type Token, tokens } from './tokens';
import { type Item, type Shape, textOf } from './pattern';

/** What can be said in one language, for guessing what was meant. */
export interface Sayable {
  language: Language;
  shapes: readonly Shape[];
}

/**
 * What was probably meant: the beginning as it should be, the rest as it was typed. One text for each thing to say, best first.
 * @param understood whether a text would be understood
 */
export function nearMisses(text: string, sayings: readonly Sayable[], language: Language, understood: (text: string) => boolean): string[] {
  const said = tokens(text);
  return sayings
    .filter((saying) => saying.language === language)
    .flatMap(({ shapes }) =>
      heads(shapes)
        .map((head) => ({ head, score: likeness(wordsOf(said.slice(0, head.length)), textOf(head, {})) }))
        .filter(({ score }) => score > 0.5)
        .sort((a, b) => b.score - a.score)
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

function textsFor(text: string, said: readonly Token[], head: readonly Item[]): string[] {
  const rest = said[head.length];
  const begin = textOf(head, {});
  return rest ? [`${begin} ${text.slice(rest.start)}`, begin] : [begin];
}

/** The words that the ways to say something begin with. */
function heads(shapes: readonly Shape[]): Item[][] {
  const all = shapes.map(({ items }) => {
    const slot = items.findIndex((item) => 'slot' in item);
    return items.slice(0, slot < 0 ? items.length : slot);
  });
  return [...new Map(all.filter((head) => head.length > 0).map((head) => [textOf(head, {}), head])).values()];
}
