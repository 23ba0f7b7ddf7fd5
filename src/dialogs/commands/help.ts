import { may } from '../../auth/person';
import { helpCard } from '../../cards/views/help';
import { raw } from '../../i18n/say';
import { answer } from '../talk';
import { helpGroups, type ChatCommand } from './command';

/** What this person may say. */
export function help(commands: () => readonly ChatCommand[]): ChatCommand {
  return {
    name: 'help',
    right: null,
    group: null,
    async run(talk) {
      const { person, language } = talk.speech;
      const explained = (key: string) => ({ command: raw(language, `${key}.example`), what: { key: `${key}.summary` } });
      const wishes = may(person, 'propose') ? talk.operations.map(({ id }) => explained(`operation.${id}`)) : [];
      const others = helpGroups.map((name) => ({
        title: { key: `card.help.${name}` },
        folded: name !== 'look',
        commands: commands()
          .filter(({ group, right }) => group === name && (right === null || may(person, right)))
          .map((command) => explained(`command.${command.name}`)),
      }));
      await answer(talk, helpCard({ language, groups: [{ title: { key: 'card.help.ask' }, commands: wishes }, ...others] }));
    },
  };
}
