import { leftOutOf, type Change, type Part } from '../../changes/change';
import { say } from '../../i18n/say';
import type { Sentence } from '../../sentence';
import type { FactLine } from '../fact-lines';
import { momentText } from '../moment-text';
import type { Reader } from '../reader';
import type { Rendered } from '../rendered';
import { render } from '../render';
import { safeText } from '../safe-text';
import { words } from '../words';
import { approvalLines, sayOf } from './approval-view';
import { changeButtons } from './change-buttons';
import { changeTitle, factLabel } from './change-title';
import { headView } from './head';
import { movedRows } from './moved-rows';
import { isSideBySide, sideBySide } from './several-rows';
import { stateLooks } from './state-look';
import { stateNotices } from './state-notices';
import { stepRows } from './step-rows';
import { nameAndUpn, subjectView } from './subject-view';
import { warningRows } from './warning-rows';

export interface ChangeCard {
  change: Change;
  reader: Reader;
  tenantName: string;
  lines: (part: Part) => FactLine[];
  /** Why a click or command did nothing, above everything else. */
  refused?: Sentence | null;
}

/** One card for the whole life of a change: review, progress, result. */
export function changeCard(card: ChangeCard): Rendered {
  const { change, reader, lines } = card;
  const title = changeTitle(reader.language, change, lines);
  const who = change.parts.map(({ subject }) => nameAndUpn(subject)).join(', ');
  const state = say(reader.language, { key: `card.state.${change.state}` });
  const summary = say(reader.language, { key: 'card.change.summary', values: { title, who: safeText(who, 200), state } });
  return render('change', changeView(card, title, state), {
    language: reader.language,
    summary,
    ...(card.refused && { outcome: 'refused' }),
  });
}

function changeView({ change, reader, tenantName, lines, refused }: ChangeCard, title: string, state: string): object {
  const { language } = reader;
  const look = stateLooks[change.state];
  return {
    ...headView({
      tone: look.tone,
      origin: say(language, { key: 'card.change.origin', values: { id: change.id, tenant: safeText(tenantName) } }),
      title,
      state: `${look.sign} ${state}`,
    }),
    refused: refused ? [words(language, refused)] : [],
    notices: stateNotices(change, reader),
    approval: approvalLines(change, reader),
    inputs: inputsOf(change, reader),
    movedTitle: say(language, { key: 'card.moved.title' }),
    moved: movedRows(language, change),
    changesTitle: say(language, { key: `card.facts.${effectOf(change)}` }),
    keptTitle: say(language, { key: 'card.facts.kept' }),
    progressTitle: say(language, { key: 'card.progress.title' }),
    cmdletsTitle: say(language, { key: 'card.cmdlets.title' }),
    // What came of it says more than how.
    progressOpen: change.state !== 'done',
    several: isSideBySide(change) ? [sideBySide(change, reader, lines)] : [],
    parts: isSideBySide(change) ? [] : change.parts.map((part, index) => partView(part, index, change, lines(part), reader)),
    leftOut: leftOutOf(change).map(({ name, reason }) => ({ label: safeText(name), value: words(language, reason) })),
    leftOutTitle: say(language, { key: 'card.several.leftOut' }),
    history: historyOf(change, reader),
    buttons: changeButtons(change, reader),
  };
}

/** What whoever reads it may have to write; without cards it is written behind the command. */
function inputsOf(change: Change, reader: Reader): { label: string }[] {
  const wanted = sayOf(change, reader);
  return wanted === null ? [] : [{ label: say(reader.language, { key: `card.input.${wanted}` }) }];
}

/** What became of the facts: a change that ended before anything was sent altered none. */
function effectOf({ state, endedAt, parts }: Change): 'changed' | 'unchanged' | 'changing' {
  if (state === 'done') return 'changed';
  return endedAt !== null && parts.every(({ journal }) => journal.length === 0) ? 'unchanged' : 'changing';
}

function partView(part: Part, index: number, change: Change, lines: FactLine[], reader: Reader): object {
  const { language } = reader;
  const line = ({ name, before, after }: FactLine) => ({
    label: factLabel(language, name),
    before: words(language, before),
    after: words(language, after),
  });
  const steps = stepRows(part, reader);
  const progress = change.state !== 'draft' && part.journal.length > 0 ? steps : [];
  const note = part.note ? words(language, part.note) : null;
  const kept = lines
    .filter(({ changes }) => !changes)
    .map(({ name, after }) => ({ label: factLabel(language, name), value: words(language, after) }));
  const fold = (name: string, key: string) => ({ title: say(language, { key }), target: `detail-${name}-${index}` });
  return {
    ...subjectView(language, part.subject),
    id: index,
    changes: lines.filter(({ changes }) => changes).map(line),
    kept,
    folds: [
      ...(steps.length > 0 ? [fold('steps', 'card.cmdlets.title')] : []),
      ...(kept.length > 0 ? [fold('kept', 'card.facts.kept')] : []),
      ...(progress.length > 0 && change.state === 'done' ? [fold('progress', 'card.progress.title')] : []),
    ],
    ...warningRows(part, change, reader),
    // A wait that the progress shows is said once.
    notes: note !== null && !progress.some(({ what }) => what === note) ? [note] : [],
    progress,
    steps,
  };
}

/** Who asked, who confirmed, when it ended. */
function historyOf(change: Change, reader: Reader): string[] {
  const line = (key: string, at: string | null, name: string) =>
    say(reader.language, { key, values: { name: safeText(name), at: at === null ? '' : momentText(reader, at) } });
  return [
    line('card.by.requested', change.createdAt, change.requester.name),
    ...(change.confirmedBy ? [line('card.by.confirmed', null, change.confirmedBy.name)] : []),
    ...(change.endedAt ? [line('card.by.ended', change.endedAt, '')] : []),
  ];
}
