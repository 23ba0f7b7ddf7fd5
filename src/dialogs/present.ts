import { sayButton } from '../cards/button';
import { factLines } from '../cards/fact-lines';
import type { Rendered } from '../cards/rendered';
import { alreadySoCard } from '../cards/views/already-so';
import { changeCard } from '../cards/views/change';
import { leftOutCard } from '../cards/views/left-out';
import { noticeCard, type Notice } from '../cards/views/notice';
import { maxChoices, questionCard } from '../cards/views/question';
import type { Change, Part } from '../changes/change';
import type { Proposal } from '../changes/service';
import type { Choice } from '../fields/field';
import { say } from '../i18n/say';
import type { Sentence } from '../sentence';
import { type Talk, answer, readerOf } from './talk';

export interface Asked {
  title?: Sentence;
  question: Sentence;
  hint?: Sentence;
  problem?: Sentence;
  choices?: readonly Choice[];
  total?: number;
}

/**
 * A question with its choices; a number that is typed next picks one of them.
 * @param form what is shown in its place where cards are: not where others read, nor as text
 */
export async function ask(talk: Talk, { choices = [], ...asked }: Asked, form?: Rendered): Promise<void> {
  const shown = choices.map((choice) => inWords(talk, choice));
  const question = questionCard({ language: talk.speech.language, ...asked, choices: shown });
  await answer(talk, form ? Object.assign(question, { card: form.card, summary: form.summary }) : question);
  talk.found = asked.total ?? choices.length;
  talk.memory.picks = choices.slice(0, maxChoices).map(({ text }) => text);
}

/** A sentence, and what could be said next. */
export async function tell(
  talk: Talk,
  tone: Notice['tone'],
  text: Sentence,
  commands: readonly string[] = [],
  outcome?: Rendered['outcome'],
): Promise<void> {
  const buttons = commands.map((command) => sayButton(command, command));
  await answer(talk, noticeCard({ language: talk.speech.language, tone, text, buttons, outcome }));
  talk.memory.picks = [...commands];
}

export async function showChange(talk: Talk, change: Change, refused: Sentence | null = null): Promise<void> {
  await answer(talk, await renderChange(talk, change, refused), change);
}

/** A change's card with what this person may do with it. */
export async function renderChange(talk: Talk, change: Change, refused: Sentence | null = null): Promise<Rendered> {
  const reader = readerOf(talk, await talk.changes.about(change));
  return changeCard({ change, reader, tenantName: talk.model.tenantName, lines: linesOf(talk), refused });
}

export function linesOf({ resourceOf }: Talk) {
  return (part: Part) => factLines(resourceOf(part.resource), part);
}

/** What became of a wish. A refusal is returned: who asked knows what can be done about it. */
export async function showProposal(talk: Talk, proposal: Proposal): Promise<Sentence | null> {
  switch (proposal.kind) {
    case 'proposed':
      await showChange(talk, proposal.change);
      return null;
    case 'already-open':
      await showChange(talk, proposal.change, { key: 'dialog.already-open', values: { id: proposal.change.id } });
      return null;
    case 'already-so':
      await answer(talk, alreadySoCard({ language: talk.speech.language, subject: proposal.subject, described: proposal.described }));
      return null;
    case 'refused':
      if (!proposal.leftOut) return proposal.reason;
      await answer(talk, leftOutCard(talk.speech.language, proposal.reason, proposal.leftOut));
      return null;
  }
}

/** A choice in the reader's words, with all that must be known of it. */
export function inWords({ speech }: Talk, { text, label, detail, says, marks = [] }: Choice): Choice {
  const details = [...(detail ? [detail] : []), ...marks.map((mark) => say(speech.language, mark))];
  const said = says && say(speech.language, says);
  return { text: said ?? text, label: said ?? label, ...(details.length > 0 && { detail: details.join(' · ') }) };
}
