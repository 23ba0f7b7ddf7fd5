import { IntlMessageFormat } from 'intl-messageformat';
import type { Sentence } from '../sentence';
import en from './en.json';
import fr from './fr.json';

/** A new language is its file, a line here and one in `texts`. */
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

const formats = new Map<string, IntlMessageFormat>();

function format(language: Language, key: string): IntlMessageFormat {
  const id = `${language}|${key}`;
  const known = formats.get(id);
  if (known) return known;
  const made = new IntlMessageFormat(raw(language, key), language, undefined, { ignoreTag: true });
  formats.set(id, made);
  return made;
}

const texts: Record<Language, Record<string, string>> = { en, fr };
