import { z } from 'zod';
import { languages, raw } from '../i18n/say';
import { bareName } from '../resources/person-voice/policies';
import { sentence } from '../sentence';
import { readRows } from '../tenant/tenant';
import type { Choice, Field, FieldContext } from './field';
import { fold } from './fold';

/** A policy of the kind that was answered; `null`: none of one's own. */
export interface PolicyValue {
  name: string | null;
}

const answeredKind = z.object({ fact: z.string(), list: z.string() });
const policyRow = z.object({ Identity: z.string() });

/** A policy that exists in the tenant, by its name or its beginning. */
export const policy: Field<PolicyValue> = {
  kind: 'policy',

  async resolve(text, context) {
    const wanted = fold(bareName(text.trim()));
    if (noneWords().includes(wanted)) return { kind: 'value', value: { name: null }, ...none };
    const names = await policiesOf(context);
    if (names === null) return { kind: 'problem', problem: sentence('field.policy.no-kind', { name: text.trim() }), wants: 'policy-kind' };
    const exact = names.filter((name) => fold(name) === wanted);
    const found = exact.length > 0 ? exact : names.filter((name) => fold(name).startsWith(wanted));
    const [only] = found;
    if (only && found.length === 1) return { kind: 'value', value: { name: only }, text: only, label: only };
    if (found.length > 1) return { kind: 'choices', choices: found.slice(0, mostChoices).map(choiceOf), total: found.length };
    const choices = [...names.slice(0, mostChoices).map(choiceOf), none];
    return { kind: 'problem', problem: sentence('field.policy.unknown', { name: text.trim() }), choices };
  },

  async suggest(context) {
    const names = (await policiesOf(context)) ?? [];
    return { choices: [...names.slice(0, mostChoices).map(choiceOf), none] };
  },
};

const mostChoices = 15;

const none = { text: 'none', label: 'none', says: sentence('field.policy.none') } satisfies Choice;

/** Null while the kind is not known. Throws `TenantReadError`. */
async function policiesOf({ answers, tenant }: FieldContext): Promise<string[] | null> {
  const kind = Object.values(answers)
    .map((answer) => answeredKind.safeParse(answer))
    .find(({ success }) => success)?.data;
  if (!kind) return null;
  const rows = await readRows(tenant, kind.list);
  return rows.map((row) => bareName(policyRow.parse(row).Identity)).filter((name) => name !== 'Global');
}

function noneWords(): string[] {
  return languages.flatMap((language) => raw(language, 'field.policy.none-words').split('|').map(fold));
}

function choiceOf(name: string): Choice {
  return { text: name, label: name };
}
