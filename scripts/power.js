'use strict';
const { parseArgs } = require('node:util');
const { ensureDependencies } = require('./ensure-built');
const { onDatabase } = require('./test-database');

/** `npm run power -- [kills] [--seed N] [--postgres]`: so many power cuts, 300 by default, and what they left. */
async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string' }, postgres: { type: 'boolean', default: false } },
  });
  const kills = Number(positionals[0] ?? 300);
  const seed = Number(values.seed ?? Date.now() % 100_000);
  if (!Number.isInteger(kills) || !Number.isInteger(seed)) throw new Error('Usage: npm run power -- [kills] [--seed N] [--postgres]');
  ensureDependencies();
  require('../test/setup/typescript.js');
  await onDatabase(values.postgres, (database) => run(database, { kills, seed }));
}

async function run({ name: on, url }, { kills, seed }) {
  const { createWorld } = require('../test/power/world.ts');
  const { runCampaign } = require('../test/power/campaign.ts');
  const world = await createWorld(url, { accounts: 1_500 + 40 * kills });
  const began = Date.now();
  const onKill = (done, name) => process.stderr.write(`${done}/${kills} ${name}\n`);
  try {
    // On PostgreSQL a dead bot's leases run out by themselves: the next one starts that much later.
    const report = await runCampaign(world, { kills, seed, onKill, ...(url && { jumpMs: 150_000 }) });
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
