import type { Choice, Field } from '../fields/field';
import type { Operation } from '../operations/operation';
import { sentence } from '../sentence';
import { type Talk, fieldContext } from './talk';

/** What an operation may be answered with, in an order that stays; what this person answered last to such a question is marked. */
export async function likelyAnswers(
  talk: Talk,
  operation: string,
  field: Field<unknown>,
  values: Readonly<Record<string, unknown>>,
): Promise<Choice[]> {
  const { choices } = await field.suggest({ ...fieldContext(talk, 'propose', operation), answers: values });
  if (!field.repeats) return choices;
  const { last } = await talk.preferences.of(talk.speech.person);
  return choices.map((choice) =>
    choice.text === last[field.kind] ? { ...choice, marks: [...(choice.marks ?? []), sentence('dialog.used-last')] } : choice,
  );
}

/** Keeps what was asked for, of the fields that are often answered alike. */
export async function noteAnswers(
  { preferences, speech }: Talk,
  { fields }: Operation,
  texts: Readonly<Record<string, string>>,
): Promise<void> {
  const answered = Object.entries(fields).flatMap(([name, { kind, repeats }]) => {
    const text = texts[name];
    return repeats && text !== undefined ? [[kind, text] as const] : [];
  });
  if (answered.length === 0) return;
  const { last } = await preferences.of(speech.person);
  if (answered.every(([kind, text]) => last[kind] === text)) return;
  await preferences.change(speech.person, (now) => ({ last: { ...now.last, ...Object.fromEntries(answered) } }));
}
