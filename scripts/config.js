'use strict';
// npm run config -- check [file]: every problem of a switchboard.yaml at once, or what it means. Exit code 0: usable; 1: not.
const path = require('node:path');
const { ensureBuilt } = require('./ensure-built');

const dist = path.join(__dirname, '..', 'dist');
const usage = 'Usage: npm run config -- check [switchboard.yaml]';

function main([command, file = process.env.SWITCHBOARD_CONFIG || 'switchboard.yaml', ...more]) {
  if (command !== 'check' || more.length > 0) return fail([usage]);
  ensureBuilt();
  const { readConfigFile } = require(path.join(dist, 'config.js'));
  const { operations } = require(path.join(dist, 'operations', 'index.js'));
  const { summaryOf } = require(path.join(dist, 'configuration', 'summary.js'));

  const read = readConfigFile(file);
  if ('problems' in read) return fail(read.problems);
  const unknown = unknownOperations(read.file, operations);
  if (unknown.length > 0) return fail(unknown.map((problem) => `${file}: ${problem}`));
  console.log(summaryOf(read.file).join('\n'));
}

function unknownOperations({ roles }, operations) {
  const known = operations.map(({ id }) => id);
  return Object.entries(roles).flatMap(([role, { operations: named = [] }]) =>
    named.flatMap((id, at) =>
      known.includes(id) ? [] : [`roles.${role}.operations.${at}: there is no operation «${id}»; known: ${known.join(', ')}`],
    ),
  );
}

function fail(lines) {
  for (const line of lines) console.error(line);
  process.exitCode = 1;
}

main(process.argv.slice(2));
