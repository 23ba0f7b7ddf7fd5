import { languages } from '../i18n/say';
import { sentence, type Sentence } from '../sentence';
import type { Choice, Field } from './field';
import { fold } from './fold';
import { knownCountries } from './read-number';

/** ISO 3166-1 alpha-2. */
export interface CountryValue {
  code: string;
}

/** A country by its two letters or its name in any of our languages; those of the sites are offered. */
export const country: Field<CountryValue> = {
  kind: 'country',

  async resolve(text, { model }) {
    const wanted = fold(text);
    const code = knownCountries().find((one) => fold(one) === wanted || names(one).some((name) => fold(name) === wanted));
    if (code) return { kind: 'value', value: { code }, text: code, ...named(code) };
    return { kind: 'problem', problem: sentence('field.country.unknown', { name: text.trim() }), choices: choicesOf(model.sites) };
  },

  async suggest({ model }) {
    return { choices: choicesOf(model.sites) };
  },
};

function choicesOf(sites: readonly { country: string }[]): Choice[] {
  return [...new Set(sites.map(({ country }) => country))].map((code) => ({ text: code, ...named(code) }));
}

function named(code: string): { label: string; says: Sentence } {
  return { label: code, says: sentence('field.country.named', { country: { country: code }, code }) };
}

function names(code: string): string[] {
  return languages.map((language) => new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code);
}
