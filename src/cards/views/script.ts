import { isApproved, type Change } from '../../changes/change';
import { say, type Language } from '../../i18n/say';
import { changeButton } from '../button';
import { render } from '../render';
import type { Rendered } from '../rendered';

/** A change as a script: folded on the card, a block of code in the text. */
export function scriptCard({
  language,
  change,
  script,
  file,
}: {
  language: Language;
  change: Change;
  script: string;
  file: { url: string; until: Date };
}): Rendered {
  const { id } = change;
  const said = (key: string) => say(language, { key, values: { id } });
  const title = said('card.script.title');
  const fetched = say(language, { key: 'card.script.file', values: { until: file.until.getTime() } });
  const view = {
    tone: isApproved(change) ? 'emphasis' : 'warning',
    title,
    about: [...(isApproved(change) ? [] : [said('card.script.notApproved')]), said('card.script.about'), fetched],
    show: said('card.script.show'),
    script: script.trimEnd().split('\n'),
    links: [{ title: say(language, { key: 'card.script.fetch' }), url: file.url }],
    buttons: [changeButton(language, 'show', change)],
  };
  return render('script', view, { language, summary: title });
}
