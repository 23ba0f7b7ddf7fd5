import type { Change } from '../../changes/change';
import { say, type Language } from '../../i18n/say';
import type { FactLine } from '../fact-lines';

/** What a change does, in one line: «Enable voice», «Put back: voice, number». */
export function changeTitle(language: Language, { request, parts }: Change, lines: (part: Change['parts'][number]) => FactLine[]): string {
  if (request.kind === 'operation') return say(language, { key: `operation.${request.operation}.title` });
  if (request.kind === 'several') {
    const operations = new Set(request.wishes.flatMap(({ operation, leftOut }) => (leftOut ? [] : [operation])));
    const [operation] = operations;
    const title = operations.size === 1 ? say(language, { key: `operation.${operation}.title` }) : '';
    const people = parts.every(({ subject }) => subject.upn !== null);
    return say(language, { key: 'card.title.several', values: { title, same: operations.size === 1, count: parts.length, people } });
  }
  const names = new Set(
    parts.flatMap((part) =>
      lines(part)
        .filter(({ changes }) => changes)
        .map(({ name }) => factLabel(language, name)),
    ),
  );
  // More would hide what it is: the change put back, or the facts below, say it better.
  if (names.size > mostFacts) return say(language, { key: 'card.title.putBackOf', values: { of: request.of } });
  const facts = new Intl.ListFormat(language, { type: 'unit' }).format(names);
  return say(language, { key: facts === '' ? 'card.title.putBackOf' : 'card.title.putBack', values: { facts, of: request.of } });
}

const mostFacts = 3;

/** A fact's name as a person says it. */
export function factLabel(language: Language, name: string): string {
  return say(language, { key: `fact.${name}` });
}
