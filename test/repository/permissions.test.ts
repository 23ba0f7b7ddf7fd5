import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { apiIds, compareRoles, permissions, readerRole } from '../../src/auth/permissions';
import { files, src } from './source';

const root = path.join(src, '..');
const list = 'auth/permissions.ts';
const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const listed = (folder: string): string[] =>
  existsSync(path.join(root, folder)) ? readdirSync(path.join(root, folder)).map((file) => `${folder}/${file}`) : [];
const code = [...files.filter((file) => file !== list).map((file) => `src/${file}`), ...listed('scripts'), ...listed('manifest')].filter(
  (file) => /\.(ts|js|json)$/.test(file),
);

/** `User.Read.All`, `LicenseAssignment.ReadWrite.All`, and scopes that have no dots. */
const permissionLike =
  /\b[A-Z][A-Za-z]+(?:-[A-Z][A-Za-z]+)?\.(?:Read|Write|Manage|Send|Create|AccessAsUser|ManageAsApp)[A-Za-z]*(?:\.[A-Z][A-Za-z]+)*\b/g;
const names = new Set(permissions.flatMap(({ name, instead }) => [name, ...(instead === undefined ? [] : [instead])]));

test('no code names a permission at Microsoft that is not in the list', () => {
  const wrong = code.flatMap((file) =>
    (textOf(file).match(permissionLike) ?? []).filter((name) => !names.has(name)).map((name) => `${file}: ${name}`),
  );
  expect(wrong).toEqual([]);
});

test('what is asked of Entra is what the app registration agreed to, of three resources', () => {
  const asked = code.flatMap((file) =>
    [...textOf(file).matchAll(/['"`/]([^'"`\s]*)\/(\.default|user_impersonation|access_as_user)/g)].map(([, of, what]) => `${of}/${what}`),
  );
  const known = [
    /^\$\{[\w.]+\}\/\.default$/,
    /^<resource>\/\.default$/,
    /^https:\/\/(graph\.microsoft\.com|api\.botframework\.com)\/\.default$/,
    /^\$\{teamsResource\}\/user_impersonation$/,
  ];
  expect(asked.filter((scope) => !known.some((pattern) => pattern.test(scope)))).toEqual([]);
  expect(apiIds.teams).toBe('48ac35b8-9aa8-4d74-927d-1f4a14a0b239');
});

test('a permission stands in the list once', () => {
  const keys = permissions.map(({ api, kind, name }) => `${api} ${kind} ${name}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(new Set(permissions.map(({ id }) => id)).size).toBe(keys.length);
});

test('nothing that the application may do by itself writes', () => {
  expect(permissions.filter(({ kind, name }) => kind === 'application' && !/\.Read(Basic)?\.All$/.test(name))).toEqual([]);
});

test('docs/live.md has each permission with its kind, its id and a reason, and no other', () => {
  const rows = textOf('docs/live.md')
    .split('\n')
    .flatMap((line) => {
      const [, name, kind, id, why] = /^\| `([\w.]+)` +\| (delegated|application) +\| `([0-9a-f-]{36})` +\| (.+?) +\|$/.exec(line) ?? [];
      return name === undefined ? [] : [{ name, kind, id, hasReason: (why ?? '').length > 10 }];
    });
  expect(rows).toEqual(permissions.map(({ name, kind, id }) => ({ name, kind, id, hasReason: true })));
  expect(textOf('docs/live.md')).toContain(readerRole);
});

test.each([
  [['GroupMember.Read.All', 'User.ReadBasic.All'], 'none', { missing: [], beyond: [] }],
  [['GroupMember.Read.All', 'User.Read.All'], 'none', { missing: [], beyond: [] }],
  [[], 'none', { missing: ['GroupMember.Read.All', 'User.ReadBasic.All'], beyond: [] }],
  [['GroupMember.Read.All', 'User.ReadBasic.All', 'Directory.Read.All'], 'none', { missing: [], beyond: ['Directory.Read.All'] }],
  [['GroupMember.Read.All', 'User.ReadBasic.All', 'Domain.Read.All'], 'none', { missing: [], beyond: ['Domain.Read.All'] }],
  [['GroupMember.Read.All', 'User.Read.All', 'Domain.Read.All', 'Organization.Read.All'], 'app', { missing: [], beyond: [] }],
  [
    ['GroupMember.Read.All', 'User.ReadBasic.All'],
    'app',
    { missing: ['Organization.Read.All', 'User.Read.All', 'Domain.Read.All'], beyond: [] },
  ],
] as const)('%j with reader %s', (granted, reader, expected) => {
  expect(compareRoles(granted, reader)).toEqual(expected);
});
