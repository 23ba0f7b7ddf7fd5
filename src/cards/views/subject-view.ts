import type { Language } from '../../i18n/say';
import type { Subject } from '../../resources/resource';
import { safeText } from '../safe-text';
import { words } from '../words';

/** Who or what is at the head of a card: initials for the eye, the name, and of a person always the UPN, which alone tells namesakes apart. */
export function subjectView(
  language: Language,
  { name, upn, labels }: Subject,
): { initials: string; name: string; upn: string; labels: string[] } {
  return {
    initials: initials(name),
    name: safeText(name),
    upn: upn === null ? '' : safeUpn(upn),
    labels: labels.map((label) => words(language, label)),
  };
}

/** «Name (UPN)», or the name alone of what is no person; for titles and lists. */
export function nameAndUpn({ name, upn }: Subject): string {
  return upn === null ? safeText(name) : `${safeText(name)} (${safeUpn(upn)})`;
}

/** A UPN has up to 113 characters, and a shortened one could be somebody else's. */
function safeUpn(upn: string): string {
  return safeText(upn, 113);
}

function initials(name: string): string {
  const firsts = name.split(/\s+/).flatMap((word) => word.match(/\p{L}/u)?.[0] ?? []);
  const ends = firsts.length > 1 ? [firsts[0], firsts.at(-1)] : firsts;
  return ends.join('').toUpperCase() || '?';
}
