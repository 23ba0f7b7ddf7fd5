import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import type { Sentence } from '../sentence';

export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];

/** A Teams or Bot Framework locale («fr-CA») as one of our languages, or null. */
export function languageOf(locale: string | undefined): Language | null {
  const short = locale?.slice(0, 2).toLowerCase();
  return languages.find((language) => language === short) ?? null;
}

/** Renders a sentence in a language. Throws when the key is in no locale file: a missing text is a fault, never shown as its key. */
export function say(language: Language, { key, values = {} }: Sentence): string {
  const rendered = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'object' ? say(language, value) : typeof value === 'boolean' ? String(value) : value,
    ]),
  );
  return String(format(language, key).format(rendered));
}

/** The text of a key as it stands in the locale file: command patterns and lists of synonyms are read this way. */
export function raw(language: Language, key: string): string {
  const text = texts[language][key];
  if (text === undefined) throw new Error(`No text «${key}» in ${language}.`);
  return text;
}

/** Every key that begins so, in the file's order. */
export function keysUnder(language: Language, prefix: string): string[] {
  return Object.keys(texts[language]).filter((key) => key.startsWith(prefix));
}

const formats = new Map<string, IntlMessageFormat>();

function format(language: Language, key: string): IntlMessageFormat {
  const id = `${language}|${key}`;
  const known = formats.get(id);
  if (known) return known;
  const made = new IntlMessageFormat(raw(language, key), language, undefined, { ignoreTag: true });
  formats.set(id, made);
  return made;
}

const texts: Record<Language, Record<string, string>> = { en: load('en'), fr: load('fr') };

function load(language: Language): Record<string, string> {
  const folder = path.join(__dirname, 'parts');
  const files = readdirSync(folder).filter((file) => file.startsWith(`${language}.`));
  return Object.assign({}, ...files.map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as unknown)) as Record<
    string,
    string
  >;
}
