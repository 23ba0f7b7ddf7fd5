import type { DialogContext } from 'botbuilder-dialogs';
import { raw } from '../i18n/say';
import { sentence } from '../sentence';
import { answerCommand, askWhichChange, changeMeant } from './answer-command';
import { type Begun, goBack, operationDialogId } from './operation-dialog';
import { operationState, salvaged } from './operation-state';
import { showChange, tell } from './present';
import { showStatusOfName } from './status';
import { type Talk, demand } from './talk';

/** Hears everything that is said: commands interrupt the open question, which is asked again; all else answers it. */
export async function hear(talk: Talk, dc: DialogContext): Promise<void> {
  await renew(talk, dc);
  const parsed = talk.parse(talk.said, talk.speech.language);
  const open = dc.activeDialog !== undefined;
  switch (parsed.kind) {
    case 'operation':
      return begin(talk, dc, { operation: parsed.operation.id, texts: parsed.input });
    case 'nothing':
      if (open && !parsed.code) return void (await dc.continueDialog());
      await notUnderstood(talk, parsed.code, parsed.suggestions);
      return askAgain(dc);
    case 'command':
      switch (parsed.name) {
        case 'cancel':
          return cancel(talk, dc);
        case 'back':
          return open ? goBack(dc) : tell(talk, 'info', { key: 'dialog.nothing-to-go-back' });
        case 'start-over':
          return startOver(talk, dc);
        case 'edit': {
          const meant = changeMeant(talk, parsed.arguments.id);
          return meant ? edit(talk, dc, meant.id) : askWhichChange(talk, 'edit');
        }
        default: {
          await answerCommand(talk, parsed.name, parsed.arguments);
          // A list that was just shown comes first: asking again would take its numbers away.
          return talk.memory.picks.length > 0 ? undefined : askAgain(dc);
        }
      }
  }
}

/** Opens the answers of a draft again. Anything else is shown as it is, with the reason. */
export async function edit(talk: Talk, dc: DialogContext, id: number): Promise<void> {
  const change = await talk.changes.get(talk.speech.person, id);
  const { request } = change;
  if (request.kind !== 'operation') return showChange(talk, change, sentence('dialog.put-back-not-editable', { id }));
  if (change.state !== 'draft') return showChange(talk, change, sentence('dialog.not-editable', { id }));
  await begin(talk, dc, { operation: request.operation, texts: request.input, edits: id });
}

async function begin(talk: Talk, dc: DialogContext, begun: Begun): Promise<void> {
  demand(talk, 'propose');
  if (dc.activeDialog) await tell(talk, 'info', { key: 'dialog.replaced', values: { title: titleOf(dc) } });
  await dc.cancelAllDialogs();
  await dc.beginDialog(operationDialogId, begun);
}

async function cancel(talk: Talk, dc: DialogContext): Promise<void> {
  if (!dc.activeDialog) return tell(talk, 'info', { key: 'dialog.nothing-to-cancel' });
  await tell(talk, 'info', { key: 'dialog.cancelled', values: { title: titleOf(dc) } });
  await dc.cancelAllDialogs();
}

async function startOver(talk: Talk, dc: DialogContext): Promise<void> {
  if (!dc.activeDialog) return answerCommand(talk, 'help', {});
  const { operation } = operationState.parse(dc.activeDialog.state);
  await dc.cancelAllDialogs();
  await dc.beginDialog(operationDialogId, { operation, texts: {} } satisfies Begun);
}

async function notUnderstood(talk: Talk, code: boolean, suggestions: string[]): Promise<void> {
  if (code) return tell(talk, 'refusal', { key: 'talk.code' });
  if (await showStatusOfName(talk, talk.said)) return;
  const commands = suggestions.length > 0 ? suggestions : [raw(talk.speech.language, 'command.help.example')];
  await tell(talk, 'info', { key: 'talk.not-understood', values: { name: talk.said, any: suggestions.length > 0 } }, commands);
}

/** A dialog that another version of Switchboard began starts again with its answers. */
async function renew(talk: Talk, dc: DialogContext): Promise<void> {
  const instance = dc.activeDialog;
  if (!instance || (instance.id === operationDialogId && operationState.safeParse(instance.state).success)) return;
  const saved = salvaged(instance.state);
  dc.stack.length = 0;
  if (!saved || !talk.operations.some(({ id }) => id === saved.operation)) return;
  await tell(talk, 'info', { key: 'dialog.restarted' });
  await dc.beginDialog(operationDialogId, saved satisfies Begun);
}

async function askAgain(dc: DialogContext): Promise<void> {
  if (dc.activeDialog) await dc.repromptDialog();
}

function titleOf(dc: DialogContext) {
  return sentence(`operation.${operationState.parse(dc.activeDialog?.state).operation}.title`);
}
