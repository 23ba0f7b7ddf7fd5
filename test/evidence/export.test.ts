import { execFile, spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportAudit } from '../../src/evidence/export';
import { passingKeys } from '../../src/evidence/signing-keys';
import { appendAudit } from '../../src/store/audit';
import { openDatabase } from '../../src/store/database';
import { onEachDatabase } from '../store/on-each-database';

const python = spawnSync('python3', ['--version']).status === 0;
if (!python) process.stderr.write('Exports are not verified by python3: there is none here.\n');
const verifier = path.join(__dirname, 'verify_export.py');

let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'switchboard-export-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const hostile = { n: 1, text: 'Véra \u2028 "quoted" \\ \u0007 \ud800 𝄞 </script>' };

/** A chain of 30 entries, one a minute; some are erased, and an entry says so. */
async function exported(url: string, since: Date): Promise<string[]> {
  let minute = 0;
  const clock = { now: () => new Date(Date.parse('2026-11-01T00:00:00Z') + 60_000 * minute) };
  const keys = passingKeys();
  const database = await openDatabase(url, { clock, hand: { keys, policyVersion: () => 'p1' } });
  try {
    await keys.join(database.db);
    const append = (kind: string, body: object) =>
      database.transaction((trx) =>
        appendAudit(trx, clock, { kind, changeId: null, actor: { tenantId: 't', objectId: 'o', name: 'Véra', roles: [] }, body }),
      );
    for (minute = 1; minute < 30; minute++) await append('x', { ...hostile, minute });
    await database.db.updateTable('audit').set({ body: null, salt: null, actor: null }).where('seq', 'in', [12, 13, 20]).execute();
    await append('retention.erased', {
      entries: [
        [12, 13],
        [20, 20],
      ],
    });
    const file = path.join(folder, 'export.jsonl');
    await pipeline(Readable.from(exportAudit(database.db, keys, clock, since)), createWriteStream(file));
    return readFileSync(file, 'utf8').trimEnd().split('\n');
  } finally {
    await database.close();
  }
}

function verified(lines: readonly string[]): Promise<string> {
  const file = path.join(folder, 'given.jsonl');
  writeFileSync(file, `${lines.join('\n')}\n`);
  return new Promise((resolve) => execFile('python3', [verifier, file], (_error, stdout, stderr) => resolve((stdout + stderr).trim())));
}

const tampering: { deed: string; by: (lines: string[]) => string[]; wrong: string }[] = [
  { deed: 'a body', by: on(5, (line) => line.replace('\\"minute\\":5', '\\"minute\\":6')), wrong: 'entry 5: body altered' },
  { deed: 'a moment', by: on(7, (line) => line.replace('00:07', '00:08')), wrong: 'entry 7: header altered' },
  { deed: 'a signature', by: on(9, (line) => line.replace(/"signature":"../, '"signature":"AA')), wrong: 'entry 9: bad signature' },
  { deed: 'no signature', by: on(9, (line) => line.replace(/"signature":"[^"]*"/, '"signature":null')), wrong: 'entry 9: no signature' },
  {
    deed: 'another key',
    by: on(9, (line) => line.replace(/"signed_by":"[^"]*"/, '"signed_by":"mine"')),
    wrong: 'entry 9: its key is not listed',
  },
  { deed: 'a line away', by: (lines) => lines.filter((_line, index) => index !== 4), wrong: 'entry 4 is missing' },
  { deed: 'two lines about', by: (lines) => [...lines.slice(0, 4), lines[5]!, lines[4]!, ...lines.slice(6)], wrong: 'entry 4 is missing' },
  { deed: 'the last entry away', by: (lines) => [...lines.slice(0, -2), ...lines.slice(-1)], wrong: 'entries are missing at the end' },
  { deed: 'the end away', by: (lines) => lines.slice(0, -1), wrong: 'the end is missing' },
  { deed: 'another end', by: on(31, (line) => line.replace(/"at":"2026/, '"at":"2027')), wrong: 'the end: bad signature' },
  {
    deed: 'an entry emptied by hand',
    by: on(15, (line) => JSON.stringify({ ...(JSON.parse(line) as object), body: null, salt: null, actor: null })),
    wrong: 'entry 15: emptied, and no entry tells of it',
  },
];

onEachDatabase((test) => {
  test('an export is verified by another program, and one that was tampered with is found', async ({ url }) => {
    const lines = await exported(url, new Date('2026-11-01T00:00:00Z'));
    expect(lines).toHaveLength(32);
    if (!python) return;
    expect(await verified(lines)).toBe('whole');
    for (const { deed, by, wrong } of tampering) expect({ deed, wrong: await verified(by(lines)) }).toEqual({ deed, wrong });
  });

  test('an export of the last days goes on from the entry before', async ({ url }) => {
    const lines = await exported(url, new Date('2026-11-01T00:15:00Z'));
    const [start, first] = lines.map((line) => JSON.parse(line) as { seq: number; previous: string; after: { seq: number; hash: string } });
    expect(start!.after).toEqual({ seq: 14, hash: first!.previous });
    expect(lines).toHaveLength(18);
    if (python) expect(await verified(lines)).toBe('whole');
  });
});

/** Changes one line; the first line is what the export says of itself, so that entry 5 is line 5. */
function on(at: number, by: (line: string) => string): (lines: string[]) => string[] {
  return (lines) => lines.map((line, index) => (index === at ? by(line) : line));
}
