import type { Language } from '../../i18n/say';
import type { Subject } from '../../resources/resource';
import { safeText } from '../safe-text';
import { words } from '../words';

/** A person at the head of a card: initials for the eye, the name, and always the UPN, which alone tells namesakes apart. */
export function subjectView(
  language: Language,
  { key, name, upn, labels }: Subject,
): { initials: string; name: string; upn: string; labels: string[] } {
  return {
    initials: initials(name),
    name: safeText(name),
    upn: safeUpn(upn ?? key),
    labels: labels.map((label) => words(language, label)),
  };
}

/** «Name (UPN)», for titles and lists. */
export function nameAndUpn({ key, name, upn }: Subject): string {
  return `${safeText(name)} (${safeUpn(upn ?? key)})`;
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
