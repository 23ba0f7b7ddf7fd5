import type { DialogContext } from 'botbuilder-dialogs';
import { sentence, type Sentence } from '../sentence';
import { type Begun, operationDialogId } from './operation-dialog';
import { operationState } from './operation-state';
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
  if (request.kind !== 'operation') return showChange(talk, change, sentence('dialog.put-back-not-editable', { id }));
  if (change.state !== 'draft') return showChange(talk, change, sentence('dialog.not-editable', { id }));
  await beginOperation(talk, dc, { operation: request.operation, texts: request.input, edits: id });
}

/** What the open dialog is about. */
export function titleOf(dc: DialogContext): Sentence {
  return sentence(`operation.${operationState.parse(dc.activeDialog?.state).operation}.title`);
}
