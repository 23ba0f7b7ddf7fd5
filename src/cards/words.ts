import { say, type Language } from '../i18n/say';
import type { Sentence } from '../sentence';
import { safeText } from './safe-text';

/**
 * A sentence for a card or its text. Values that carry a name of the directory (`name`, `user`, `holder`, `by`) are cut
 * like names; other values may be lists that a person needs whole.
 */
export function words(language: Language, { key, values = {} }: Sentence): string {
  return say(language, {
    key,
    values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, safeValue(language, name, value)])),
  });
}

const namesOfNames = new Set(['name', 'user', 'holder', 'by']);

function safeValue(language: Language, name: string, value: string | number | boolean | Sentence): string | number | boolean {
  if (typeof value === 'object') return words(language, value);
  return typeof value === 'string' ? safeText(value, namesOfNames.has(name) ? 64 : 400) : value;
}
