import { formCard, type FormField } from '../cards/views/form';
import type { Rendered } from '../cards/rendered';
import type { Choice, Field } from '../fields/field';
import { say } from '../i18n/say';
import type { Operation } from '../operations/operation';
import { sentence, type Sentence } from '../sentence';
import type { Collected } from './collect';
import { likelyAnswers } from './likely-answers';
import { inWords } from './present';
import type { Talk } from './talk';

/** How far the answers to an operation have come, and what is to be said of them. */
export interface Filling {
  texts: Readonly<Record<string, string>>;
  now: Collected;
  problem: Sentence | null;
  /** What a typed answer would be an answer to; null where nothing can be typed. */
  asked: Sentence | null;
}

/** All that an operation asks on one card, with what was answered so far and likely answers. */
export async function answersForm(talk: Talk, operation: Operation, { texts, now, problem, asked }: Filling): Promise<Rendered> {
  const { language } = talk.speech;
  const fields = [];
  for (const [name, field] of Object.entries(operation.fields)) {
    const resolution = now.open?.field === name ? now.open.resolution : null;
    const choices = resolution?.choices ?? (await likelyAnswers(talk, operation.id, field, now.values));
    const value = now.answers[name]?.text ?? texts[name] ?? '';
    fields.push(fieldOf(talk, { name, field, value, choices, isOptional: operation.optional.includes(name) }));
  }
  return formCard({
    language,
    title: sentence(`operation.${operation.id}.title`),
    problem,
    asked,
    fields,
    operation: operation.id,
    command: say(language, { key: `operation.${operation.id}.start`, values: { user: now.answers.user?.text ?? '' } }).trim(),
  });
}

/** What is wrong with an answer, or which one is missing. */
export function problemOf({ fields }: Operation, { open }: Collected, texts: Readonly<Record<string, string>>): Sentence | null {
  const field = open && fields[open.field];
  if (!field) return null;
  const { resolution } = open;
  if (resolution?.kind === 'problem') return resolution.problem;
  if (resolution === null) return sentence(`field.${field.kind}.question`);
  const values = {
    name: texts[open.field] ?? '',
    shown: resolution.choices.length,
    more: resolution.total > resolution.choices.length,
  };
  return sentence(`field.${field.kind}.several`, values);
}

function fieldOf(talk: Talk, { name, field, value, choices, isOptional }: FieldNow): FormField {
  const { kind, closed } = field;
  const label = sentence(`field.${kind}.label`);
  return {
    name,
    label: isOptional ? sentence('form.optional', { label }) : label,
    hint: sentence(`field.${kind}.${choices.length > 0 ? 'why' : 'why-alone'}`),
    value,
    typed: !closed,
    picks: choices.map((choice) => {
      const { label: shown, detail } = inWords(talk, choice);
      return { text: choice.text, label: [shown, ...(detail ? [detail] : [])].join(' · ') };
    }),
  };
}

interface FieldNow {
  name: string;
  field: Field<unknown>;
  value: string;
  choices: readonly Choice[];
  isOptional: boolean;
}
