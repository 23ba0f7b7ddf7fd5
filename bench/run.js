'use strict';
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { ensureDependencies } = require('../scripts/ensure-built');

const results = path.join(__dirname, 'RESULTS.md');
const sections = ['turns', 'starts', 'changes', 'audit'];

/** `npm run bench`: every figure from one run, written to bench/RESULTS.md. `-- --quick turns`: a tenth of one section, only printed. */
async function main() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { quick: { type: 'boolean', default: false } } });
  const unknown = positionals.find((name) => !sections.includes(name));
  if (unknown) throw new Error(`There is no section «${unknown}»: ${sections.join(', ')}.`);
  ensureDependencies();
  require('../test/setup/typescript.js');
  const whole = !values.quick && positionals.length === 0;
  const written = [machine()];
  for (const name of whole || positionals.length === 0 ? sections : positionals) {
    const lines = await require(`./${name}`)[name](values.quick ? 10 : 1);
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
