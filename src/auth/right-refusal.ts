import { sentence, type Sentence } from '../sentence';
import { rolesWith, type Right } from './person';

/** Says that somebody lacks a right, and which roles have it. */
export function rightRefusal(right: Right): Sentence {
  return sentence(`refusal.right.${right}`, { roles: roleNames(right) });
}

/** The roles that carry a right, in words: «voice admin or help desk». */
export function roleNames(right: Right): Sentence {
  const names = rolesWith(right).map((role) => sentence(`card.role.${role}`));
  return names.reduceRight((last, name, index) =>
    sentence(index === names.length - 2 ? 'list.or' : 'list.comma', { first: name, second: last }),
  );
}
