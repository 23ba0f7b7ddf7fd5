import type { Rendered } from '../cards/rendered';
import { type PersonValue, person } from '../fields/person';
import { sentence, UserError } from '../sentence';
import { noteLook, type SearchResult } from './conversation';
import { statusCardOf } from './status';
import { type Talk, demand, fieldContext } from './talk';

/** People whose names begin so: their names alone. Fewer than two letters would be everybody. */
export async function searchPeople(talk: Talk, text: string): Promise<SearchResult> {
  demand(talk, 'read');
  const typed = text.trim();
  if ((typed.match(/\p{L}|\p{N}/gu) ?? []).length < 2) return { people: [], hint: sentence('extension.two-letters') };
  const found = await person.resolve(typed, { ...fieldContext(talk), answers: {} });
  const people =
    found.kind === 'value'
      ? [{ key: found.value.upn, name: found.value.name }]
      : (found.choices ?? []).map(({ text: key, label: name }) => ({ key, name }));
  noteLook(talk.turn, { person: talk.speech.person, command: 'find-people', said: { name: typed }, found: people.length });
  return { people, hint: people.length === 0 && found.kind === 'problem' ? found.problem : null };
}

/** The status of exactly this person. Throws `UserError` when there is not exactly one. */
export async function lookAt(talk: Talk, key: string): Promise<Rendered> {
  demand(talk, 'read');
  const value = await exactly(talk, key);
  noteLook(talk.turn, { person: talk.speech.person, command: 'status', said: { user: key }, found: 1 });
  return statusCardOf(talk, value);
}

async function exactly(talk: Talk, key: string): Promise<PersonValue> {
  const found = await person.resolve(key, { ...fieldContext(talk), answers: {} });
  if (found.kind === 'value') return found.value;
  const problem = found.kind === 'problem' ? found.problem : sentence('field.person.unknown', { name: key });
  throw new UserError(problem.key, problem.values);
}
