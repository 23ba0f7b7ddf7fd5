import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createParse } from '../../src/commands/parse';
import { commands } from '../../src/dialogs/commands';
import { toRead } from '../../src/dialogs/commands/command';
import en from '../../src/i18n/en.json';
import { operations } from '../../src/operations';
import { createPopulation } from '../../src/simulator/population';
import { seededSettings } from '../../src/simulator/seeded-settings';
import { skus } from '../../src/simulator/skus';
import { readScripts } from '../e2e/script';
import { isTyped } from '../repository/typed-keys';

const file = (...name: string[]): string => readFileSync(path.join(__dirname, '..', '..', ...name), 'utf8');

/** What the tenant, the configuration and people wrote, and what is typed. */
const data = [
  ...createPopulation(1, 300).map((account) => JSON.stringify(account)),
  JSON.stringify([skus, seededSettings({})]),
  file('switchboard.yaml').replace(/^\s*#.*$/gm, ''),
  file('src', 'tenant', 'contract', 'cmdlets.json'),
  ...readScripts().flatMap(({ lines }) => lines.flatMap((line) => (line.kind === 'says' || line.kind === 'tenant' ? line.what : []))),
  ...Object.entries(en).flatMap(([key, text]) => (isTyped(key) ? [text, text.replace(/[[\]]/g, '').replaceAll('{site}', 'Paris')] : [])),
].join('\n');

const parse = createParse(operations, commands.map(toRead));

/**
 * Whether words in plain letters are data, which nobody translates. The people of the conversations are made up; a picture of somebody is their
 * initials; a button may be called as its command.
 */
export function isData(words: string): boolean {
  const isCommand = /^[a-z]/.test(words) && parse(words, 'en').kind !== 'nothing';
  return data.includes(words) || isCommand || /Quinn Zz\w*$|^quinn$|^zz\w+$|^[A-Z]{2}$/.test(words);
}
