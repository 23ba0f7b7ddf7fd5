import { fold } from '../fields/fold';
import type { Choice } from '../fields/field';
import { type Language, languages, raw, say } from '../i18n/say';
import type { Operation } from '../operations/operation';
import type { Sentence } from '../sentence';
import type { Collected } from './collect';
import type { OperationState } from './operation-state';
import type { Asked } from './present';

/** The answers so far as a pick list, with «Review» at its end, or «Review again» where they were refused as they are. */
export function answerList(
  { id, fields }: Operation,
  state: OperationState,
  { answers }: Collected,
  language: Language,
  others: readonly string[] = [],
): Asked {
  const choices = Object.entries(fields).map(([name, field]): Choice => {
    const known = answers[name];
    const answer: Sentence | string = known ? (known.says ?? known.label) : { key: 'dialog.missing' };
    const label = say(language, { key: `field.${field.kind}.label` });
    return { text: label, label: say(language, { key: 'dialog.answer', values: { label, answer } }) };
  });
  const review = say(language, { key: state.refused ? 'dialog.review-again' : 'dialog.review' });
  return {
    title: { key: `operation.${id}.title` },
    question: state.edits === null ? { key: 'dialog.editing' } : { key: 'dialog.editing-draft', values: { id: state.edits } },
    hint: { key: state.refused ? 'dialog.editing-refused' : 'dialog.editing-why' },
    choices: [...choices, { text: review, label: review }, ...others.map((name) => ({ text: name, label: name }))],
    ...(state.refused && { problem: state.refused }),
  };
}

export type Picked = { kind: 'review' } | { kind: 'field'; field: string; text: string | null } | { kind: 'nothing' };

/** What was picked from the list: «review», a field by name or label, or a field with its new answer («number: +1 …»). */
export function pickedAnswer({ fields }: Operation, said: string): Picked {
  const words = fold(said);
  if (languages.some((language) => raw(language, 'dialog.review-words').split('|').map(fold).includes(words))) return { kind: 'review' };
  for (const [name, field] of Object.entries(fields)) {
    const labels = [name, ...languages.map((language) => raw(language, `field.${field.kind}.label`))].map(fold);
    if (labels.includes(words)) return { kind: 'field', field: name, text: null };
    const label = labels.find((one) => words.startsWith(`${one} `) || words.startsWith(`${one}:`));
    if (label)
      return {
        kind: 'field',
        field: name,
        text: said
          .trim()
          .slice(label.length)
          .replace(/^\s*:?\s*/, ''),
      };
  }
  return { kind: 'nothing' };
}
