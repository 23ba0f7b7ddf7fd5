'use strict';
const { parseArgs } = require('node:util');
const { ensureDependencies } = require('./ensure-built');

/** `npm run power -- [kills] [--seed N] [--postgres]`: so many power cuts, on an SQLite file or on an embedded PostgreSQL. */
async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string' }, postgres: { type: 'boolean' } },
  });
  const kills = Number(positionals[0] ?? 300);
  const seed = Number(values.seed ?? Date.now() % 100_000);
  ensureDependencies();
  require('../test/setup/typescript.js');
  if (!values.postgres) return run({ kills, seed, on: 'SQLite' });
  await require('../test/setup/postgres.js')();
  const { onPostgres } = require('../test/store/on-each-database.ts');
  // On PostgreSQL a dead bot's leases run out by themselves: the next one starts that much later.
  await onPostgres(({ url }) => run({ kills, seed, on: 'PostgreSQL', url, jumpMs: 150_000 })).finally(globalThis.stopTestPostgres);
}

async function run({ kills, seed, on, url, jumpMs }) {
  const { createWorld } = require('../test/power/world.ts');
  const { runCampaign } = require('../test/power/campaign.ts');
  const world = await createWorld(url);
  const began = Date.now();
  const onKill = (done, name) => process.stderr.write(`${done}/${kills} ${name}\n`);
  try {
    const report = await runCampaign(world, { kills, seed, jumpMs, onKill });
    for (const [name, times] of report.kills) process.stdout.write(`  ${String(times).padStart(4)}  ${name}\n`);
    const states = [...report.states].map(([state, times]) => `${times} ${state}`).join(', ');
    process.stdout.write(
      `${kills} power cuts on ${on} (seed ${seed}) in ${Math.round((Date.now() - began) / 1000)} s, ${report.late} of them by hand: changes ${states}; ` +
        `${report.cmdlets} journaled steps, ${report.audited} audit entries, ${report.toldToRepeat} messages given up; every invariant held.\n`,
    );
  } finally {
    await world.end();
  }
}

main().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
