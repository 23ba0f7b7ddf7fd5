import type { Operation } from '../operations/operation';
import { answerList } from './answer-list';
import { answersForm, problemOf } from './answers-form';
import type { Collected } from './collect';
import { likelyAnswers } from './likely-answers';
import type { OperationState } from './operation-state';
import { type Asked, ask } from './present';
import { namesOfOthers } from './rows';
import { type Talk, ageOf } from './talk';

/** Asks one thing, or shows the whole form where somebody likes that better: as text it is the one question. */
export async function askOpen(talk: Talk, operation: Operation, state: OperationState, now: Collected): Promise<void> {
  const asked = await askedBy(talk, operation, state, now);
  const { forms } = await talk.preferences.of(talk.speech.person);
  if (!forms || Object.keys(operation.fields).length < 2) return ask(talk, asked);
  const problem = asked.problem ?? (now.open?.resolution ? problemOf(operation, now, state.texts) : null);
  const open = state.open === null ? null : operation.fields[state.open];
  const question = open ? { key: `field.${open.kind}.question` } : asked.question;
  await ask(talk, asked, await answersForm(talk, operation, { texts: state.texts, now, problem, asked: question }));
}

/** What is asked next, with likely answers. */
async function askedBy(talk: Talk, operation: Operation, state: OperationState, now: Collected): Promise<Asked> {
  if (state.open === null) return answerList(operation, state, now, talk.speech.language, namesOfOthers(talk, state));
  const field = operation.fields[state.open];
  if (!field) throw new Error(`«${operation.id}» has no field «${state.open}».`);
  const title = { key: `operation.${operation.id}.title` };
  const question = { key: `field.${field.kind}.question` };
  const resolution = now.open?.field === state.open ? now.open.resolution : null;
  const name = state.texts[state.open] ?? '';
  if (resolution?.kind === 'choices') {
    const shown = resolution.choices.length;
    const { choices, total, asOf } = resolution;
    const age = ageOf(talk, asOf);
    const several = { key: `field.${field.kind}.several`, values: { name, shown, more: total > shown } };
    return { title, question: several, choices, total, ...(age && { hint: age }) };
  }
  const choices = resolution?.choices ?? (await likelyAnswers(talk, operation.id, field, now.values));
  const hint = { key: `field.${field.kind}.${choices.length > 0 ? 'why' : 'why-alone'}` };
  return { title, question, hint, choices, ...(resolution && { problem: resolution.problem }) };
}
