import { sentence } from '../../sentence';
import { tell } from '../present';
import type { ChatCommand } from './command';

/** Whether somebody is asked for all that is missing on one card, in any conversation that is had in cards. */
export const formsOn = forms('forms-on', true);
export const formsOff = forms('forms-off', false);

function forms(name: 'forms-on' | 'forms-off', on: boolean): ChatCommand {
  return {
    name,
    right: null,
    group: 'conversation',
    async run(talk) {
      await talk.preferences.change(talk.speech.person, () => ({ forms: on }));
      await tell(talk, 'info', sentence(`talk.${name}`));
    },
  };
}
