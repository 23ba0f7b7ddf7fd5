import type { DialogContext } from 'botbuilder-dialogs';
import { canAskAnew, type Request } from '../changes/change';
import { sentence, type Sentence } from '../sentence';
import { putBack } from './decisions';
import { type Begun, operationDialogId } from './operation-dialog';
import { operationState, type Row } from './operation-state';
import { showChange, tell } from './present';
import { type Talk, aboutOperation, demand } from './talk';

/** Opens the dialog of an operation in the place of any other. */
export async function beginOperation(talk: Talk, dc: DialogContext, begun: Begun): Promise<void> {
  const operation = talk.operations.find(({ id }) => id === begun.operation);
  demand(talk, 'propose', operation && aboutOperation(operation));
  if (dc.activeDialog) await tell(talk, 'info', { key: 'dialog.replaced', values: { title: titleOf(dc) } });
  await dc.cancelAllDialogs();
  await dc.beginDialog(operationDialogId, begun);
}

/** Opens the answers of a draft again. Anything else is shown as it is, with the reason. */
export async function editDraft(talk: Talk, dc: DialogContext, id: number): Promise<void> {
  const change = await talk.changes.get(talk.speech.person, id);
  const { request } = change;
  if (request.kind === 'put-back') return showChange(talk, change, sentence('dialog.put-back-not-editable', { id }));
  if (change.state !== 'draft') return showChange(talk, change, sentence('dialog.not-editable', { id }));
  await beginOperation(talk, dc, { ...begunWith(asked(request)), edits: id });
}

/** Asks anew for what a change asked for that has ended without running; it gets a review of its own, from how things are now. */
export async function askAnew(talk: Talk, dc: DialogContext, id: number): Promise<void> {
  const change = await talk.changes.get(talk.speech.person, id);
  const { request } = change;
  if (!canAskAnew(change)) return showChange(talk, change, sentence('dialog.not-asked-anew', { id }));
  if (request.kind === 'put-back') return putBack(talk, request.of);
  await tell(talk, 'info', sentence('dialog.asked-anew', { id, state: sentence(`card.state.${change.state}`) }));
  await beginOperation(talk, dc, begunWith(asked(request)));
}

/** Several wishes as one dialog: its questions are about all that lack the answer. */
export function begunWith([first, ...others]: readonly Row[]): Begun {
  if (!first) throw new Error('Nothing was wished.');
  return { ...first, others };
}

function asked(request: Exclude<Request, { kind: 'put-back' }>): Row[] {
  return (request.kind === 'several' ? request.wishes : [request]).map(({ operation, input }) => ({ operation, texts: input }));
}

/** What the open dialog is about. */
export function titleOf(dc: DialogContext): Sentence {
  return sentence(`operation.${operationState.parse(dc.activeDialog?.state).operation}.title`);
}
