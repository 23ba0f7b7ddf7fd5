import { say, type Language } from '../i18n/say';
import type { Sentence, Value } from '../sentence';
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

function safeValue(language: Language, name: string, value: Value): Value {
  if (typeof value === 'string') return safeText(value, namesOfNames.has(name) ? 64 : 400);
  if (typeof value !== 'object' || 'country' in value) return value;
  if ('key' in value) return words(language, value);
  return value.map((item) => (typeof item === 'string' ? safeText(item, 400) : words(language, item)));
}
