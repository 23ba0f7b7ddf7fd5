import { say, type Language } from '../../i18n/say';
import type { Sentence } from '../../sentence';
import type { Button } from '../button';
import { render } from '../render';
import type { Rendered } from '../rendered';
import { words } from '../words';

export interface Help {
  language: Language;
  /** What this person may do, as it is typed. */
  commands: readonly { command: string; what: Sentence }[];
  intro?: Sentence;
  buttons?: Button[];
}

/** What this person may say. */
export function helpCard({ language, commands, intro = { key: 'card.help.intro' }, buttons = [] }: Help): Rendered {
  const title = say(language, { key: 'card.help.title' });
  const view = {
    title,
    intro: words(language, intro),
    commands: commands.map(({ command, what }) => ({ command, what: words(language, what) })),
    buttons,
  };
  return render('help', view, { language, summary: title });
}
