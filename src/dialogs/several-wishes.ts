import type { DialogContext } from 'botbuilder-dialogs';
import { mostWishes, type Wish } from '../commands/several';
import { sheetCard } from '../cards/views/sheet';
import { sentence } from '../sentence';
import { actingOn, may } from '../auth/person';
import type { Operation } from '../operations/operation';
import { beginOperation, begunWith } from './begin-operation';
import { operationDialogId } from './operation-dialog';
import { tell } from './present';
import { type Talk, aboutOperation, answer, demand, exampleOf } from './talk';

/** Shows what was understood of several wishes and asks whether to go through them; nothing is looked up before. */
export async function offerSeveral(talk: Talk, wishes: readonly Wish[]): Promise<void> {
  if (wishes.length > mostWishes) return tell(talk, 'info', sentence('talk.several-too-many', { count: wishes.length, most: mostWishes }));
  // Who may ask for some of it is told of the rest in the review.
  const [first] = wishes;
  if (first && !wishes.some(({ operation }) => mayAskFor(talk, operation))) demand(talk, 'propose', aboutOperation(first.operation));
  const { language } = talk.speech;
  const [yes, each, no] = [exampleOf(talk, 'agree'), exampleOf(talk, 'one-by-one'), exampleOf(talk, 'refuse')];
  await answer(
    talk,
    sheetCard({
      language,
      title: sentence('talk.several-wishes', { count: wishes.length }),
      intro: [sentence('talk.several-how')],
      sections: wishes.map(({ operation, input, unknown }) => ({
        title: sentence(`operation.${operation.id}.title`),
        lines: Object.entries(operation.fields).flatMap(([name, { kind }]) => {
          const text = input[name];
          return text === undefined ? [] : [{ label: sentence(`field.${kind}.label`), value: sentence('value.text', { text }) }];
        }),
        ...(unknown.length > 0 && { notes: [sentence('talk.left-out', { words: unknown })] }),
      })),
      buttons: [
        { title: sentence('talk.several-yes', { count: wishes.length }), command: yes },
        { title: sentence('talk.several-each'), command: each },
        { title: sentence('talk.several-no'), command: no },
      ],
    }),
  );
  talk.memory.picks = [yes, each, no];
  talk.memory.queue = { begun: false, wishes: wishes.map(({ operation, input }) => ({ operation: operation.id, texts: input })) };
}

/** Begins all wishes of the queue as one: what several lack is asked once. */
export async function reviewAsOne(talk: Talk, dc: DialogContext): Promise<void> {
  const rows = talk.memory.queue?.wishes ?? [];
  talk.memory.queue = null;
  await dc.cancelAllDialogs();
  await dc.beginDialog(operationDialogId, begunWith(rows));
}

function mayAskFor({ speech }: Talk, operation: Operation): boolean {
  return may(actingOn(speech.person, aboutOperation(operation)), 'propose');
}

/** Begins wishes of the queue until one asks something, or all are proposed. */
export async function goThroughQueue(talk: Talk, dc: DialogContext): Promise<void> {
  while (!dc.activeDialog && talk.memory.queue?.begun) {
    const [next, ...wishes] = talk.memory.queue.wishes;
    talk.memory.queue = wishes.length > 0 ? { begun: true, wishes } : null;
    if (next) await beginOperation(talk, dc, next);
  }
}

/** Forgets the wishes that were not begun. How many there were. */
export function dropQueue({ memory }: Talk): number {
  const left = memory.queue?.wishes.length ?? 0;
  memory.queue = null;
  return left;
}
