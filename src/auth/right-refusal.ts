import { sentence, type Sentence } from '../sentence';
import type { People } from './people';
import { actingOn, may, type About, type Person, type Right } from './person';
import type { Scope } from './scope';

/** Why somebody may not: the right that is missing, or where it ends, and who has it. Null: they may. */
export function rightRefusal(people: People, person: Person, right: Right, about: About = {}): Sentence | null {
  if (may(actingOn(person, about), right)) return null;
  if (person.groupsUnread) return sentence('refusal.groupsUnread');
  const roles = whoMay(people, right, about);
  if (!may(person, right)) return sentence(`refusal.right.${right}`, { roles });
  const anywhere = about.operation === undefined || may(actingOn(person, { operation: about.operation }), right);
  if (!anywhere) return sentence('refusal.operation', { roles });
  const scopes = person.roles.flatMap(({ may, scope }) => (scope && may.includes(right) ? [inWords(scope)] : []));
  return sentence('refusal.outside', { scope: inList(scopes), roles });
}

/** The roles that carry a right, and who has them, in words: «voice-admin (Vera Voiceadmin) or helpdesk». */
export function whoMay(people: People, right: Right, about?: About): Sentence {
  return namedRoles(people.whoMay(right, about)) ?? sentence('refusal.nobody');
}

/** Roles or groups with who is in them; null of none. */
export function namedRoles(roles: readonly { role: string; people: readonly string[] }[]): Sentence | null {
  return roles.length > 0 ? inList(roles.map(({ role, people }) => text(named(role, people)))) : null;
}

/** A scope as people say it: «Paris», «numbers +33 … to +33 …», «department Sales». */
export function inWords({ sites, numbers, departments }: Scope): Sentence {
  return [
    ...(sites ? [sentence('value.text', { text: sites })] : []),
    ...(numbers ? [sentence('scope.numbers', { ranges: numbers.map(({ from, to }) => `${from} – ${to}`) })] : []),
    ...(departments ? [sentence('scope.departments', { departments })] : []),
  ].reduceRight((last, bound) => sentence('scope.and', { first: bound, second: last }));
}

function inList(all: readonly Sentence[]): Sentence {
  return all.reduceRight((last, one, index) => sentence(index === all.length - 2 ? 'list.or' : 'list.comma', { first: one, second: last }));
}

const namesShown = 3;

function named(role: string, names: readonly string[]): string {
  if (names.length === 0) return role;
  return `${role} (${names.slice(0, namesShown).join(', ')}${names.length > namesShown ? ' …' : ''})`;
}

function text(said: string): Sentence {
  return sentence('value.text', { text: said });
}
