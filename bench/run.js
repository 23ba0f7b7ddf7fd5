'use strict';
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { ensureDependencies } = require('../scripts/ensure-built');

const results = path.join(__dirname, 'RESULTS.md');
const sections = {
  turns: (scale) => require('./turns').turns(scale),
  bridge: () => require('./bridge').bridgeFigures({ executable: process.env.PWSH }),
  'first-command': () => require('./first-command').firstCommand(),
  live: () => require('./live').live(),
  changes: (scale) => require('./changes').changes(scale),
  audit: (scale) => require('./audit').audit(scale),
  votes: (scale) => require('./votes').votes(scale),
  starts: (scale) => require('./starts').starts(scale),
};

/** `npm run bench`: every figure from one run, written to bench/RESULTS.md. `-- --quick turns`: a tenth of one section, only printed. */
async function main() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { quick: { type: 'boolean', default: false } } });
  const unknown = positionals.find((name) => !(name in sections));
  if (unknown) throw new Error(`There is no section «${unknown}»: ${Object.keys(sections).join(', ')}.`);
  ensureDependencies();
  require('../test/setup/typescript.js');
  const whole = !values.quick && positionals.length === 0;
  const written = [machine()];
  for (const name of positionals.length === 0 ? Object.keys(sections) : positionals) {
    const lines = await sections[name](values.quick ? 10 : 1);
    process.stdout.write(`${lines.join('\n')}\n\n`);
    written.push(lines);
  }
  if (whole) fs.writeFileSync(results, `${written.map((lines) => lines.join('\n')).join('\n\n')}\n`);
}

function machine() {
  const [{ model }] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return [
    '# Figures',
    '',
    `Node ${process.version}, ${os.cpus().length} × ${model.trim()}, ${memory} GB, load ${os.loadavg()[0].toFixed(1)} when it began, ${new Date().toISOString().slice(0, 10)}.`,
    'Ratios hold within this run. Written by `npm run bench`.',
  ];
}

main().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
