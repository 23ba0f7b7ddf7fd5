import { isApproved, type Change } from '../../changes/change';
import { say, type Language } from '../../i18n/say';
import { changeButton } from '../button';
import { render } from '../render';
import type { Rendered } from '../rendered';

/** A change as a script: folded on the card, a block of code in the text. */
export function scriptCard({ language, change, script }: { language: Language; change: Change; script: string }): Rendered {
  const { id } = change;
  const said = (key: string) => say(language, { key, values: { id } });
  const title = said('card.script.title');
  const view = {
    tone: isApproved(change) ? 'emphasis' : 'warning',
    title,
    about: [...(isApproved(change) ? [] : [said('card.script.notApproved')]), said('card.script.about')],
    show: said('card.script.show'),
    script: script.trimEnd().split('\n'),
    buttons: [changeButton(language, 'show', change)],
  };
  return render('script', view, { language, summary: title });
}
