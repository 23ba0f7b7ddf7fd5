import { playAll } from '../e2e/play';
import { isData } from './known-data';
import { pseudoLanguage, pseudoTexts, understood } from './pseudo-locale';
import { among, textsIn } from './read-pseudo';

const heard = new Set<string>();

// As English they must be what the conversations expect: nothing decides by a text that was translated.
playAll('direct-routing', {
  only: ['cards'],
  tongue: {
    language: pseudoLanguage,
    texts: pseudoTexts(),
    translated(json) {
      for (const text of textsIn(JSON.parse(json))) heard.add(text);
      return understood(json);
    },
  },
});

test('everything that is said is a text that can be translated, or data', () => {
  expect(heard.size).toBeGreaterThan(1_000);
  expect(among(heard, ({ plain }) => plain.filter((words) => !isData(words)))).toEqual([]);
});

test('no sentence is put together of others', () => {
  expect(among(heard, ({ joined }) => joined)).toEqual([]);
});
