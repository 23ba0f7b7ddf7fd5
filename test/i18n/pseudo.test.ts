import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createParse } from '../../src/commands/parse';
import { commands } from '../../src/dialogs/commands';
import { operations } from '../../src/operations';
import { createPopulation } from '../../src/simulator/population';
import { skus } from '../../src/simulator/skus';
import { seededSettings } from '../../src/simulator/seeded-settings';
import { playAll } from '../e2e/play';
import { readScripts } from '../e2e/script';
import { isTyped } from '../repository/typed-keys';
import { pseudoLanguage, pseudoTexts, understood } from './pseudo-locale';
import { piecesOf, textsIn } from './read-pseudo';
import en from '../../src/i18n/en.json';

const heard = new Set<string>();

// As English they must be what the conversations expect: nothing decides by a text that was translated.
playAll('direct-routing', {
  only: ['cards'],
  tongue: {
    language: pseudoLanguage,
    texts: pseudoTexts(),
    translated(json) {
      for (const text of textsIn(JSON.parse(json))) heard.add(text);
      return understood(json);
    },
  },
});

test('everything that is said is a text that can be translated, or data', () => {
  expect(heard.size).toBeGreaterThan(1_000);
  expect(among(({ plain }) => plain.filter((words) => !isData(words)))).toEqual([]);
});

test('no sentence is put together of others', () => {
  expect(among(({ joined }) => joined)).toEqual([]);
});

function among(found: (pieces: ReturnType<typeof piecesOf>) => string[]): string[] {
  const each = [...heard].flatMap((text) => found(piecesOf(text)).map((piece) => [piece, understood(text)] as const));
  return [...new Map(each)].map(([piece, text]) => `${piece} in: ${text}`);
}

const file = (...name: string[]): string => readFileSync(path.join(__dirname, '..', '..', ...name), 'utf8');

/** What the tenant, the configuration and people wrote, and what is typed. */
const data = [
  ...createPopulation(1, 300).map((account) => JSON.stringify(account)),
  JSON.stringify([skus, seededSettings({})]),
  file('switchboard.yaml').replace(/^\s*#.*$/gm, ''),
  file('src', 'tenant', 'contract', 'cmdlets.json'),
  ...readScripts().flatMap(({ lines }) => lines.flatMap((line) => (line.kind === 'says' || line.kind === 'tenant' ? line.what : []))),
  ...Object.entries(en).flatMap(([key, text]) => (isTyped(key) ? text : [])),
].join('\n');

const parse = createParse(
  operations,
  commands.map(({ name }) => name),
);

/** The people of the conversations are made up; a picture of somebody is their initials; a button may be called as its command. */
function isData(words: string): boolean {
  const isCommand = /^[a-z]/.test(words) && parse(words, 'en').kind !== 'nothing';
  return data.includes(words) || isCommand || /Quinn Zz\w*$|^[A-Z]{2}$/.test(words);
}
