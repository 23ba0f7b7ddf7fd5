import type { DialogContext } from 'botbuilder-dialogs';
import { may } from '../auth/person';
import { sheetCard } from '../cards/views/sheet';
import type { Field } from '../fields/field';
import { say } from '../i18n/say';
import { sentence, type Sentence } from '../sentence';
import { operationState } from './operation-state';
import { type Talk, answer, exampleOf, fieldContext } from './talk';

/** After so long somebody who says something no longer has the open question in mind: it is no answer to it. */
const pauseMs = 12 * 3_600_000;

/** Whether the open question was left so long ago that it has to be offered before anything is taken for its answer. */
export function hasPaused({ memory, clock }: Talk): boolean {
  return memory.open !== null && clock.now().getTime() - Date.parse(memory.open.at) >= pauseMs;
}

/**
 * Shows what was answered and what is still asked, to go on with or to leave. Reads nothing of the tenant: for that they might have to sign in.
 * @returns false where nothing is open that this person could go on with
 */
export async function offerAgain(talk: Talk, dc: DialogContext): Promise<boolean> {
  const state = operationState.safeParse(dc.activeDialog?.state).data;
  const operation = talk.operations.find(({ id }) => id === state?.operation);
  if (!state || !operation || !may(talk.speech.person, 'propose')) return false;
  const lines = [];
  for (const [name, field] of Object.entries(operation.fields)) {
    const text = state.texts[name];
    if (text !== undefined && name !== state.open)
      lines.push({ label: sentence(`field.${field.kind}.label`), value: await inWords(talk, operation.id, field, text) });
  }
  const open = state.open === null ? undefined : operation.fields[state.open];
  const { language } = talk.speech;
  const card = sheetCard({
    language,
    title: sentence('dialog.still-open', { title: sentence(`operation.${operation.id}.title`) }),
    intro: [sentence('dialog.still-open-why')],
    sections: [{ lines, notes: open ? [sentence(`field.${open.kind}.question`)] : [] }],
    buttons: [
      { title: sentence('dialog.go-on'), command: exampleOf(talk, 'go-on') },
      { title: sentence('dialog.leave-it'), command: say(language, { key: 'card.command.leaveIt' }) },
    ],
  });
  await answer(talk, card);
  talk.offered = true;
  return true;
}

/** What is one of a few is said in the reader's words. */
async function inWords(talk: Talk, operation: string, field: Field<unknown>, text: string): Promise<Sentence> {
  const said = field.closed ? await field.resolve(text, { ...fieldContext(talk, 'propose', operation), answers: {} }) : null;
  return (said?.kind === 'value' && said.says) || sentence('value.text', { text });
}
