import type { Change, Part } from '../../changes/change';
import { say } from '../../i18n/say';
import { changeButton, type Button } from '../button';
import type { FactLine } from '../fact-lines';
import { momentText } from '../moment-text';
import type { Reader } from '../reader';
import { safeText } from '../safe-text';
import { changeTitle } from './change-title';
import { colours } from './head';
import { stateLooks } from './state-look';
import { nameAndUpn } from './subject-view';

export interface ChangeRow {
  number: string;
  title: string;
  who: string;
  how: string;
  colour: string;
  /** What a screen reader says of the row. */
  name: string;
  show: string;
  data: Button['data'];
}

/** A change in a list: what, for whom, how it stands, who asked and when. */
export function changeRow(change: Change, reader: Reader, lines: (part: Part) => FactLine[]): ChangeRow {
  const { language } = reader;
  const { data } = changeButton(language, 'show', change);
  const state = `${stateLooks[change.state].sign} ${say(language, { key: `card.state.${change.state}` })}`;
  const title = changeTitle(language, change, lines);
  const who = safeText(change.parts.map(({ subject }) => nameAndUpn(subject)).join(', '), 200);
  return {
    number: String(change.id),
    title,
    who,
    name: say(language, {
      key: 'card.change.summary',
      values: { title, who, state: say(language, { key: `card.state.${change.state}` }) },
    }),
    colour: colours[stateLooks[change.state].tone],
    how: say(language, {
      key: 'card.row.how',
      values: { state, name: safeText(change.requester.name), at: momentText(reader, change.updatedAt) },
    }),
    show: data.command,
    data,
  };
}
