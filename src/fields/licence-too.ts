import { languages, raw } from '../i18n/say';
import { sentence } from '../sentence';
import type { Choice, Field } from './field';
import { fold } from './fold';

export interface LicenceTooValue {
  take: boolean;
}

/** Whether the licence goes as well: a spoken decision, never assumed. */
export const licenceToo: Field<LicenceTooValue> = {
  kind: 'licence-too',
  closed: true,

  async resolve(text) {
    const take = isOneOf(text, 'field.licence-too.take-words');
    if (!take && !isOneOf(text, 'field.licence-too.keep-words'))
      return { kind: 'problem', problem: sentence('field.licence-too.unknown', { name: text.trim() }), choices };
    return { kind: 'value', value: { take }, ...(take ? taken : kept) };
  },

  async suggest() {
    return { choices };
  },
};

const taken = { text: 'take the licence', label: 'take the licence', says: sentence('field.licence-too.take') } satisfies Choice;
const kept = { text: 'keep the licence', label: 'keep the licence', says: sentence('field.licence-too.keep') } satisfies Choice;
const choices = [taken, kept];

function isOneOf(text: string, key: string): boolean {
  return languages.some((language) => raw(language, key).split('|').map(fold).includes(fold(text)));
}
