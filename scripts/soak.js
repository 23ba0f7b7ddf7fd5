'use strict';
const { parseArgs } = require('node:util');
const { ensureDependencies } = require('./ensure-built');
const { onDatabase } = require('./test-database');

/** `npm run soak -- [--minutes N] [--seed N] [--postgres]`: people talk on both platforms while everything fails at random; then all is checked. */
async function main() {
  const { values } = parseArgs({
    options: { minutes: { type: 'string', default: '20' }, seed: { type: 'string' }, postgres: { type: 'boolean', default: false } },
  });
  const minutes = Number(values.minutes);
  const seed = Number(values.seed ?? Date.now() % 100_000);
  if (!(minutes > 0) || !Number.isInteger(seed)) throw new Error('Usage: npm run soak -- [--minutes N] [--seed N] [--postgres]');
  ensureDependencies();
  require('../test/setup/typescript.js');
  for (const platform of ['cloud-connector', 'direct-routing'])
    await onDatabase(values.postgres, (database) => run(database, { platform, forMs: minutes * 30_000, seed }));
}

async function run({ name: on, url }, { platform, forMs, seed }) {
  const { createWorld } = require('../test/power/world.ts');
  const { runSoak } = require('../test/power/soak.ts');
  const { lineTo } = require('../test/power/line.ts');
  const world = await createWorld(url, { accounts: 3_000 + Math.ceil(forMs / 40), platform });
  const line = url && (await lineTo(url));
  const began = Date.now();
  try {
    const onEvent = (name) => process.stderr.write(`${Math.round((Date.now() - began) / 1000)} s  ${name}\n`);
    const report = await runSoak(world, { forMs, seed, line, onEvent });
    for (const [name, times] of [...report.events].sort()) process.stdout.write(`  ${String(times).padStart(4)}  ${name}\n`);
    const states = [...report.states].map(([state, times]) => `${times} ${state}`).join(', ');
    process.stdout.write(
      `${platform} on ${on} (seed ${seed}): ${report.hours.toFixed(0)} hours in ${Math.round((Date.now() - began) / 1000)} s, ` +
        `${report.stories} people, changes ${states}; ${report.cmdlets} cmdlets; every invariant held.\n`,
    );
  } finally {
    await world.end();
    line?.close();
  }
}

main().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
