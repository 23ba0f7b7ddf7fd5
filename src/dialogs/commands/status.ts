import { tell } from '../present';
import { showStatus } from '../status';
import { exampleOf } from '../talk';
import type { ChatCommand } from './command';

export const status: ChatCommand = {
  name: 'status',
  right: 'read',
  group: 'look',
  run: (talk, { user }) =>
    user === undefined
      ? tell(talk, 'info', { key: 'talk.whose-status', values: { example: exampleOf(talk, 'status') } })
      : showStatus(talk, user),
};
