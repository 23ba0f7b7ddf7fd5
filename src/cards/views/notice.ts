import { say, type Language } from '../../i18n/say';
import type { Sentence } from '../../sentence';
import type { Button } from '../button';
import { render } from '../render';
import type { Rendered } from '../rendered';
import { words } from '../words';

export interface Notice {
  language: Language;
  tone: 'good' | 'info' | 'tip' | 'warning' | 'refusal';
  text: Sentence;
  buttons?: Button[];
  outcome?: Rendered['outcome'];
}

/** A sentence that matters, with what can be done next. */
export function noticeCard({ language, tone, text, buttons = [], outcome = tone === 'refusal' ? 'refused' : undefined }: Notice): Rendered {
  const body = words(language, text);
  const head = say(language, { key: `card.tone.${tone}` });
  return render('notice', { style: styles[tone], head, text: body, buttons }, { language, summary: body, outcome });
}

const styles = { good: 'good', info: 'emphasis', tip: 'accent', warning: 'warning', refusal: 'attention' } as const;
