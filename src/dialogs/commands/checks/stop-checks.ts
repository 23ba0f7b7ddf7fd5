import { tell } from '../../present';
import type { ChatCommand } from '../command';

export const stopChecks: ChatCommand = {
  name: 'stop-checks',
  decides: true,
  right: 'read',
  group: 'check',
  async run(talk) {
    const stopped = await talk.looks.stop(talk.turn.activity.conversation.id);
    await tell(talk, 'info', { key: stopped ? 'card.look.stopping' : 'card.look.nothing-to-stop' });
  },
};
