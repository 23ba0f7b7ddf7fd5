import type { Change, ChangeState, Part } from '../../changes/change';
import { say } from '../../i18n/say';
import type { Sentence } from '../../sentence';
import type { Reader } from '../reader';
import { words } from '../words';

/** What helps to decide is said until somebody has decided; after that only what is so. */
export function warningRows({ risk, warnings }: Part, { state, endedAt }: Change, reader: Reader): { risks: string[]; warnings: string[] } {
  const { language } = reader;
  const deciding = undecided.includes(state);
  return {
    risks: deciding && risk === 'high' ? [say(language, { key: 'card.risk.high' })] : [],
    warnings: (deciding ? warnings : warnings.flatMap((warning) => stillSo(warning, state))).map((text) =>
      say(language, { key: 'card.warning', values: { text: words(language, dated(text, endedAt, reader)) } }),
    ),
  };
}

const undecided: readonly ChangeState[] = ['draft', 'awaiting-approval'];

function stillSo(warning: Sentence, state: ChangeState): Sentence[] {
  if (warning.key === 'warning.leftAlone' || (warning.key === 'warning.cools' && state === 'done')) return [warning];
  return warning.key === 'warning.abroadOpen' && state === 'done' ? [{ key: 'finding.abroadOpen.problem' }] : [];
}

/** What rests is free again so many days after the end; until then as if it ended now. */
function dated(warning: Sentence, endedAt: string | null, { language, now, timeZone }: Reader): Sentence {
  const days = warning.values?.days;
  if (typeof days !== 'number') return warning;
  const from = endedAt === null ? now.getTime() : Date.parse(endedAt);
  const date = new Date(from + days * 86_400_000).toLocaleDateString(language, { timeZone, dateStyle: 'long' });
  return { ...warning, values: { ...warning.values, date } };
}
