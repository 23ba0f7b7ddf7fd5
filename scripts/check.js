'use strict';
// npm run check [-- --json]: looks at the set-up as «check all» does. Exit code 0: nothing wrong; 1: something is; 2: something is not known.
const path = require('node:path');
const { parseArgs } = require('node:util');
const { ensureBuilt } = require('./ensure-built');

const dist = path.join(__dirname, '..', 'dist');
const built = (...names) => require(path.join(dist, ...names));

async function main() {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  ensureBuilt();
  const { localObjectId } = built('auth', 'people.js');
  const { allChecks } = built('checks', 'all-checks.js');
  const { createNetwork } = built('checks', 'network', 'network.js');
  const { reportOf, exitCodeOf, linesOf } = built('dialogs', 'checks', 'report.js');
  const { runChecks } = built('checks', 'run-checks.js');
  const { systemClock } = built('clock.js');
  const { loadConfig } = built('config.js');
  const { createResources } = built('resources', 'registry.js');
  const { openTenants } = built('tenant', 'open-tenants.js');

  const config = loadConfig();
  const { model } = config;
  const reader = { tenantId: model.tenantId, objectId: localObjectId(model.tenantId, 'npm-run-check'), name: 'npm run check' };
  const tenants = openTenants({ ...config, clock: systemClock });
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  try {
    const checks = allChecks({
      model,
      network: createNetwork({ model, ...config.checks }),
      clock: systemClock,
      tenant: reached(() => tenants.tenantFor(reader)),
      resourceOf: createResources(model),
    });
    const outcomes = await runChecks(checks, {
      signal: stop.signal,
      progress: (_outcome, done, total) => process.stderr.isTTY && process.stderr.write(`\r${done}/${total}${done === total ? '\n' : ''}`),
      fault: (error, { id }) => process.stderr.write(`${id} broke: ${error?.stack ?? error}\n`),
    });
    const report = reportOf(outcomes, { language: config.language, asked: checks.length });
    process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : `${linesOf(report, config.language).join('\n')}\n`);
    process.exitCode = exitCodeOf(report);
  } finally {
    tenants.close();
  }
}

/** A tenant that is not there answers nothing, and says so: the other checks are made all the same. */
function reached(open) {
  try {
    return open();
  } catch (error) {
    return { call: async () => ({ outcome: 'not-run', error: { id: 'Unreachable', message: error.message } }), settleMs: () => 0 };
  }
}

main().catch((error) => {
  const isPlain = error?.name === 'ConfigError' || error?.cause !== undefined || error?.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION';
  process.stderr.write(`${isPlain ? error.message : (error?.stack ?? error)}\n`);
  process.exitCode = 2;
});
