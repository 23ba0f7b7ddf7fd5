import { actingOn, may } from '../auth/person';
import { formCard, formTexts, type FormField } from '../cards/views/form';
import type { Rendered } from '../cards/rendered';
import { say } from '../i18n/say';
import type { Operation } from '../operations/operation';
import { sentence, UserError, type Sentence } from '../sentence';
import { answersForm, problemOf } from './answers-form';
import { collect, type Collected } from './collect';
import type { Filled } from './conversation';
import { noteAnswers } from './likely-answers';
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
  const form = (problem: Sentence | null) => answersForm(talk, operation, { texts, now, problem, asked: null });
  if (isFirst) return { kind: 'form', card: await form(null) };
  if (now.open) return { kind: 'form', card: await form(problemOf(operation, now, texts)) };
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
  if (proposal.kind === 'proposed') await noteAnswers(talk, operation, exact);
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
      return { kind: 'form', card: await answersForm(talk, operation, { texts, now, problem: proposal.reason, asked: null }) };
  }
}

/** What this person may ask for. */
function chooseOperation({ operations, speech }: Talk): Rendered {
  const { language, person } = speech;
  const mine = operations.filter((operation) => may(actingOn(person, aboutOperation(operation)), 'propose'));
  const picks = mine.map(({ id }) => ({ text: id, label: say(language, { key: `operation.${id}.title` }) }));
  const field: FormField = { name: 'choice', label: sentence('form.which'), hint: null, value: mine[0]?.id ?? '', typed: false, picks };
  return formCard({
    language,
    title: sentence('teams.ask.title'),
    problem: null,
    asked: null,
    fields: [field],
    operation: null,
    command: say(language, { key: 'card.command.help' }),
  });
}
