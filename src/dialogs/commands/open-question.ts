import { titleOf } from '../begin-operation';
import { type Begun, goBack, operationDialogId } from '../operation-dialog';
import { operationState } from '../operation-state';
import { tell } from '../present';
import type { ChatCommand } from './command';

/** Commands about the question that is open. */

export const cancel: ChatCommand = {
  name: 'cancel',
  right: null,
  group: 'conversation',
  ownsDialog: true,
  async run(talk, _said, dc) {
    if (!dc.activeDialog) return tell(talk, 'info', { key: 'dialog.nothing-to-cancel' });
    await tell(talk, 'info', { key: 'dialog.cancelled', values: { title: titleOf(dc) } });
    await dc.cancelAllDialogs();
  },
};

export const back: ChatCommand = {
  name: 'back',
  right: null,
  group: 'conversation',
  ownsDialog: true,
  run: (talk, _said, dc) => (dc.activeDialog ? goBack(dc) : tell(talk, 'info', { key: 'dialog.nothing-to-go-back' })),
};

export function startOver(help: ChatCommand): ChatCommand {
  return {
    name: 'start-over',
    right: null,
    group: 'conversation',
    ownsDialog: true,
    async run(talk, said, dc) {
      if (!dc.activeDialog) return help.run(talk, said, dc);
      const { operation } = operationState.parse(dc.activeDialog.state);
      await dc.cancelAllDialogs();
      await dc.beginDialog(operationDialogId, { operation, texts: {} } satisfies Begun);
    },
  };
}
