'use strict';
// npm run audit -- verify [<seq>:<hash> …]: reads the whole audit chain. Exit code 0: whole; 1: not whole, or it could not be read.
// npm run audit -- export --since <date> [--out <file>]: the entries as lines of JSON, for whoever verifies them elsewhere (docs/audit.md).
const fs = require('node:fs');
const path = require('node:path');
const { Readable } = require('node:stream');
const { pipeline } = require('node:stream/promises');
const { parseArgs } = require('node:util');
const { ensureBuilt } = require('./ensure-built');

const dist = path.join(__dirname, '..', 'dist');
const usage = [
  'Usage: npm run audit -- verify [<seq>:<hash> that an earlier run printed]',
  '       npm run audit -- export --since <date, such as 2026-11-01> [--out <file>]',
].join('\n');

const problems = {
  altered: 'does not have the content it was written with',
  missing: 'is missing',
  reordered: 'was written under another number',
  unlinked: 'was not written after the entry before it',
  unsigned: 'has no signature, although signing had begun',
  'bad-signature': 'is not signed with a key that is listed beside the signing key',
};

async function main(args) {
  const asked = read(args);
  if (!asked) return fail(usage);
  ensureBuilt();

  const { loadConfig } = require(path.join(dist, 'config.js'));
  const { systemClock } = require(path.join(dist, 'clock.js'));
  const { openDatabase } = require(path.join(dist, 'store', 'database.js'));
  const { readSigningKeys } = require(path.join(dist, 'evidence', 'signing-keys.js'));

  const config = loadConfig();
  const database = await openDatabase(config.databaseUrl, { clock: systemClock, readOnly: true });
  try {
    const keys = readSigningKeys(config.signingKeyFile);
    await (asked.since ? exportTo(asked, database, keys, systemClock) : verify(asked, database, keys, config));
  } finally {
    await database.close();
  }
}

function read(args) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { since: { type: 'string' }, out: { type: 'string' } },
    });
    const [command, ...heads] = positionals;
    const checkpoints = heads.map((head) => /^(\d+):([0-9a-f]{64})$/.exec(head));
    if (command === 'verify' && checkpoints.every(Boolean) && !values.since && !values.out)
      return { checkpoints: checkpoints.map(([, seq, hash]) => ({ seq: Number(seq), hash })) };
    const since = new Date(values.since ?? NaN);
    return command === 'export' && heads.length === 0 && !Number.isNaN(since.getTime()) ? { since, out: values.out } : null;
  } catch {
    return null;
  }
}

async function verify({ checkpoints }, database, keys, config) {
  const { verifyAudit } = require(path.join(dist, 'store', 'verify-audit.js'));
  const { readCheckpoints } = require(path.join(dist, 'evidence', 'checkpoints.js'));
  const { file } = config.checkpoints;
  const told = file === null ? [] : readCheckpoints(file, keys);
  const verdict = await verifyAudit(database.db, { keys, checkpoints: [...told, ...checkpoints] });
  if (!verdict.ok) return fail(`The audit is NOT whole: entry ${verdict.seq} ${problems[verdict.problem]}.`);
  const notes = [
    ...(verdict.erased ? [`${verdict.erased} of them erased`] : []),
    ...(verdict.unsigned ? [`${verdict.unsigned} without a signature (before signing began, or by a lost key)`] : []),
    ...(told.length ? [`${told.length} checkpoints of ${file} hold`] : []),
  ].map((note) => `, ${note}`);
  console.log(`The audit is whole: ${verdict.entries} entries${notes.join('')}. Checkpoint ${verdict.head.seq}:${verdict.head.hash}`);
}

async function exportTo({ since, out }, database, keys, clock) {
  const { exportAudit } = require(path.join(dist, 'evidence', 'export.js'));
  const lines = Readable.from(exportAudit(database.db, keys, clock, since));
  // What it holds is personal: its owner alone reads it.
  await pipeline(lines, out ? fs.createWriteStream(out, { mode: 0o600 }) : process.stdout);
}

function fail(line) {
  console.error(line);
  process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error) =>
  fail(['ConfigError', 'DatabaseError'].includes(error?.name) ? error.message : `The audit could not be read: ${error?.stack ?? error}`),
);
