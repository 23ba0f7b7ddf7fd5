import { severalWishes } from '../../src/commands/several';
import { languages, raw } from '../../src/i18n/say';
import { operations } from '../../src/operations';
import { commandNames, isMet, parse, read } from './reading';
import utterances from './utterances.json';

test.each(utterances)('$language: «$say» means $means', (row) => {
  expect({ ...row, read: read(row.say), met: isMet(row) }).toMatchObject({ met: true });
});

const examples = languages.flatMap((language) => [
  ...operations.map(({ id }) => [id, raw(language, `operation.${id}.example`)]),
  ...commandNames.map((name) => [name, raw(language, `command.${name}.example`)]),
]);

test.each(examples)('the example of %s is understood: %s', (name, example) => {
  expect(read(example).split(' | ')[0]).toBe(name);
});

const buttons = languages.flatMap((language) => [
  ...operations.map(({ id }) => [id, raw(language, `operation.${id}.start`)]),
  ...['confirm', 'edit', 'withdraw', 'stop', 'undo', 'show', 'status', 'back', 'cancel', 'help'].map((name) => [
    name,
    raw(language, `card.command.${name}`),
  ]),
  ['show', raw(language, 'card.command.refresh')],
  ['start-over', raw(language, 'card.command.startOver')],
  ['changes', raw(language, 'talk.changes-of')],
]);

test.each(buttons)('the button of %s says what is understood: %s', (name, command) => {
  expect(read(command.replace('{id}', '12').replace('{user}', 'bob@contoso.com')).split(' | ')[0]).toBe(name);
});

const answers = languages.flatMap((language) =>
  ['dialog.review', 'dialog.review-again', 'field.site.none', 'field.person.label', 'field.site.label', 'field.phone-number.label'].map(
    (key) => raw(language, key),
  ),
);

test.each(answers)('«%s», which answers an open question, is no command', (answer) => {
  expect(read(answer)).toBe('nothing');
});

test.each([
  ['en', 'enabel voice for bob', 'enable voice for bob'],
  ['en', 'blok international calls for bob', 'block international calls for bob'],
  ['en', 'chnages', 'changes'],
  ['en', 'stauts of bob', 'status of bob'],
  ['en', 'enable', 'enable voice'],
  ['fr', 'actvie la voix pour bob', 'active la voix pour bob'],
  ['fr', 'active', 'active voix'],
  ['fr', 'etta de bob', 'état de bob'],
] as const)('in %s «%s» suggests «%s»', (language, typed, meant) => {
  const parsed = parse(typed, language);
  expect(parsed.kind === 'nothing' && parsed.suggestions.map((text) => text.normalize('NFD').replace(/\p{M}/gu, ''))).toContain(
    meant.normalize('NFD').replace(/\p{M}/gu, ''),
  );
});

test('what is hardly alike is not suggested', () => {
  const parsed = parse('remove number from bob', 'en');
  expect(parsed.kind === 'nothing' && parsed.suggestions).not.toContain('more');
});

test('a text of any length and shape is read in no time', () => {
  const texts = ['enable voice for ' + 'at with for '.repeat(10_000), 'a '.repeat(50_000), '['.repeat(5_000), '\u0301'.repeat(5_000)];
  for (const text of texts) expect(['operation', 'command', 'nothing']).toContain(parse(text, 'en').kind);
});

test('a line of blanks, or a very long one, keeps nobody waiting', () => {
  expect(severalWishes(parse, `a${' '.repeat(50_000)}b`, 'en')).toBeNull();
  expect(severalWishes(parse, 'a'.repeat(200_000), 'en')).toBeNull();
});
