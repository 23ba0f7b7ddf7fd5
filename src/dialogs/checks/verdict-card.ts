import type { Rendered } from '../../cards/rendered';
import { sheetCard } from '../../cards/views/sheet';
import { results, type Finding, type Result } from '../../checks/check';
import type { Outcome } from '../../checks/run-checks';
import type { Language } from '../../i18n/say';
import { sentence, type Sentence } from '../../sentence';
import { tones } from './outcome-card';

export type Question = 'person' | 'call' | 'reach';

/** Yes or no first, with what decides and its remedy; then everything that was looked at on the way, in its order. */
export function verdictCard(
  {
    language,
    question,
    title,
    status,
  }: { language: Language; question: Question; title: Sentence; /** The command that shows the settings. */ status: string },
  { result, findings }: Outcome,
): Rendered {
  const decides = results.filter((one) => one !== 'ok').flatMap((one) => findings.filter((finding) => finding.result === one));
  const [first] = decides;
  return sheetCard({
    language,
    title,
    tone: result === 'not-provable' ? 'good' : tones[result],
    intro: [sentence(`card.verdict.${question}.${answerOf(result)}`), ...(first && first.result !== 'not-provable' ? told(first) : [])],
    sections: [
      {
        title: sentence('card.verdict.trail'),
        notes: findings.filter((finding) => finding !== first || first.result === 'not-provable').flatMap(listed),
      },
    ].filter(({ notes }) => notes.length > 0),
    buttons: [{ title: sentence('card.button.status'), command: status }],
  });
}

function answerOf(result: Result): 'yes' | 'no' | 'unknown' {
  return result === 'wrong' ? 'no' : result === 'unknown' ? 'unknown' : 'yes';
}

function told({ seen, remedy }: Finding): Sentence[] {
  return [seen, ...(remedy ? [sentence('card.look.remedy', { remedy })] : [])];
}

function listed(finding: Finding): Sentence[] {
  const [seen = finding.seen, ...rest] = told(finding);
  return [sentence(`card.verdict.mark.${finding.result}`, { seen }), ...rest];
}
