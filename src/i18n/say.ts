import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { z } from 'zod';
import type { Sentence, Value } from '../sentence';

/** The name of a file of texts without its end: a language as BCP 47 writes it («fr», «pt-BR»). */
export type Language = string;

/** English, then whatever else there is a file for. */
export const languages: Language[] = [];

const texts = new Map<Language, Record<string, string>>();

addLanguages(__dirname);

/**
 * Takes every file of texts in a folder for a language: nothing else has to know of it. What a file leaves out is said in English.
 * Throws when a file is no list of texts.
 */
export function addLanguages(folder: string): void {
  for (const file of readdirSync(folder).filter((name) => /^[a-z]{2,3}(-\w+)*\.json$/i.test(name))) {
    const language = path.basename(file, '.json');
    texts.set(language, z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8'))));
  }
  const others = [...texts.keys()].filter((language) => language !== 'en').sort();
  languages.splice(0, languages.length, 'en', ...others);
}

/** A language that was written down. Its file may be gone since: then English. */
export const languageSchema = z.string().transform((language): Language => (languages.includes(language) ? language : 'en'));

/** A Teams or Bot Framework locale («fr-CA») as one of our languages, or null. */
export function languageOf(locale: string | undefined): Language | null {
  const whole = locale?.replaceAll('_', '-').toLowerCase();
  const find = (wanted: string | undefined) => languages.find((language) => language.toLowerCase() === wanted);
  return find(whole) ?? find(whole?.split('-')[0]) ?? null;
}

/** Renders a sentence in a language. Throws when the key is in no locale file: a missing text is a fault, never shown as its key. */
export function say(language: Language, { key, values = {} }: Sentence): string {
  const rendered = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, valueIn(language, value)]));
  return String(format(language, key).format(rendered));
}

function valueIn(language: Language, value: Value): string | number {
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'object') return value;
  if ('key' in value) return say(language, value);
  if ('country' in value) return new Intl.DisplayNames(language, { type: 'region' }).of(value.country) ?? value.country;
  const items = value.map((item) => (typeof item === 'string' ? item : say(language, item)));
  return new Intl.ListFormat(language, { type: 'unit' }).format(items) || '–';
}

/** The text of a key as it stands in the locale file: command patterns and lists of synonyms are read this way. */
export function raw(language: Language, key: string): string {
  const text = texts.get(hasOwn(language, key) ? language : 'en')?.[key];
  if (text === undefined) throw new Error(`No text «${key}» in ${language}.`);
  return text;
}

/** Whether a language has a text of its own for a key, and does not borrow that of English. */
export function hasOwn(language: Language, key: string): boolean {
  return texts.get(language)?.[key] !== undefined;
}

const formats = new Map<string, IntlMessageFormat>();

function format(language: Language, key: string): IntlMessageFormat {
  const id = `${language}|${key}`;
  const known = formats.get(id);
  if (known) return known;
  const made = new IntlMessageFormat(raw(language, key), hasOwn(language, key) ? language : 'en', undefined, { ignoreTag: true });
  formats.set(id, made);
  return made;
}
