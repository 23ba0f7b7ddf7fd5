import type { JournalEntry, Part } from '../../changes/change';
import type { Step } from '../../resources/resource';
import { say } from '../../i18n/say';
import { cmdletText } from '../cmdlet-text';
import { momentText } from '../moment-text';
import type { Reader } from '../reader';
import { safeText } from '../safe-text';
import { words } from '../words';

/** One step of a plan: short for the progress, in full for those who want to know exactly. */
export interface StepRow {
  what: string;
  status: string;
  colour: 'Default' | 'Good' | 'Attention' | 'Warning' | 'Accent';
  exact: string;
  /** When each attempt was sent and what became of it. */
  sent: string[];
  errors: string[];
}

/** The steps of a part in their order, each with its last outcome as sign and word. */
export function stepRows(part: Part, reader: Reader): StepRow[] {
  return part.plan.map(({ hash, step }) => {
    const entries = part.journal.filter(({ stepHash }) => stepHash === hash);
    const status = statusOf(step, part, entries.at(-1));
    return {
      what: step.kind === 'cmdlet' ? step.cmdlet : words(reader.language, step.reason),
      status: say(reader.language, { key: `card.step.${status}` }),
      colour: colours[status],
      exact:
        step.kind === 'cmdlet' ? cmdletText(step) : words(reader.language, { key: 'card.step.waitFor', values: { reason: step.reason } }),
      sent: entries.map((entry) => sentLine(entry, reader)),
      errors: entries.flatMap(({ error }) => (error ? [safeText(error.message.replace(/\s+/g, ' ').trim(), 400)] : [])),
    };
  });
}

const colours = {
  toDo: 'Default',
  notRun: 'Default',
  notNeeded: 'Default',
  sent: 'Accent',
  waiting: 'Accent',
  done: 'Good',
  seen: 'Good',
  failed: 'Attention',
  unknown: 'Warning',
} as const;

type Status = keyof typeof colours;

function statusOf(step: Step, part: Part, last: JournalEntry | undefined): Status {
  if (last) return statusOfEntry(last);
  if (part.state === 'open') return 'toDo';
  if (part.state !== 'done') return 'notRun';
  // What was to be waited for was there before the wait began.
  return step.kind === 'wait' ? 'seen' : 'notNeeded';
}

function statusOfEntry({ outcome, step }: JournalEntry): Status {
  switch (outcome) {
    case null:
      return step.kind === 'wait' ? 'waiting' : 'sent';
    case 'done':
      return step.kind === 'wait' ? 'seen' : 'done';
    case 'not-run':
      return 'notRun';
    default:
      return outcome;
  }
}

function sentLine(entry: JournalEntry, reader: Reader): string {
  const { language } = reader;
  const ended = entry.endedAt === null ? '' : momentText(reader, entry.endedAt, 'seconds');
  return say(language, {
    key: ended === '' ? 'card.sent.open' : 'card.sent.ended',
    values: {
      attempt: entry.attempt,
      sent: momentText(reader, entry.sentAt, 'seconds'),
      ended,
      status: say(language, { key: `card.step.${statusOfEntry(entry)}` }),
    },
  });
}
