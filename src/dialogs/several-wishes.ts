import type { DialogContext } from 'botbuilder-dialogs';
import type { Wish } from '../commands/several';
import { sheetCard } from '../cards/views/sheet';
import { raw } from '../i18n/say';
import { sentence } from '../sentence';
import { beginOperation } from './begin-operation';
import { type Talk, aboutOperation, answer, demand } from './talk';

/** Shows what was understood of several wishes and asks whether to go through them; nothing is looked up before. */
export async function offerSeveral(talk: Talk, wishes: readonly Wish[]): Promise<void> {
  for (const { operation } of wishes) demand(talk, 'propose', aboutOperation(operation));
  const { language } = talk.speech;
  const [yes, no] = [raw(language, 'command.agree.example'), raw(language, 'command.refuse.example')];
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
        { title: sentence('talk.several-no'), command: no },
      ],
    }),
  );
  talk.memory.picks = [yes, no];
  talk.memory.queue = { begun: false, wishes: wishes.map(({ operation, input }) => ({ operation: operation.id, texts: input })) };
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
