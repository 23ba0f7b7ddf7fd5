import type { Change } from '../../changes/change';
import { say, type Language } from '../../i18n/say';
import { isInheritable, type Fact } from '../../resources/facts';
import { displayNumber } from '../../resources/display-number';
import { safeText } from '../safe-text';
import { factLabel } from './change-title';

/** What somebody else changed between the review of the change before and its run. */
export function movedRows(language: Language, { replaces }: Change): { label: string; before: string; after: string }[] {
  return (replaces?.moved ?? []).map(({ fact, expected, seen }) => ({
    label: factLabel(language, fact),
    before: factText(language, expected),
    after: factText(language, seen),
  }));
}

function factText(language: Language, fact: Fact | undefined): string {
  if (fact === undefined || fact === null) return say(language, { key: 'card.none' });
  if (typeof fact === 'boolean') return say(language, { key: fact ? 'value.on' : 'value.off' });
  if (!isInheritable(fact)) return safeText(displayNumber(String(fact)));
  const policy = fact.policy === null ? say(language, { key: 'card.none' }) : safeText(fact.policy);
  return say(language, { key: `card.policy.${fact.source}`, values: { policy } });
}
