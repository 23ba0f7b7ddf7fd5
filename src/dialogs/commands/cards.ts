import { tell } from '../present';
import type { ChatCommand } from './command';

export const cardsOn = cards('cards-on', true);
export const cardsOff = cards('cards-off', false);

function cards(name: 'cards-on' | 'cards-off', on: boolean): ChatCommand {
  return {
    name,
    right: null,
    group: 'conversation',
    async run(talk) {
      await talk.speaker.useCards(talk.turn, on);
      await tell(talk, 'info', { key: `talk.${name}` });
    },
  };
}
