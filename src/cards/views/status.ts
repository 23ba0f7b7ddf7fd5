import type { Change, Part } from '../../changes/change';
import { say } from '../../i18n/say';
import type { StatusReport } from '../../resources/status-report';
import type { Sentence } from '../../sentence';
import { sayButton } from '../button';
import { worthALine, type FactLine } from '../fact-lines';
import type { Reader } from '../reader';
import type { Rendered } from '../rendered';
import { render } from '../render';
import { safeText } from '../safe-text';
import { words } from '../words';
import { changeRow } from './change-row';
import { factLabel } from './change-title';
import { nameAndUpn, subjectView } from './subject-view';

export interface Status extends Omit<StatusReport, 'state'> {
  reader: Reader;
  tenantName: string;
  /** The last ones, newest first. */
  changes: readonly Change[];
  factLines: (part: Part) => FactLine[];
  /** What the reader may say next about this person. */
  actions: readonly { title: Sentence; command: string }[];
}

/** A person as the tenant has them now: how they are set, what is wrong and how to put it right, who changed what last. */
export function statusCard({ subject, lines, findings, changes, actions, reader, tenantName, factLines }: Status): Rendered {
  const { language } = reader;
  const view = {
    origin: say(language, { key: 'card.status.origin', values: { tenant: safeText(tenantName) } }),
    ...subjectView(language, subject),
    id: 0,
    findings: findings.map(({ severity, problem, remedy }) => ({
      style: severity === 'wrong' ? 'attention' : 'warning',
      problem: say(language, { key: `card.finding.${severity}`, values: { problem: words(language, problem) } }),
      remedy: words(language, remedy),
    })),
    fine: findings.length === 0 ? [say(language, { key: 'card.status.fine' })] : [],
    lines: worthALine(lines).map(({ name, value, isState = false }) => ({
      label: factLabel(language, name),
      value: words(language, value),
      shared: isState,
    })),
    changesTitle: say(language, { key: 'card.status.changes' }),
    none: changes.length === 0 ? [say(language, { key: 'card.history.none' })] : [],
    changes: changes.map((change) => changeRow(change, reader, factLines)),
    buttons: actions.map(({ title, command }) => sayButton(words(language, title), command)),
  };
  const summary = say(language, { key: 'card.status.summary', values: { who: nameAndUpn(subject), wrong: findings.length } });
  return render('status', view, { language, summary });
}
