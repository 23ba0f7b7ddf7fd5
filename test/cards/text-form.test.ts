import { textForm } from '../../src/cards/text-form';

const text = (item: Record<string, unknown>) => ({ type: 'TextBlock', text: 'x', ...item });
const say = (title: string, command: string) => ({ type: 'Action.Execute', title, data: { verb: 'say', command } });

test.each([
  ['facts as labelled lines', { type: 'FactSet', facts: [{ title: 'Voice', value: 'on' }] }, 'Voice: on'],
  ['folded parts in full', { type: 'Container', isVisible: false, items: [text({ text: 'folded' })] }, 'folded'],
  [
    'cards behind a button in full',
    { type: 'ActionSet', actions: [{ type: 'Action.ShowCard', title: 'More', card: { body: [text({ text: 'behind' })] } }] },
    'More\nbehind',
  ],
  ['nothing of a button that only folds', { type: 'ActionSet', actions: [{ type: 'Action.ToggleVisibility', title: 'More' }] }, ''],
  [
    'code as a block, line by line',
    { type: 'RichTextBlock', inlines: ['a\n', '  b\n'].map((line) => ({ type: 'TextRun', text: line, fontType: 'Monospace' })) },
    '```\na\n  b\n```',
  ],
  ['nothing of decoration', text({ id: 'decoration-1' }), ''],
  [
    'columns as one line',
    {
      type: 'ColumnSet',
      columns: [
        { type: 'Column', items: [text({ text: 'a' })] },
        { type: 'Column', items: [text({ text: 'b' })] },
      ],
    },
    'a b',
  ],
  [
    'inputs as questions with their choices',
    { type: 'Input.ChoiceSet', label: 'Which site?', choices: [{ title: 'Paris' }, { title: 'Tokyo' }] },
    'Which site?\n1. Paris\n2. Tokyo',
  ],
  ['buttons as commands', { type: 'ActionSet', actions: [say('Status', 'status of bob')] }, 'Status: type `status of bob`'],
  [
    'rows that can be clicked as commands',
    { type: 'Container', selectAction: say('x', 'show 1'), items: [text({ text: 'One' })] },
    'One: type `show 1`',
  ],
])('prints %s', (_, element, printed) => {
  expect(textForm({ body: [element] }, 'en')).toBe(printed);
});

test.each([
  ['an element it does not know', { body: [{ type: 'Media' }] }, 'no text form of Media'],
  ['a button without a command', { body: [], actions: [{ type: 'Action.Submit', title: 'Go' }] }, '«Go» has no command'],
])('refuses %s, so that nothing is on the card alone', (_, card, problem) => {
  expect(() => textForm(card, 'en')).toThrow(problem);
});
