import { actingOn, may } from '../auth/person';
import type { Rendered } from '../cards/rendered';
import { statusCard } from '../cards/views/status';
import { type PersonValue, person } from '../fields/person';
import { say } from '../i18n/say';
import { isWorthOffering } from '../operations/worth-offering';
import { ask, linesOf, tell } from './present';
import { type Talk, ageOf, answer, fieldContext, readerOf, demand, working } from './talk';

/** The status card of whoever was meant; asks when several fit. */
export async function showStatus(talk: Talk, user: string): Promise<void> {
  demand(talk, 'read');
  const who = await whoIs(talk, user, (upn) => statusCommand(talk, upn));
  if (who) await statusOf(talk, who);
}

/** Status for a text that is no command: true when it was somebody's name, or names to choose from. */
export async function showStatusOfName(talk: Talk, text: string): Promise<boolean> {
  if (!may(talk.speech.person, 'read') || !looksLikeName(text)) return false;
  const found = await working(talk, person.resolve(text, { ...fieldContext(talk), answers: {} }));
  if (found.kind === 'problem' && !found.choices && !/^\S*@\S*$/.test(text.trim())) return false;
  await showStatus(talk, text);
  return true;
}

/** Resolves a person; when that fails, says why or offers the choices as whole commands, and gives null. */
export async function whoIs(talk: Talk, user: string, command: (upn: string) => string): Promise<PersonValue | null> {
  const found = await working(talk, person.resolve(user, { ...fieldContext(talk), answers: {} }));
  if (found.kind === 'value') return found.value;
  const hint = ageOf(talk, found.asOf);
  const age = hint && { hint };
  const choices = (found.choices ?? []).map((choice) => ({ ...choice, text: command(choice.text) }));
  if (found.kind === 'problem' && choices.length === 0) {
    await tell(talk, 'refusal', found.problem);
  } else if (found.kind === 'problem') {
    await ask(talk, { question: { key: 'field.person.question' }, problem: found.problem, choices, ...age });
  } else {
    const values = { name: user, shown: choices.length, more: found.total > choices.length };
    await ask(talk, { question: { key: 'field.person.several', values }, choices, total: found.total, ...age });
  }
  return null;
}

async function statusOf(talk: Talk, value: PersonValue): Promise<void> {
  const card = await statusCardOf(talk, value);
  talk.found = 1;
  await answer(talk, card);
}

/** Somebody's status as it is now, with what may be said next about them. */
export async function statusCardOf(talk: Talk, value: PersonValue): Promise<Rendered> {
  const { id, upn } = value;
  const { person: reader, language } = talk.speech;
  const { model } = talk;
  const report = await working(talk, talk.statusOf(reader, talk.tenant(), id));
  const changes = await talk.changes.list(reader, { key: id, limit: 3 });
  const offered = talk.operations.filter((operation) =>
    isWorthOffering(operation, { resourceOf: talk.resourceOf, model, now: report.state, value }),
  );
  const place = talk.resourceOf('person-voice').place?.(report.state) ?? null;
  const theirs = offered.filter(({ id }) => may(actingOn(reader, { operation: id, places: [place] }), 'propose'));
  const actions = theirs.map((operation) => ({
    title: { key: `operation.${operation.id}.title` },
    command: say(language, { key: `operation.${operation.id}.start`, values: { user: upn } }),
  }));
  return statusCard({ ...report, reader: readerOf(talk), tenantName: model.tenantName, changes, factLines: linesOf(talk), actions });
}

function statusCommand({ speech }: Talk, upn: string): string {
  return say(speech.language, { key: 'card.command.status', values: { user: upn } });
}

/** Short enough for a name, and not only digits and signs. */
function looksLikeName(text: string): boolean {
  return text.length <= 120 && text.split(/\s+/).length <= 5 && /\p{L}{2}/u.test(text);
}
