import { sentence, type Sentence } from '../sentence';
import type { People } from './people';
import type { Right } from './person';

/** Says that somebody lacks a right, and who has it. */
export function rightRefusal(people: People, right: Right): Sentence {
  return sentence(`refusal.right.${right}`, { roles: whoMay(people, right) });
}

/** The roles that carry a right, and who has them, in words: «voice-admin (Vera Voiceadmin) or helpdesk». */
export function whoMay(people: People, right: Right): Sentence {
  const roles = people.whoMay(right).map(({ role, people: names }) => sentence('value.text', { text: named(role, names) }));
  if (roles.length === 0) return sentence('refusal.nobody');
  return roles.reduceRight((last, role, index) =>
    sentence(index === roles.length - 2 ? 'list.or' : 'list.comma', { first: role, second: last }),
  );
}

const namesShown = 3;

function named(role: string, names: readonly string[]): string {
  if (names.length === 0) return role;
  return `${role} (${names.slice(0, namesShown).join(', ')}${names.length > namesShown ? ' …' : ''})`;
}
