import { say, type Language } from '../../i18n/say';
import type { Sentence } from '../../sentence';
import type { Button } from '../button';
import { render } from '../render';
import type { Rendered } from '../rendered';
import { words } from '../words';
import { headView } from './head';

export interface Help {
  language: Language;
  /** Without one, that this is what can be said. */
  title?: Sentence;
  /** What this person may do, in the order in which people look for it; groups without a command are left out. */
  groups: readonly HelpGroup[];
  intro: readonly Sentence[];
  buttons?: Button[];
  /** Nothing of it is anybody's, neither a name nor a number: it stands whole where others read, too. */
  ours?: boolean;
}

export interface HelpGroup {
  title: Sentence;
  /** As they are typed. */
  commands: readonly { command: string; what: Sentence }[];
  /** Behind a button on the card: seldom what people come for. */
  folded?: boolean;
}

/** What this person may say. */
export function helpCard({
  language,
  title: named = { key: 'card.help.title' },
  groups,
  intro,
  buttons = [],
  ours = false,
}: Help): Rendered {
  const title = say(language, named);
  const shown = groups
    .filter(({ commands }) => commands.length > 0)
    .map((group, id) => ({
      id,
      folded: group.folded ?? false,
      title: words(language, group.title),
      commands: group.commands.map(({ command, what }) => ({ command, what: words(language, what) })),
    }));
  const rest = ours ? 'verbatim' : false;
  const view = {
    ...headView({ tone: 'emphasis', title, intro: intro.map((one) => words(language, one)), shared: 'verbatim', sharedIntro: rest }),
    rest,
    open: shown.filter(({ folded }) => !folded),
    folded: shown.filter(({ folded }) => folded),
    buttons,
  };
  return render('help', view, { language, summary: title });
}
