import { languages, raw } from '../i18n/say';
import { policyKinds, policyKindsOn, type PolicyKind } from '../resources/person-voice/policy-kinds';
import { sentence } from '../sentence';
import type { Choice, Field } from './field';
import { fold } from './fold';

/** A kind of policy by any of its names. Only those of the platform can be granted. */
export const policyKind: Field<PolicyKind> = {
  kind: 'policy-kind',
  closed: true,

  async resolve(text, { model }) {
    const here = policyKindsOn(model.platform);
    const wanted = fold(text);
    const kind = here.find((one) => one.fact === text || wordsOf(one).includes(wanted));
    if (kind) return { kind: 'value', value: kind, ...choiceOf(kind) };
    return { kind: 'problem', problem: sentence('field.policy-kind.unknown', { name: text.trim() }), choices: here.map(choiceOf) };
  },

  async suggest({ model }) {
    return { choices: policyKindsOn(model.platform).map(choiceOf) };
  },
};

/** Every name of every kind, folded. */
export function policyKindWords(): string[] {
  return policyKinds.flatMap(wordsOf);
}

function wordsOf({ fact }: PolicyKind): string[] {
  return languages.flatMap((language) => raw(language, `field.policy-kind.${fact}-words`).split('|').map(fold));
}

function choiceOf({ fact, type }: PolicyKind) {
  return { text: fact, label: type, says: sentence(`fact.${fact}`) } satisfies Choice;
}
