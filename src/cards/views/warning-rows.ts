import type { Change, ChangeState, Part } from '../../changes/change';
import { say } from '../../i18n/say';
import type { Sentence } from '../../sentence';
import type { Reader } from '../reader';
import { words } from '../words';

/** What helps to decide is said until somebody has decided; after that only what is so. */
export function warningRows({ risk, warnings }: Part, { state }: Change, { language }: Reader): { risks: string[]; warnings: string[] } {
  const deciding = undecided.includes(state);
  return {
    risks: deciding && risk === 'high' ? [say(language, { key: 'card.risk.high' })] : [],
    warnings: (deciding ? warnings : warnings.flatMap((warning) => stillSo(warning, state))).map((text) =>
      say(language, { key: 'card.warning', values: { text: words(language, text) } }),
    ),
  };
}

const undecided: readonly ChangeState[] = ['draft', 'awaiting-approval'];

function stillSo(warning: Sentence, state: ChangeState): Sentence[] {
  if (warning.key === 'warning.leftAlone') return [warning];
  return warning.key === 'warning.abroadOpen' && state === 'done' ? [{ key: 'finding.abroadOpen.problem' }] : [];
}
