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
  /** How long it has been waited for, and until when at most. */
  since: string[];
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
    const last = entries.at(-1);
    const status = statusOf(step, part, last);
    return {
      what: step.kind === 'cmdlet' ? step.cmdlet : words(reader.language, step.reason),
      status: say(reader.language, { key: `card.step.${status}` }),
      since: last && (status === 'waiting' || status === 'sent') ? [sinceLine(last, reader)] : [],
      colour: colours[status],
      exact:
        step.kind === 'cmdlet' ? cmdletText(step) : words(reader.language, { key: 'card.step.waitFor', values: { reason: step.reason } }),
      sent: entries.map((entry) => sentLine(entry, entry === last ? status : statusOfEntry(entry), reader)),
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
  notSeen: 'Warning',
  failed: 'Attention',
  unknown: 'Warning',
} as const;

type Status = keyof typeof colours;

function statusOf(step: Step, part: Part, last: JournalEntry | undefined): Status {
  if (part.state === 'open') return last ? statusOfEntry(last) : 'toDo';
  // The journal knows when a wait began, never that it is over: the end of its part says so.
  if (step.kind === 'wait') return part.state === 'done' ? 'seen' : last ? 'notSeen' : 'notRun';
  if (!last) return part.state === 'done' ? 'notNeeded' : 'notRun';
  // What a done part sent was read back, also where its answer was lost.
  if (part.state === 'done' && (last.outcome === null || last.outcome === 'unknown')) return 'seen';
  return last.outcome === null ? 'unknown' : statusOfEntry(last);
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

function sentLine(entry: JournalEntry, status: Status, reader: Reader): string {
  const { language } = reader;
  const ended = entry.endedAt === null ? '' : momentText(reader, entry.endedAt, 'seconds');
  return say(language, {
    key: ended === '' ? 'card.sent.open' : 'card.sent.ended',
    values: {
      attempt: entry.attempt,
      sent: momentText(reader, entry.sentAt, 'seconds'),
      ended,
      status: say(language, { key: `card.step.${status}` }),
    },
  });
}

function sinceLine({ sentAt, step }: JournalEntry, reader: Reader): string {
  const since = momentText(reader, sentAt, 'seconds');
  if (step.kind === 'cmdlet') return say(reader.language, { key: 'card.step.since', values: { since } });
  const until = momentText(reader, new Date(Date.parse(sentAt) + step.giveUpAfterMs).toISOString());
  return say(reader.language, { key: 'card.step.sinceUntil', values: { since, until } });
}
