import { say, type Language } from '../../i18n/say';
import type { Described, Subject } from '../../resources/resource';
import { sayButton } from '../button';
import { render } from '../render';
import type { Rendered } from '../rendered';
import { words } from '../words';
import { worthALine } from '../fact-lines';
import { factLabel } from './change-title';
import { headView } from './head';
import { nameAndUpn, subjectView } from './subject-view';

export interface AlreadySo {
  language: Language;
  subject: Subject;
  described: readonly Described[];
}

/** Nothing had to be changed, and nobody was asked. */
export function alreadySoCard({ language, subject, described }: AlreadySo): Rendered {
  const view = {
    ...headView({
      tone: 'good',
      title: `✓ ${say(language, { key: 'card.alreadySo.title' })}`,
      intro: [say(language, { key: 'card.alreadySo.text' })],
    }),
    ...subjectView(language, subject),
    id: 0,
    lines: worthALine(described).map(({ name, value }) => ({ label: factLabel(language, name), value: words(language, value) })),
    buttons: [
      sayButton(
        say(language, { key: 'card.button.status' }),
        say(language, { key: 'card.command.status', values: { user: subject.upn ?? subject.key } }),
      ),
    ],
  };
  return render('already-so', view, {
    language,
    summary: say(language, { key: 'card.alreadySo.summary', values: { who: nameAndUpn(subject) } }),
  });
}
