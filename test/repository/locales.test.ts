import { readFileSync } from 'node:fs';
import path from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { hasOwn, languages, raw, type Language } from '../../src/i18n/say';
import en from '../../src/i18n/en.json';
import fr from '../../src/i18n/fr.json';
import { src } from './source';
import { isTyped } from './typed-keys';
import { usedKeys } from './used-keys';

const keys = Object.keys(en);
const others = languages.filter((language) => language !== 'en');
const foreign: Record<Language, RegExp> = { en: /["«»]|'/, fr: /["“”]|(?<!')'(?!')|«[^\u00a0]|[^\u00a0]»/ };
const groups = new Set(keys.map((key) => key.split('.')[0]));
const used = usedKeys();

/** Help puts its keys together in two steps: the stem, which has every key that begins so, and one of these. */
const help = /^(operation|command)\.[\w-]+\.(example|summary)$/;
/** Kinds of audit entries and names of templates that look like keys. */
const noKeys = ['wait.started', 'report.begun', 'report.ended', 'configuration.in-force', 'script.json', 'form.json', 'help.json'];

test('French has the keys of English, in the same order', () => {
  expect(Object.keys(fr)).toEqual(keys);
});

test.each(others)('%s has no key that English has not, and keeps their order', (language) => {
  const own: unknown = JSON.parse(readFileSync(path.join(src, 'i18n', `${language}.json`), 'utf8'));
  expect(Object.keys(own ?? {})).toEqual(keys.filter((key) => hasOwn(language, key)));
});

test.each(languages)('%s: no text is empty or in quotes of another language', (language) => {
  const own = keys.filter((key) => hasOwn(language, key));
  const isWrong = (key: string): boolean =>
    raw(language, key).trim() === '' || (!isTyped(key) && foreign[language]?.test(raw(language, key)) === true);
  expect(own.filter(isWrong)).toEqual([]);
});

test.each(others)('%s takes the same values as English', (language) => {
  const wrong = keys.filter((key) => !isTyped(key) && valuesOf(language, key).join() !== valuesOf('en', key).join());
  expect(wrong).toEqual([]);
});

test('each command and operation has the same slots in every language', () => {
  const slots = (language: Language, key: string) => [...new Set(raw(language, key).match(/\{\w+\}/g))].sort();
  const patterns = keys.filter((key) => key.endsWith('.patterns'));
  expect(patterns.filter((key) => others.some((language) => slots(language, key).join() !== slots('en', key).join()))).toEqual([]);
});

test('every key that the source names is there', () => {
  const named = [...used.exact].filter((text) => /^[a-z]+(\.[\w-]+)+$/i.test(text) && groups.has(text.split('.')[0] ?? ''));
  const isThere = (key: string) => keys.includes(key) || keys.some((longer) => help.test(longer) && longer.startsWith(`${key}.`));
  expect(named.filter((key) => !isThere(key) && !noKeys.includes(key))).toEqual([]);
  expect(
    used.patterns.filter((pattern) => groups.has(pattern.source.slice(1).split('\\')[0] ?? '') && !keys.some((key) => pattern.test(key))),
  ).toEqual([]);
});

test('every key is named by the source', () => {
  expect(keys.filter((key) => !used.exact.has(key) && !help.test(key) && !used.patterns.some((pattern) => pattern.test(key)))).toEqual([]);
});

function valuesOf(language: Language, key: string): string[] {
  const names = new Set<string>();
  const collect = (parts: unknown): void => {
    if (Array.isArray(parts)) parts.forEach(collect);
    else if (typeof parts === 'object' && parts !== null) {
      // Literal text (type 0) and the # of a plural (type 7) carry no name.
      if ('type' in parts && 'value' in parts && typeof parts.type === 'number' && parts.type !== 0) names.add(String(parts.value));
      if ('options' in parts && typeof parts.options === 'object') Object.values(parts.options ?? {}).forEach(collect);
      if ('value' in parts) collect(parts.value);
    }
  };
  collect(new IntlMessageFormat(raw(language, key), language, undefined, { ignoreTag: true }).getAst());
  return [...names].sort();
}
