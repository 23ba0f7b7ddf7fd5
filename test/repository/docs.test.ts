import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { fileSchema } from '../../src/config-file';
import { src } from './source';

/** What the pages promise is there. */
const root = path.join(src, '..');
const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(path.join(root, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];
const blocks = (file: string, language: string): string[] =>
  [...textOf(file).matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, block]) => block ?? '');

test.each(pages)('%s: each npm script that it names is there', (file) => {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
  const named = [...textOf(file).matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name ?? '');
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});

test.each(pages)('%s: links and files that it names lead somewhere', (file) => {
  const text = textOf(file);
  const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link]) => path.join(path.dirname(file), link ?? ''));
  const files = [...text.matchAll(/`((?:src|test|scripts|docs|bench)\/[\w./-]+\.(?:ts|js|ps1|md|json))`/g)].map(([, one]) => one ?? '');
  expect([...links, ...files].filter((one) => !existsSync(path.join(root, one)))).toEqual([]);
});

test.each(pages)('%s: a whole switchboard.yaml in it is one', (file) => {
  const problems = blocks(file, 'yaml')
    .map((block): unknown => parse(block))
    .filter((content) => typeof content === 'object' && content !== null && 'tenant' in content)
    .flatMap((content) => fileSchema.safeParse(content).error?.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`) ?? []);
  expect(problems).toEqual([]);
});

test('settings that docs/live.md names are settings', () => {
  const named = [...textOf('docs/live.md').matchAll(/`((?:teams|credentials|tenant|audit|directory|retention)\.[a-zA-Z.]+)`?/g)].map(
    ([, name]) => name ?? '',
  );
  const known = new Set(settingsOf(fileSchema.toJSONSchema({ io: 'input', unrepresentable: 'any' })));
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

test('each variable that docs/live.md names is read', () => {
  const read = `${textOf('src/config.ts')}${textOf('src/config-teams.ts')}`;
  const named = [
    ...textOf('docs/live.md').matchAll(/\b(?:MICROSOFT_APP_[A-Z_]+|SWITCHBOARD_[A-Z]+|DATA_DIR|SIGNING_KEY_FILE|PWSH)\b/g),
  ].map(([name]) => name);
  expect(named.filter((name) => !read.includes(`${name}:`))).toEqual([]);
});

/** `teams.endpoints.login`, of a JSON schema. */
function settingsOf(schema: unknown, before = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const {
    properties = {},
    anyOf = [],
    allOf = [],
  } = schema as { properties?: Record<string, unknown>; anyOf?: unknown[]; allOf?: unknown[] };
  const own = Object.entries(properties).flatMap(([name, one]) => [`${before}${name}`, ...settingsOf(one, `${before}${name}.`)]);
  return [...own, ...[...anyOf, ...allOf].flatMap((one) => settingsOf(one, before))];
}
