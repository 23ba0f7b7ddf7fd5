import type { Language } from '../i18n/say';
import { type Shape, textOf } from './pattern';
import type { Slips } from './slips';
import type { Token } from './tokens';

/** The words that a way to say something begins with. */
export interface Head {
  text: string;
  words: readonly (readonly string[])[];
  by: Shape['by'];
}

/** What can be said, for guessing what was meant. */
export interface Sayable {
  /** Who speaks one of these may have meant it. */
  languages: readonly Language[];
  heads: readonly Head[];
}

export function headsOf(shapes: readonly Shape[]): Head[] {
  const all = shapes.map(({ items, by }): Head => {
    const slot = items.findIndex((item) => 'slot' in item);
    const words = items.slice(0, slot < 0 ? items.length : slot);
    return { text: textOf(words, {}), words: words.flatMap((item) => ('word' in item ? [item.word] : [])), by };
  });
  return [...new Map(all.map((head) => [head.text, head])).values()];
}

/**
 * How to go on where somebody stopped after the first words: «enable» is «enable voice». One text for each thing to say.
 * @param understood whether a text would be understood
 */
export function nearMisses(
  said: readonly Token[],
  sayings: readonly Sayable[],
  language: Language,
  isSlipOf: Slips,
  understood: (text: string) => boolean,
): string[] {
  return sayings
    .filter((saying) => saying.languages.includes(language))
    .flatMap(({ heads }) => heads.filter((head) => goesOn(head, said, isSlipOf) && understood(head.text)).slice(0, 1))
    .map(({ text }) => text);
}

function goesOn({ words, by }: Head, said: readonly Token[], isSlipOf: Slips): boolean {
  return (
    said.length <= words.length && said.every((token, at) => words[at]!.some((word) => word === token[by] || isSlipOf(token, by, word)))
  );
}
