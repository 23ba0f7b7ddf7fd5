import type { Choice } from '../../fields/field';
import { say, type Language } from '../../i18n/say';
import type { Sentence } from '../../sentence';
import { sayButton } from '../button';
import { render } from '../render';
import type { Rendered } from '../rendered';
import { safeText } from '../safe-text';
import { words } from '../words';

export interface Question {
  language: Language;
  /** What the answers are for: «Enable voice». */
  title?: Sentence;
  question: Sentence;
  hint?: Sentence;
  /** Why the last answer could not be taken. */
  problem?: Sentence;
  /** At most ten are shown; a typed number means the choice with that number. */
  choices?: readonly Choice[];
  /** How many there are, when that is more than `choices`. */
  total?: number;
}

export const maxChoices = 10;

/** A question in a dialog. A choice can be clicked, or its number typed. */
export function questionCard({ language, title, question, hint, problem, choices = [], total = choices.length }: Question): Rendered {
  const shown = choices.slice(0, maxChoices);
  const asked = words(language, question);
  const view = {
    titles: title ? [words(language, title)] : [],
    problems: problem ? [problemView(language, problem)] : [],
    question: asked,
    hints: hint ? [words(language, hint)] : [],
    choices: shown.map(({ text, label, detail }, index) => ({
      number: `${index + 1}.`,
      // What a screen reader says of the row: namesakes differ in their details alone.
      name: [safeText(label), ...(detail ? [safeText(detail, 160)] : [])].join(', '),
      label: safeText(label),
      details: detail ? [safeText(detail, 160)] : [],
      data: sayButton(label, text).data,
    })),
    more: [
      ...(total > shown.length ? [say(language, { key: 'card.choices.more', values: { shown: shown.length } })] : []),
      ...(shown.length > 0 ? [say(language, { key: 'card.choices.number' })] : []),
    ],
    // A list that stands for itself has nothing to go back to.
    buttons: (title ? ['back', 'cancel', 'startOver', 'help'] : ['help']).map((word) =>
      sayButton(say(language, { key: `card.button.${word}` }), say(language, { key: `card.command.${word}` })),
    ),
  };
  const summary = problem ? say(language, { key: 'card.question.summary', values: { problem: words(language, problem), asked } }) : asked;
  return render('question', view, { language, summary, outcome: 'asks' });
}

/** A rule that stands against it, or only an answer that says too little. */
function problemView(language: Language, problem: Sentence): { style: string; head: string; text: string } {
  const refused = problem.key.startsWith('refusal.');
  return {
    style: refused ? 'attention' : 'warning',
    head: say(language, { key: refused ? 'card.tone.refusal' : 'card.tone.unclear' }),
    text: words(language, problem),
  };
}
