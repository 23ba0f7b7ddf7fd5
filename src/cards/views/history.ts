import type { Change, Part } from '../../changes/change';
import { say } from '../../i18n/say';
import type { Sentence } from '../../sentence';
import { sayButton } from '../button';
import type { FactLine } from '../fact-lines';
import type { Reader } from '../reader';
import type { Rendered } from '../rendered';
import { render } from '../render';
import { words } from '../words';
import { changeRow } from './change-row';
import { headView } from './head';

export interface History {
  /** Newest first. */
  changes: readonly Change[];
  reader: Reader;
  lines: (part: Part) => FactLine[];
  /** «Changes» without one. */
  title?: Sentence;
  /** What to say for the page after this one; without it there is none. */
  more?: string;
}

/** A list of changes, each with what to say to see it. */
export function historyCard({ changes, reader, lines, title = { key: 'card.history.title' }, more }: History): Rendered {
  const { language } = reader;
  const view = {
    ...headView({ tone: 'emphasis', title: words(language, title) }),
    none: changes.length === 0 ? [say(language, { key: 'card.history.none' })] : [],
    changes: changes.map((change) => changeRow(change, reader, lines)),
    buttons: more === undefined ? [] : [sayButton(say(language, { key: 'card.button.more' }), more)],
  };
  return render('history', view, { language, summary: say(language, { key: 'card.history.summary', values: { count: changes.length } }) });
}
