import { actingOn, may } from '../auth/person';
import { formCard, formTexts, type FormField } from '../cards/views/form';
import type { Rendered } from '../cards/rendered';
import type { Choice, Field } from '../fields/field';
import { say } from '../i18n/say';
import type { Operation } from '../operations/operation';
import { sentence, UserError, type Sentence } from '../sentence';
import { collect, type Collected } from './collect';
import type { Filled } from './conversation';
import { type Talk, aboutOperation, demand, fieldContext } from './talk';

/** The way of a wish through a form: which operation, its answers, the proposal. The same fields, rules and rights as in the dialog. */
export async function fillIn(talk: Talk, filled: Readonly<Record<string, unknown>> | null): Promise<Filled> {
  demand(talk, 'propose');
  if (filled === null) return { kind: 'form', card: chooseOperation(talk) };
  const operation = talk.operations.find(({ id }) => id === filled.operation || id === filled.choice);
  if (!operation) throw new UserError('action.notUnderstood');
  demand(talk, 'propose', aboutOperation(operation));
  const texts = formTexts(filled, Object.keys(operation.fields));
  const isFirst = filled.operation !== operation.id;
  const now = await collect(operation, texts, fieldContext(talk, 'propose', operation.id));
  if (isFirst) return { kind: 'form', card: await answersForm(talk, operation, texts, now, null) };
  if (now.open) return { kind: 'form', card: await answersForm(talk, operation, texts, now, problemOf(operation, now)) };
  return propose(talk, operation, texts, now);
}

async function propose(talk: Talk, operation: Operation, texts: Record<string, string>, now: Collected): Promise<Filled> {
  const { speech, turn } = talk;
  const exact = Object.fromEntries(Object.entries(now.answers).map(([name, { text }]) => [name, text]));
  const proposal = await talk.changes.propose({
    who: speech.person,
    operation: operation.id,
    input: { ...texts, ...exact },
    proposedBy: `${turn.activity.conversation.id}|${turn.activity.id}`,
  });
  const said = (text: Sentence): Filled => ({ kind: 'said', text: say(speech.language, text) });
  switch (proposal.kind) {
    case 'proposed':
    case 'already-open': {
      const { id } = proposal.change;
      const isThere = await talk.speaker.sendToOwnChat(turn, proposal.change);
      return said(sentence(isThere ? 'form.sent' : 'form.elsewhere', { id, open: proposal.kind === 'already-open' }));
    }
    case 'already-so':
      return said(sentence('card.alreadySo.text'));
    case 'refused':
      return { kind: 'form', card: await answersForm(talk, operation, texts, now, proposal.reason) };
  }
}

/** What this person may ask for. */
function chooseOperation({ operations, speech }: Talk): Rendered {
  const { language, person } = speech;
  const mine = operations.filter((operation) => may(actingOn(person, aboutOperation(operation)), 'propose'));
  const picks = mine.map(({ id }) => ({ text: id, label: say(language, { key: `operation.${id}.title` }) }));
  const field: FormField = { name: 'choice', label: sentence('form.which'), value: mine[0]?.id ?? '', typed: false, picks };
  return formCard({
    language,
    title: sentence('teams.ask.title'),
    problem: null,
    fields: [field],
    operation: null,
    command: say(language, { key: 'card.command.help' }),
  });
}

async function answersForm(
  talk: Talk,
  operation: Operation,
  texts: Readonly<Record<string, string>>,
  now: Collected,
  problem: Sentence | null,
): Promise<Rendered> {
  const { language } = talk.speech;
  const context = { ...fieldContext(talk, 'propose', operation.id), answers: now.values };
  const fields = [];
  for (const [name, field] of Object.entries(operation.fields)) {
    const resolution = now.open?.field === name ? now.open.resolution : null;
    const choices = resolution?.choices ?? (await field.suggest(context)).choices;
    fields.push(fieldOf(talk, name, field, now.answers[name]?.text ?? texts[name] ?? '', choices));
  }
  return formCard({
    language,
    title: sentence(`operation.${operation.id}.title`),
    problem,
    fields,
    operation: operation.id,
    command: say(language, { key: `operation.${operation.id}.start`, values: { user: now.answers.user?.text ?? '' } }).trim(),
  });
}

function fieldOf({ speech }: Talk, name: string, { kind }: Field<unknown>, value: string, choices: readonly Choice[]): FormField {
  const picks = choices.map(({ text, label, detail, says }) => ({
    text,
    label: [says ? say(speech.language, says) : label, ...(detail ? [detail] : [])].join(' · '),
  }));
  return { name, label: sentence(`field.${kind}.label`), value, typed: true, picks };
}

/** What is wrong with an answer, or which one is missing. */
function problemOf({ fields }: Operation, { open, answers }: Collected): Sentence | null {
  const field = open && fields[open.field];
  if (!field) return null;
  const { resolution } = open;
  if (resolution?.kind === 'problem') return resolution.problem;
  if (resolution === null) return sentence(`field.${field.kind}.question`);
  const values = {
    name: answers[open.field]?.text ?? '',
    shown: resolution.choices.length,
    more: resolution.total > resolution.choices.length,
  };
  return sentence(`field.${field.kind}.several`, values);
}
