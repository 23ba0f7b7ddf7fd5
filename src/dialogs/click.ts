import type { DialogContext } from 'botbuilder-dialogs';
import type { ChangeAction } from '../cards/action';
import type { Rendered } from '../cards/rendered';
import { editDraft } from './begin-operation';
import { noteLook } from './conversation';
import { decide, putBack } from './decisions';
import { giveScript } from './give-script';
import { renderChange, showChange } from './present';
import type { Talk } from './talk';

/** A click on a change's card: does what its command does and gives the fresh card; null where the card stays as it is. */
export async function click(talk: Talk, dc: DialogContext, action: ChangeAction): Promise<Rendered | null> {
  const { person } = talk.speech;
  switch (action.verb) {
    case 'confirm':
    case 'submit':
    case 'approve':
    case 'deny':
    case 'question':
    case 'answer':
    case 'withdraw':
    case 'stop':
    case 'resume': {
      const { change, refused } = await decide(talk, action.verb, { id: action.change, version: action.version, comment: action.comment });
      talk.memory.shown = { id: change.id, version: change.version };
      return renderChange(talk, change, refused);
    }
    case 'undo':
      await putBack(talk, action.change);
      return renderChange(talk, await talk.changes.get(person, action.change));
    case 'edit':
      await editDraft(talk, dc, action.change);
      return null;
    case 'show':
      await showChange(talk, await talk.changes.get(person, action.change));
      noteLook(talk.turn, { person, command: 'show', said: { id: String(action.change) }, found: 1 });
      return null;
    case 'script':
      await giveScript(talk, action.change);
      return null;
    case 'refresh':
      return renderChange(talk, await talk.changes.get(person, action.change));
  }
}
