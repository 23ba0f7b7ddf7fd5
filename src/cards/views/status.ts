import type { Change, Part } from '../../changes/change';
import { say, type Language } from '../../i18n/say';
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
import { headView } from './head';
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
    ...subjectView(language, subject),
    ...headOf(findings, language, tenantName, safeText(subject.name)),
    findings: findings.map(({ severity, problem, remedy }) => ({
      style: severity === 'wrong' ? 'attention' : 'warning',
      problem: say(language, { key: `card.finding.${severity}`, values: { problem: words(language, problem) } }),
      remedy: words(language, remedy),
    })),
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

/** How somebody is, by the worst that was found. */
function headOf(findings: Status['findings'], language: Language, tenantName: string, title: string): object {
  const wrong = findings.filter(({ severity }) => severity === 'wrong').length;
  const count = wrong > 0 ? wrong : findings.length;
  const how = wrong > 0 ? 'wrong' : count > 0 ? 'warned' : 'fine';
  const tone = ({ wrong: 'attention', warned: 'warning', fine: 'good' } as const)[how];
  const origin = say(language, { key: 'card.status.origin', values: { tenant: safeText(tenantName) } });
  return headView({ tone, origin, title, state: say(language, { key: `card.status.${how}`, values: { count } }) });
}
