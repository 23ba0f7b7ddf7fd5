import type { Language } from '../i18n/say';
import type { Sentence } from '../sentence';
import type { Rendered } from './rendered';
import { words } from './words';

/** A sentence that needs no card. */
export function plain(language: Language, sentence: Sentence): Rendered {
  const text = words(language, sentence);
  return { card: null, text, summary: text };
}
