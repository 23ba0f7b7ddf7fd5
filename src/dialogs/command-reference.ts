import { hasOwn, languages, raw, say } from '../i18n/say';
import type { Operation } from '../operations/operation';
import { commands } from './commands';

/** Everything that can be said, as Markdown: docs/commands.md is made of it and CI checks that it is current. */
export function commandReference(operations: readonly Operation[]): string {
  return [
    '# What you can say',
    '',
    'Made by `npm run generate` from the operations, the commands and their texts. In a pattern `[ ]` may be left out, `{ }` is an answer; what is missing is asked.',
    '',
    '## Ask for a change',
    ...operations.flatMap((operation) =>
      entry(`operation.${operation.id}`, say('en', { key: `operation.${operation.id}.title` }), answersOf(operation)),
    ),
    '',
    '## Look, decide, talk',
    ...commands.flatMap(({ name, right }) =>
      entry(`command.${name}`, raw('en', `command.${name}.example`), right === null ? [] : [`Takes the right to ${right}.`]),
    ),
    '',
  ].join('\n');
}

/** @param stem the beginning of the keys of its texts */
function entry(stem: string, title: string, notes: readonly string[]): string[] {
  const spoken = languages.filter((language) => hasOwn(language, `${stem}.patterns`));
  const patterns = spoken.flatMap((language) => [
    `- ${language}: \`${raw(language, `${stem}.example`)}\``,
    ...raw(language, `${stem}.patterns`)
      .split('|')
      .map((pattern) => `  - \`${pattern.trim()}\``),
  ]);
  return ['', `### ${title}`, '', [raw('en', `${stem}.summary`), ...notes].join(' '), '', ...patterns];
}

function answersOf({ fields, optional }: Operation): string[] {
  const names = Object.entries(fields).map(([name, { kind }]) => {
    const label = say('en', { key: `field.${kind}.label` }).toLowerCase();
    return `\`{${name}}\` ${label}${optional.includes(name) ? ' (may be left out)' : ''}`;
  });
  return names.length === 0 ? [] : [`Answers: ${names.join(', ')}.`];
}
