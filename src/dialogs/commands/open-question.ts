import { may } from '../../auth/person';
import { titleOf } from '../begin-operation';
import { type Begun, goBack, operationDialogId, skipQuestion, whyAsked } from '../operation-dialog';
import { operationState } from '../operation-state';
import { say } from '../../i18n/say';
import { tell } from '../present';
import { dropQueue } from '../several-wishes';
import type { ChatCommand } from './command';

/** Commands about the question that is open. */

export const cancel: ChatCommand = {
  name: 'cancel',
  right: null,
  group: 'conversation',
  ownsDialog: true,
  async run(talk, _said, dc) {
    const left = dropQueue(talk);
    if (!dc.activeDialog && left > 0) return tell(talk, 'info', { key: 'talk.several-dropped', values: { left } });
    if (!dc.activeDialog) return tell(talk, 'info', { key: 'dialog.nothing-to-cancel' });
    await tell(talk, 'info', { key: 'dialog.cancelled', values: { title: titleOf(dc), left } });
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

export const skip: ChatCommand = {
  name: 'skip',
  right: null,
  group: 'conversation',
  ownsDialog: true,
  run: (talk, _said, dc) => (dc.activeDialog ? skipQuestion(dc) : tell(talk, 'info', { key: 'dialog.nothing-to-skip' })),
};

export const why: ChatCommand = {
  name: 'why',
  right: null,
  group: 'conversation',
  run: (talk, _said, dc) => tell(talk, 'info', dc.activeDialog ? whyAsked(dc) : { key: 'dialog.nothing-asked' }),
};

/** Where a question was offered again, this asks it. */
export const goOn: ChatCommand = {
  name: 'go-on',
  right: null,
  group: 'conversation',
  ownsDialog: true,
  run: (talk, _said, dc) => (dc.activeDialog ? dc.repromptDialog() : tell(talk, 'info', { key: 'dialog.nothing-asked' })),
};

/** «one by one»: wishes that were said at once get a review each. */
export const oneByOne: ChatCommand = {
  name: 'one-by-one',
  right: 'propose',
  group: null,
  ownsDialog: true,
  async run(talk) {
    if (!talk.memory.queue) return tell(talk, 'info', { key: 'dialog.nothing-asked' });
    talk.memory.queue.begun = true;
  },
};

/** «no»: an open question takes it as its answer; wishes that were said at once are not begun; a draft stays, and it is said how to take it back. */
export const refuse: ChatCommand = {
  name: 'refuse',
  right: null,
  group: null,
  ownsDialog: true,
  async run(talk, _said, dc) {
    if (dc.activeDialog && talk.memory.open?.offered) return cancel.run(talk, {}, dc);
    if (dc.activeDialog) return void (await dc.continueDialog());
    const left = dropQueue(talk);
    if (left > 0) return tell(talk, 'info', { key: 'talk.several-dropped', values: { left } });
    const { person, language } = talk.speech;
    const [draft] = may(person, 'propose') ? await talk.changes.waiting(person, talk.turn.activity.conversation.id) : [];
    if (!draft) return tell(talk, 'info', { key: 'dialog.nothing-asked' });
    const commands = (['withdraw', 'edit'] as const).map((name) =>
      say(language, { key: `card.command.${name}`, values: { id: draft.id } }),
    );
    await tell(talk, 'info', { key: 'talk.draft-stays', values: { id: draft.id } }, commands);
  },
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
