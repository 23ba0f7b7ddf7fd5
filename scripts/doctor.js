'use strict';
// npm run doctor [-- --json]: looks whether this deployment has what it needs. Exit code 0: nothing wrong; 1: something is; 2: something is not known.
const path = require('node:path');
const { parseArgs } = require('node:util');
const { ensureBuilt } = require('./ensure-built');

const dist = path.join(__dirname, '..', 'dist');
const built = (...names) => require(path.join(dist, ...names));
const marks = { ok: '✓', wrong: '✗', unknown: '✗', warning: '✗', 'not-provable': '–' };

async function main() {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  ensureBuilt();
  const { createAppToken } = built('auth', 'app-token.js');
  const { createEntra } = built('auth', 'entra.js');
  const { systemClock } = built('clock.js');
  const { loadConfig } = built('config.js');
  const { reportOf, exitCodeOf } = built('dialogs', 'checks', 'report.js');
  const { runChecks } = built('checks', 'run-checks.js');
  const { doctorChecks } = built('doctor', 'doctor-checks.js');

  const config = loadConfig();
  const { teams: app } = config;
  const appToken = app && createAppToken(createEntra({ app, clock: systemClock }), systemClock);
  const checks = doctorChecks(config, { appToken, clock: systemClock });
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const outcomes = await runChecks(checks, {
    signal: stop.signal,
    timeoutMs: 90_000,
    fault: (error, { id }) => process.stderr.write(`${id} broke: ${error?.stack ?? error}\n`),
  });
  const inTheirOrder = [...outcomes].sort((one, other) => checks.indexOf(one.check) - checks.indexOf(other.check));
  const report = reportOf(inTheirOrder, { language: config.language, asked: checks.length });
  process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : `${linesOf(report).join('\n')}\n`);
  process.exitCode = exitCodeOf(report);
}

/** What a server or a file said cannot steer a terminal. */
function linesOf({ checks }) {
  return checks.flatMap(({ target, findings }) =>
    findings
      .flatMap(({ result, seen, remedy }) => [`${marks[result]} ${target}: ${seen}`, ...(remedy === null ? [] : [`  → ${remedy}`])])
      .map((line) => line.replace(/[\u0000-\u001F\u007F-\u009F]/g, ' ')),
  );
}

main().catch((error) => {
  if (error?.name === 'ConfigError' && process.argv.includes('--json')) {
    process.exitCode = 1;
    return void process.stdout.write(`${JSON.stringify({ result: 'wrong', problems: error.problems }, null, 2)}\n`);
  }
  const isPlain = error?.name === 'ConfigError' || error?.cause !== undefined || error?.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION';
  const text = isPlain ? error.message : (error?.stack ?? String(error));
  process.stderr.write(`✗ ${text}\n`);
  process.exitCode = error?.name === 'ConfigError' ? 1 : 2;
});
