import { say } from '../../i18n/say';
import { tell } from '../present';
import { showStatus } from '../status';
import { type Talk, demand, exampleOf } from '../talk';
import type { ChatCommand } from './command';

export const status: ChatCommand = {
  name: 'status',
  right: 'read',
  group: 'look',
  async run(talk, { user }) {
    const [who, ...others] = user === undefined ? await changedLast(talk) : [user];
    if (who !== undefined && others.length === 0) return showStatus(talk, who);
    const commands = [who ?? [], others]
      .flat()
      .map((upn) => say(talk.speech.language, { key: 'card.command.status', values: { user: upn } }));
    await tell(talk, 'info', { key: 'talk.whose-status', values: { example: exampleOf(talk, 'status') } }, commands);
  },
};

/** The UPNs of whom the change that was shown last is about. */
async function changedLast(talk: Talk): Promise<string[]> {
  const { shown } = talk.memory;
  if (!shown) return [];
  demand(talk, 'read');
  const { parts } = await talk.changes.get(talk.speech.person, shown.id);
  return [...new Set(parts.flatMap(({ subject }) => subject.upn ?? []))];
}
