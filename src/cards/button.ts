import type { Change } from '../changes/change';
import { say, type Language } from '../i18n/say';
import type { CardAction, ChangeAction } from './action';

/** A button as the templates bind it. Its data is the card action and the command that typing would be. */
export interface Button {
  title: string;
  style: 'default' | 'positive' | 'destructive';
  data: CardAction & { command: string };
}

type ChangeVerb = ChangeAction['verb'];

const styles: Partial<Record<ChangeVerb, Button['style']>> = {
  confirm: 'positive',
  submit: 'positive',
  approve: 'positive',
  deny: 'destructive',
  stop: 'destructive',
};

/** A button that does something with a change as it is shown. @param word what has to be typed behind its command */
export function changeButton(
  language: Language,
  verb: ChangeVerb,
  change: Pick<Change, 'id' | 'version'>,
  word: string | null = null,
): Button {
  const command = say(language, { key: `card.command.${verb}`, values: { id: change.id } });
  return {
    title: say(language, { key: `card.button.${verb}`, values: { id: change.id } }),
    style: styles[verb] ?? 'default',
    data: {
      verb,
      change: change.id,
      version: change.version,
      command: word === null ? command : `${command} ${word}`,
    },
  };
}

/** A button that says something in the person's place. */
export function sayButton(title: string, command: string): Button {
  return { title, style: 'default', data: { verb: 'say', command } };
}
