import { may, type Person } from '../auth/person';
import { fold } from '../fields/fold';
import { languages, raw, type Language } from '../i18n/say';
import type { Change } from '../changes/change';
import { asksApprovers, sayOf } from './views/approval-view';

/**
 * What has to be typed behind «confirm 12» or «approve 12» where that may run something risky: whom or what it is about, so that nobody who types
 * agrees to another change than the one they read. A click is on the card that shows it.
 * @param person with what their roles give them for this change
 * @returns null where nothing of that is needed, and where it is not theirs to say
 */
export function typedWord(language: Language, change: Change, verb: string, person: Person): string | null {
  const mayRun =
    verb === 'approve'
      ? sayOf(change, { person }) === 'vote'
      : verb === 'confirm' && change.state === 'draft' && may(person, 'confirm') && !asksApprovers(change, person);
  if (!mayRun || !change.parts.some(({ risk }) => risk === 'high')) return null;
  const about = new Set(change.parts.map(({ subject: { upn, name } }) => (upn ?? name).split('@')[0]));
  const [only] = about;
  return about.size === 1 && only !== undefined ? only.toLowerCase() : raw(language, 'card.typed-word.all');
}

/** Whether somebody typed it, in whichever language. */
export function isTypedWord(typed: string | undefined, change: Change, verb: string, person: Person): boolean {
  return typed !== undefined && languages.some((language) => fold(typedWord(language, change, verb, person) ?? '') === fold(typed));
}
