import { sentence } from '../../sentence';
import { tell } from '../present';
import { working } from '../talk';
import type { ChatCommand } from './command';

export const signOut: ChatCommand = {
  name: 'sign-out',
  right: null,
  group: 'conversation',
  async run(talk) {
    const { signIns, turn, speech } = talk;
    if (!signIns) return tell(talk, 'info', sentence('sign-in.nobody'));
    await working(talk, signIns.signOut(turn, speech));
    await tell(talk, 'good', sentence('sign-in.out'));
  },
};
