'use strict';
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { ensureDependencies } = require('./ensure-built');

/** Runs jest with the given arguments; the last line says how many tests passed and failed. */
function main(args) {
  ensureDependencies();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switchboard-test-'));
  const results = path.join(folder, 'results.json');
  const jest = path.join(__dirname, '..', 'node_modules', 'jest', 'bin', 'jest.js');
  const run = spawnSync(process.execPath, [jest, ...args, '--json', `--outputFile=${results}`], {
    cwd: path.join(__dirname, '..'),
    stdio: ['inherit', 'ignore', 'inherit'],
  });
  const summary = fs.existsSync(results) ? JSON.parse(fs.readFileSync(results, 'utf8')) : null;
  fs.rmSync(folder, { recursive: true, force: true });
  if (!summary) {
    process.stdout.write('jest ended without results.\n0 passed, 1 failed\n');
    return run.status || 1;
  }
  // A file that does not load has no tests that could fail, and still is a failure.
  const failed = summary.numFailedTests + summary.numRuntimeErrorTestSuites;
  const skipped = summary.numPendingTests + summary.numTodoTests;
  process.stdout.write(`${summary.numPassedTests} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}\n`);
  return run.status === 0 && failed > 0 ? 1 : (run.status ?? 1);
}

process.exitCode = main(process.argv.slice(2));
