'use strict';
/**
 * The index of the directory at size, on SQLite and PostgreSQL: `npm run build && node bench/directory.js [people]`.
 * Prints how long filling, a refresh that changes nothing, and a search take. TEST_POSTGRES_URL names a server other than the embedded one.
 */
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

const dist = path.resolve(__dirname, '../dist');
const { createPopulation } = require(path.join(dist, 'simulator/population'));
const { openDatabase } = require(path.join(dist, 'store/database'));
const index = require(path.join(dist, 'store/directory-index'));
const { foundBy } = require(path.join(dist, 'fields/directory'));
const setUp = require('../test/setup/postgres');

const people = Number(process.argv[2] ?? 200_000);
const clock = { now: () => new Date() };
const owner = 'bench';
const later = (ms) => new Date(Date.now() + ms);
const seconds = (since) => ((performance.now() - since) / 1000).toFixed(1);

/** Beginnings as people type them, from one that fits a handful to one that fits thousands, and pairs that fit nobody together. */
const searches = [
  ['renee', 'ibanez'],
  ['mar'],
  ['a'],
  ['emi', 'ta'],
  ['john', 'smith'],
  ['a', 'a'],
  ['jerome', 'suzuki'],
  ['jer', 'suz'],
  ['14255'],
  ['4021'],
  ['nobody'],
];

function entries() {
  return createPopulation(1, people).map(({ id, upn, displayName: name, sip, department, number }) => {
    const one = { id, upn, name, sip, department, lineUri: number && `tel:${number}`, marks: [] };
    return { id, entry: JSON.stringify(one), words: foundBy(one) };
  });
}

async function fill(database, all) {
  const { generation } = await index.takeRefresh(database.db, { owner, now: clock.now(), leaseMs: 3_600_000, before: later(1_000) });
  for (let at = 0; at < all.length; at += 500) {
    const page = { owner, generation, people: all.slice(at, at + 500), upTo: String(at), leaseUntil: later(3_600_000) };
    await database.transaction((trx) => index.putPage(trx, page));
  }
  await database.transaction((trx) => index.finishRefresh(trx, { owner, generation }));
}

async function measure(name, url, all) {
  const database = await openDatabase(url, { clock });
  let since = performance.now();
  await fill(database, all);
  const filled = seconds(since);
  since = performance.now();
  await fill(database, all);
  process.stdout.write(`\n${name}: ${people} people filled in ${filled} s, refreshed without a change in ${seconds(since)} s\n`);
  for (const wanted of searches) {
    const times = [];
    let found = 0;
    for (let round = 0; round < 11; round++) {
      const began = performance.now();
      found = (await index.searchIndex(database.db, wanted, 50)).length;
      times.push(performance.now() - began);
    }
    times.sort((a, b) => a - b);
    process.stdout.write(
      `  ${wanted.join(' ').padEnd(16)} ${String(found).padStart(3)} found, median ${times[5].toFixed(1)} ms, slowest ${times[10].toFixed(1)} ms\n`,
    );
  }
  await database.close();
}

async function main() {
  const folder = mkdtempSync(path.join(tmpdir(), 'switchboard-bench-'));
  const all = entries();
  try {
    await measure('SQLite', `sqlite:${path.join(folder, 'index.db')}`, all);
    await setUp();
    const { url } = await (await fetch(process.env.TEST_POSTGRES_DOOR)).json();
    if (url) await measure('PostgreSQL', url, all);
    await globalThis.stopTestPostgres();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
