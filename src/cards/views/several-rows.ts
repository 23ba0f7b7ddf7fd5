import { groupsOf, type Change, type Part } from '../../changes/change';
import { say, type Language } from '../../i18n/say';
import type { FactLine } from '../fact-lines';
import type { Reader } from '../reader';
import { safeText } from '../safe-text';
import { words } from '../words';
import { factLabel } from './change-title';
import { stepRows } from './step-rows';
import { nameAndUpn, subjectView } from './subject-view';
import { warningRows } from './warning-rows';

/** Whether its parts are many things side by side: each has a line then, and what is the same for all is said once. */
export function isSideBySide({ parts }: Change): boolean {
  return groupsOf(parts).length > 1;
}

/** What a card of many parts shows in the place of one block for each (templates/change.json). */
export function sideBySide(change: Change, reader: Reader, lines: (part: Part) => FactLine[]): object {
  const { language } = reader;
  const all = change.parts.map((part) => ({
    part,
    changes: lines(part).flatMap((line) => (line.changes ? [lineView(language, line)] : [])),
    ...warningRows(part, change, reader),
  }));
  const [first] = all;
  const common = (first?.changes ?? []).filter((line) => all.every(({ changes }) => changes.some((other) => isSame(line, other))));
  // What is to be said of several is said once, above them.
  const often = (of: 'risks' | 'warnings') =>
    [...new Set(all.flatMap((one) => one[of]))].flatMap((text) => {
      const names = all.filter((one) => one[of].includes(text)).map(({ part }) => safeText(part.subject.name));
      if (names.length < 2) return [];
      return { text, said: names.length === all.length ? text : say(language, { key: 'card.several.ofSome', values: { text, names } }) };
    });
  const [risks, warnings] = [often('risks'), often('warnings')];
  const rows = all.map((one) => {
    const alone = [...one.risks, ...one.warnings].filter((text) => ![...risks, ...warnings].some((other) => other.text === text));
    const changes = one.changes.filter((line) => !common.some((other) => isSame(line, other)));
    return rowView(one.part, change, reader, { changes, alone });
  });
  return {
    common,
    commonTitle: say(language, { key: 'card.several.common' }),
    risks: risks.map(({ said }) => said),
    warnings: warnings.map(({ said }) => said),
    groups: inGroups(rows),
    details: all.map(({ part }) => ({ who: nameAndUpn(part.subject), steps: stepRows(part, reader) })),
  };
}

/** Rows that give way together where the card is too long. */
function inGroups(rows: readonly object[]): { id: string; rows: readonly object[] }[] {
  return Array.from({ length: Math.ceil(rows.length / rowsOfGroup) }, (_, at) => ({
    id: `detail-rows-${at}`,
    rows: rows.slice(at * rowsOfGroup, (at + 1) * rowsOfGroup),
  }));
}

const rowsOfGroup = 7;

interface Line {
  label: string;
  before: string;
  after: string;
}

function lineView(language: Language, { name, before, after }: FactLine): Line {
  return { label: factLabel(language, name), before: words(language, before), after: words(language, after) };
}

function isSame(one: Line, other: Line): boolean {
  return one.label === other.label && one.before === other.before && one.after === other.after;
}

function rowView(
  part: Part,
  change: Change,
  reader: Reader,
  { changes, alone }: { changes: readonly Line[]; alone: readonly string[] },
): object {
  const { language } = reader;
  const { name, upn, labels } = subjectView(language, part.subject);
  const status = statusOf(part, change);
  const last = stepRows(part, reader).findLast(({ sent }) => sent.length > 0);
  return {
    name,
    upn,
    labels,
    status: status === null ? [] : [{ text: say(language, { key: `card.part.${status}` }), colour: colours[status] }],
    line: changes.map((line) => say(language, { key: 'card.several.line', values: { ...line } })).join(' · '),
    notes: [
      ...alone,
      ...(part.note ? [words(language, part.note)] : []),
      ...(status === 'failed' || status === 'unknown' ? (last?.errors ?? []) : []),
    ],
  };
}

const colours = {
  open: 'Default',
  running: 'Accent',
  done: 'Good',
  failed: 'Attention',
  unknown: 'Warning',
  cancelled: 'Default',
  'not-started': 'Default',
} as const;

/** How a part stands, once the change runs or has run. */
function statusOf({ state, journal }: Part, { state: whole, parts }: Change): keyof typeof colours | null {
  if (whole === 'draft' || whole === 'awaiting-approval' || parts.every((part) => part.journal.length === 0 && part.state === 'open'))
    return null;
  return state === 'open' && journal.length > 0 ? 'running' : state;
}
