import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { strFromU8, unzipSync } from 'fflate';
import { createParse } from '../../src/commands/parse';
import { readConfigFile } from '../../src/config';
import { commands } from '../../src/dialogs/commands';
import { toRead } from '../../src/dialogs/commands/command';
import type { Language } from '../../src/i18n/say';
import { appNames } from '../../src/manifest/names';
import { appPackage } from '../../src/manifest/package';
import { operations } from '../../src/operations';

const root = path.join(__dirname, '..', '..');
const read = readConfigFile(path.join(root, 'switchboard.yaml'));
if ('problems' in read) throw new Error(read.problems.join('\n'));
const { file } = read;
const teams = { ...file.teams, appId: '3f2a6c10-58d1-4c07-9a41-6d1f0b7e0400', address: 'https://bot.contoso.com' };
const version = '0.1.0';

function packageOf(more: Partial<typeof teams> = {}): Record<string, Uint8Array> {
  const named = appNames({ ...file, teams: { ...teams, ...more } }, { version });
  if ('problems' in named) throw new Error(named.problems.join('\n'));
  return unzipSync(appPackage(named.names, operations, path.join(root, 'manifest')));
}

const made = packageOf();
const json = (name: string) => JSON.parse(strFromU8(made[name] ?? new Uint8Array())) as unknown;
const manifest = json('manifest.json') as {
  manifestVersion: string;
  bots: { commandLists: { scopes: string[]; commands: { title: string; description: string }[] }[] }[];
  composeExtensions: { commands: unknown[] }[];
  name: { short: string };
};
const french = json('fr.json') as Record<string, string>;

/** The schemas that Microsoft ships with its own package, so that nothing is asked of the network. */
function problemsOf(kind: string, content: unknown): unknown {
  const folder = path.join(path.dirname(require.resolve('@microsoft/app-manifest/package.json')), 'build', 'json-schemas', 'teams');
  const schema = path.join(folder, `v${manifest.manifestVersion}`, `MicrosoftTeams.${kind}schema.json`);
  // Some of its patterns escape what Unicode patterns may not.
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  const valid = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')))(content);
  return valid ? [] : ajv.errors;
}

test('everything lies at the root of the package', () => {
  expect(Object.keys(made).sort()).toEqual(['color.png', 'fr.json', 'manifest.json', 'outline.png']);
});

test('the same configuration makes the same bytes', () => {
  expect(packageOf()['manifest.json']).toEqual(made['manifest.json']);
});

test('the manifest and its French are what Microsoft’s schemas want', () => {
  expect(problemsOf('', manifest)).toEqual([]);
  expect(problemsOf('Localization.', french)).toEqual([]);
});

test('a schema that is not met says so', () => {
  expect(problemsOf('', { ...manifest, name: { short: 'x'.repeat(31) } })).not.toEqual([]);
});

test('Teams’ limits are kept', () => {
  expect(manifest.name.short.length).toBeLessThanOrEqual(30);
  for (const { commands: list } of manifest.bots[0]?.commandLists ?? []) expect(list.length).toBeLessThanOrEqual(12);
  expect(manifest.composeExtensions).toHaveLength(1);
  expect(manifest.composeExtensions[0]?.commands.length).toBeLessThanOrEqual(10);
});

test('French has every text that English has', () => {
  const texts = (value: unknown, at: string): string[] => {
    if (typeof value === 'string') return /\.(title|description|short|full)$/.test(at) ? [at] : [];
    if (Array.isArray(value)) return value.flatMap((item, index) => texts(item, `${at}[${index}]`));
    return Object.entries(value ?? {}).flatMap(([name, item]) => texts(item, at ? `${at}.${name}` : name));
  };
  const { name, description, bots, composeExtensions } = manifest as Record<string, unknown>;
  expect(
    Object.keys(french)
      .filter((key) => key !== '$schema')
      .sort(),
  ).toEqual(texts({ name, description, bots, composeExtensions }, '').sort());
});

describe.each<[Language, (title: string, at: string) => string]>([
  ['en', (title) => title],
  ['fr', (_title, at) => french[`${at}.title`] ?? ''],
])('what the menus offer in %s', (language, titleOf) => {
  const parse = createParse(operations, commands.map(toRead));
  const entries = (manifest.bots[0]?.commandLists ?? []).flatMap(({ scopes, commands: list }, index) =>
    list.map(({ title }, at) => [scopes[0], titleOf(title, `bots[0].commandLists[${index}].commands[${at}]`)] as const),
  );

  test.each(entries)('is understood: in %s «%s»', (_scope, said) => {
    expect(parse(said, language)).toMatchObject({ kind: expect.stringMatching(/^(operation|command)$/) as unknown });
  });
});

/** Width, height, and each pixel as red, green, blue and, where there is one, alpha, of a PNG with eight bits. */
function pixels(png: Uint8Array = new Uint8Array()): { width: number; height: number; at: (x: number, y: number) => number[] } {
  const bytes = Buffer.from(png);
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const channels = bytes[25] === 6 ? 4 : 3;
  expect([bytes[24], [2, 6].includes(bytes[25] ?? 0), bytes[28]]).toEqual([8, true, 0]);
  const data: Buffer[] = [];
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(bytes.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const raw = inflateSync(Buffer.concat(data));
  const row = width * channels;
  const out = Buffer.alloc(row * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < row; x++) {
      const left = x >= channels ? (out[y * row + x - channels] ?? 0) : 0;
      const up = y > 0 ? (out[(y - 1) * row + x] ?? 0) : 0;
      const corner = x >= channels && y > 0 ? (out[(y - 1) * row + x - channels] ?? 0) : 0;
      const [a = 0, b = 0, c = 0] = [up - corner, left - corner, left + up - 2 * corner].map(Math.abs);
      const paeth = a <= b && a <= c ? left : b <= c ? up : corner;
      const guess = [0, left, up, (left + up) >> 1, paeth][raw[y * (row + 1)] ?? 0] ?? 0;
      out[y * row + x] = (raw[y * (row + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return { width, height, at: (x, y) => [...out.subarray(y * row + x * channels, y * row + (x + 1) * channels)] };
}

test('the colour icon is 192 by 192 and filled to its corners', () => {
  const { width, height, at } = pixels(made['color.png']);
  expect([width, height]).toEqual([192, 192]);
  const blue = [0x1f, 0x4e, 0x79];
  expect([at(0, 0).slice(0, 3), at(191, 191).slice(0, 3)]).toEqual([blue, blue]);
});

test('the outline is 32 by 32, white alone, on nothing', () => {
  const { width, height, at } = pixels(made['outline.png']);
  expect([width, height]).toEqual([32, 32]);
  const all = Array.from({ length: 1024 }, (_, place) => at(place % 32, place >> 5));
  expect(all.filter(([, , , alpha]) => alpha === 0).length).toBeGreaterThan(500);
  const seen = all.filter(([, , , alpha]) => alpha === 255);
  expect(seen.length).toBeGreaterThan(20);
  expect(seen.filter(([red, green, blue]) => red !== 255 || green !== 255 || blue !== 255)).toEqual([]);
});

test('what is missing for a package is named', () => {
  expect(appNames(file, { version })).toEqual({
    problems: [expect.stringContaining('teams.appId'), expect.stringContaining('teams.address')],
  });
});
