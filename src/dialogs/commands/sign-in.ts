import { sentence } from '../../sentence';
import { askSignIn } from '../ask-sign-in';
import { tell } from '../present';
import { working } from '../talk';
import type { ChatCommand } from './command';

export const signIn: ChatCommand = {
  name: 'sign-in',
  right: null,
  group: 'conversation',
  async run(talk) {
    const { signIns, speech } = talk;
    if (!signIns) return tell(talk, 'info', sentence('sign-in.nobody'));
    const standing = await working(talk, signIns.standing(speech.person));
    if (standing.needed === null) return tell(talk, 'good', sentence('sign-in.already', { name: speech.person.name }));
    await askSignIn(talk, { reason: standing.needed });
  },
};
