import { may } from '../../auth/person';
import { say } from '../../i18n/say';
import { sentence } from '../../sentence';
import { aboutTopic } from '../help/about';
import { overview } from '../help/overview';
import { type OwnNames, ownNames } from '../help/own-names';
import { everythingToSay, findTopic, nameOf } from '../help/topic';
import { refusalOf } from '../help/who-may';
import { greet } from '../help/greet';
import { tell } from '../present';
import { type Talk, answer } from '../talk';
import type { ChatCommand } from './command';

/** Help of somebody by their rights, with the names of their tenant. @param commands asked when it is used: this is one of them */
export function helpCommands(commands: () => readonly ChatCommand[]): Record<'help' | 'helpOn' | 'hello', ChatCommand> {
  return {
    help: {
      name: 'help',
      right: null,
      group: 'conversation',
      run: async (talk) => answer(talk, await overview(talk, await ownNames(talk), commands(), await newest(talk))),
    },
    helpOn: {
      name: 'help-on',
      right: null,
      group: 'conversation',
      run: (talk, { topic = '' }) => helpOn(talk, topic, commands()),
    },
    hello: {
      name: 'hello',
      right: null,
      group: null,
      run: (talk) => greet(talk),
    },
  };
}

async function helpOn(talk: Talk, text: string, commands: readonly ChatCommand[]): Promise<void> {
  const { language } = talk.speech;
  const all = everythingToSay(talk, commands);
  const found = findTopic(talk, text, all);
  if (!Array.isArray(found)) {
    const names: OwnNames = await ownNames(talk);
    return answer(talk, await aboutTopic(talk, names, found, await newest(talk)));
  }
  const mine = found.filter((one) => refusalOf(talk, one) === null);
  const helpWith = (name: string) => say(language, { key: 'card.command.help-on', values: { topic: name } });
  const offered = (mine.length > 0 ? mine : found).map((one) => helpWith(nameOf(language, one)));
  const key = offered.length > 0 ? 'help.several' : 'help.unknown';
  await tell(talk, 'info', sentence(key, { name: text }), offered.length > 0 ? offered : [say(language, { key: 'card.command.help' })]);
}

/** The newest change that they may see, for examples. */
async function newest({ changes, speech }: Talk): Promise<number | null> {
  if (!may(speech.person, 'read') && !may(speech.person, 'history')) return null;
  const [first] = await changes.list(speech.person, { limit: 1 });
  return first?.id ?? null;
}
