import { languageOf, say } from '../../src/i18n/say';
import { sentence, sentenceSchema, type Value } from '../../src/sentence';

/** A sentence that is nothing but its value. */
const only = (text: Value) => sentence('value.text', { text });

test.each<[Value, string, string]>([
  [['Seattle', 'Paris', 'Tokyo'], 'Seattle, Paris, Tokyo', 'Seattle, Paris et Tokyo'],
  [['Seattle'], 'Seattle', 'Seattle'],
  [[], '–', '–'],
  [[sentence('card.yes'), 'Paris'], 'yes, Paris', 'oui et Paris'],
  [{ country: 'US' }, 'United States', 'États-Unis'],
])('%j is said as each language says it, also when it was kept', (value, english, french) => {
  const kept = sentenceSchema.parse(JSON.parse(JSON.stringify(only(value))));
  expect([say('en', kept), say('fr', kept)]).toEqual([english, french]);
});

test.each([
  ['fr-CA', 'fr'],
  ['fr', 'fr'],
  ['FR_fr', 'fr'],
  ['en-GB', 'en'],
  ['de-DE', null],
  ['frx', null],
  ['', null],
  [undefined, null],
])('the locale %s is the language %s', (locale, language) => {
  expect(languageOf(locale)).toBe(language);
});
