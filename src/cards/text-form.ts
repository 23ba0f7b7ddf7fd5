import { say, type Language } from '../i18n/say';
import { listOf } from './dress';

type Element = Record<string, unknown>;

/**
 * The text form of a bound card: everything in reading order, folded parts in full, each button as the command that does the same.
 * Left out are the two things that only help the eye: elements whose id begins with `decoration`, and buttons that fold.
 */
export function textForm(card: Element, language: Language): string {
  const body = listOf(card.body).flatMap((element) => lines(element, language));
  const actions = actionsLines(listOf(card.actions), language);
  return [...body, ...(actions.length > 0 ? ['', ...actions] : [])]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function lines(element: Element, language: Language): string[] {
  if (String(element.id ?? '').startsWith('decoration')) return [];
  const own = ownLines(element, language);
  const apart = element.separator === true || element.spacing === 'Large';
  return apart && own.length > 0 ? ['', ...own] : own;
}

function ownLines(element: Element, language: Language): string[] {
  switch (element.type) {
    case 'TextBlock':
      return element.text === '' ? [] : [String(element.text)];
    case 'RichTextBlock':
      return richText(listOf(element.inlines));
    case 'FactSet':
      return listOf(element.facts).map((fact) => labelled(language, String(fact.title), String(fact.value)));
    case 'ColumnSet':
      return selectable(element, columnLines(listOf(element.columns), language), language);
    case 'ActionSet':
      return actionsLines(listOf(element.actions), language);
    case 'Container':
    case 'Column':
      return selectable(
        element,
        listOf(element.items).flatMap((item) => lines(item, language)),
        language,
      );
    case 'Chart.HorizontalBar':
      return listOf([element.fallback]).flatMap((bars) => lines(bars, language));
    case 'Input.Text':
      return [say(language, { key: 'card.text.input', values: { label: String(element.label) } })];
    case 'Input.ChoiceSet':
      return [String(element.label), ...listOf(element.choices).map((choice, index) => `${index + 1}. ${String(choice.title)}`)];
    default:
      throw new Error(`There is no text form of ${String(element.type)}.`);
  }
}

/** What stands in the type of code is a block of code. */
function richText(runs: Element[]): string[] {
  const text = runs.map((run) => String(run.text)).join('');
  return runs.every(({ fontType }) => fontType === 'Monospace') ? ['```', ...text.trimEnd().split('\n'), '```'] : [text];
}

/** Columns are read as one line; where one of them has more lines, these follow indented. A column header is the label of the next column. */
function columnLines(columns: Element[], language: Language): string[] {
  const read = columns
    .map((column) => ({ label: isLabel(column), text: lines(column, language).filter((line) => line !== '') }))
    .filter(({ text }) => text.length > 0);
  if (read.length < 2) return read.flatMap(({ text }) => text);
  const head = read.reduce((before, { text }, index) => {
    const [first = ''] = text;
    if (index === 0) return first;
    return read[index - 1]?.label ? labelled(language, before, first) : `${before} ${first}`;
  }, '');
  return [head, ...read.flatMap(({ text }) => text.slice(1).map((line) => `   ${line}`))];
}

function isLabel(column: Element): boolean {
  return listOf(column.items).some((item) => item.style === 'columnHeader');
}

function labelled(language: Language, label: string, text: string): string {
  return say(language, { key: 'card.text.labelled', values: { label, text } });
}

/** A row that can be clicked says what to type, unless one can read it there already. */
function selectable(element: Element, read: string[], language: Language): string[] {
  const action = element.selectAction;
  const command = typeof action === 'object' && action !== null ? commandOf(action as Element) : undefined;
  if (command === undefined || read.length === 0 || read.some((line) => line.includes(command))) return read;
  const [only] = read;
  if (read.length === 1) return [say(language, { key: 'card.text.type', values: { title: only ?? '', command } })];
  return [...read, `   ${say(language, { key: 'card.text.typeAlone', values: { command } })}`];
}

/** A button that is called like its command needs no line of its own. */
function actionsLines(actions: Element[], language: Language): string[] {
  const bare = actions.filter((action) => commandOf(action)?.toLowerCase() === String(action.title).toLowerCase());
  const commands = bare.map((action) => `\`${String(commandOf(action))}\``).join(', ');
  return [
    ...actions.filter((action) => !bare.includes(action)).flatMap((action) => actionLines(action, language)),
    ...(bare.length > 0 ? [say(language, { key: 'card.text.orType', values: { commands } })] : []),
  ];
}

function actionLines(action: Element, language: Language): string[] {
  if (action.type === 'Action.ToggleVisibility') return [];
  if (action.type === 'Action.OpenUrl') return [labelled(language, String(action.title), String(action.url))];
  if (action.type === 'Action.ShowCard')
    return [String(action.title), ...listOf((action.card as Element).body).flatMap((element) => lines(element, language))];
  const command = commandOf(action);
  if (command === undefined) throw new Error(`The action «${String(action.title)}» has no command.`);
  return [say(language, { key: 'card.text.type', values: { title: String(action.title), command } })];
}

function commandOf({ data }: Element): string | undefined {
  return typeof data === 'object' && data !== null && 'command' in data ? String(data.command) : undefined;
}
