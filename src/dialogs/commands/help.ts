import { actingOn, may } from '../../auth/person';
import { helpCard } from '../../cards/views/help';
import { raw } from '../../i18n/say';
import { aboutOperation, answer } from '../talk';
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
      const wishes = talk.operations
        .filter((operation) => may(actingOn(person, aboutOperation(operation)), 'propose'))
        .map(({ id }) => explained(`operation.${id}`));
      const others = helpGroups.map((name) => ({
        title: { key: `card.help.${name}` },
        folded: name !== 'look',
        commands: commands()
          .filter(
            ({ group, right, whole, approvers }) =>
              group === name &&
              (!approvers || talk.changes.isApprover(person)) &&
              (right === null || may(whole ? actingOn(person, { places: [null] }) : person, right)),
          )
          .map((command) => explained(`command.${command.name}`)),
      }));
      await answer(talk, helpCard({ language, groups: [{ title: { key: 'card.help.ask' }, commands: wishes }, ...others] }));
    },
  };
}
