import { createParse } from '../../src/commands/parse';
import { commands } from '../../src/dialogs/commands';
import { toRead } from '../../src/dialogs/commands/command';
import { languages, say, type Language } from '../../src/i18n/say';

const parse = createParse([], commands.map(toRead));

const buttons: [string, string, Record<string, string>][] = [
  ...(['confirm', 'edit', 'withdraw', 'stop', 'undo', 'show', 'script'] as const).map((verb): [string, string, Record<string, string>] => [
    verb,
    verb,
    { id: '12' },
  ]),
  ['refresh', 'show', { id: '12' }],
  ['status', 'status', { user: 'bob@contoso.com' }],
  ['back', 'back', {}],
  ['cancel', 'cancel', {}],
  ['startOver', 'start-over', {}],
  ['help', 'help', {}],
];

/** Where the text form says «type this», typing it has to do what the button does. */
describe.each(languages)('in %s', (language: Language) => {
  test.each(buttons)('typing the command of %s means %s', (button, name, slots) => {
    const typed = say(language, { key: `card.command.${button}`, values: { id: 12, user: 'bob@contoso.com' } });
    expect(parse(typed, language)).toEqual({ kind: 'command', name, arguments: slots });
  });
});
