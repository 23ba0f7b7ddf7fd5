'use strict';
// npm run audit -- verify [<seq>:<hash>]: reads the whole audit chain. Exit code 0: whole; 1: not whole, or it could not be read.
const path = require('node:path');
const { ensureBuilt } = require('./ensure-built');

const dist = path.join(__dirname, '..', 'dist');
const usage = 'Usage: npm run audit -- verify [<seq>:<hash> that an earlier run printed]';

const problems = {
  altered: 'does not have the content it was written with',
  missing: 'is missing',
  reordered: 'was written under another number',
  unlinked: 'was not written after the entry before it',
};

async function main([command, head]) {
  const checkpoint = head && /^(\d+):([0-9a-f]{64})$/.exec(head);
  if (command !== 'verify' || (head && !checkpoint)) return fail(usage);
  ensureBuilt();

  const { loadConfig } = require(path.join(dist, 'config.js'));
  const { systemClock } = require(path.join(dist, 'clock.js'));
  const { openDatabase } = require(path.join(dist, 'store', 'database.js'));
  const { verifyAudit } = require(path.join(dist, 'store', 'verify-audit.js'));

  const database = await openDatabase(loadConfig().databaseUrl, { clock: systemClock, readOnly: true });
  try {
    const verdict = await verifyAudit(database.db, checkpoint ? { checkpoint: { seq: Number(checkpoint[1]), hash: checkpoint[2] } } : {});
    if (!verdict.ok) return fail(`The audit is NOT whole: entry ${verdict.seq} ${problems[verdict.problem]}.`);
    const erased = verdict.erased ? `, ${verdict.erased} of them erased` : '';
    console.log(`The audit is whole: ${verdict.entries} entries${erased}. Checkpoint ${verdict.head.seq}:${verdict.head.hash}`);
  } finally {
    await database.close();
  }
}

function fail(line) {
  console.error(line);
  process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error) =>
  fail(['ConfigError', 'DatabaseError'].includes(error?.name) ? error.message : `The audit could not be read: ${error?.stack ?? error}`),
);
