'use strict';
// npm run manifest [-- --out FILE]: the Teams app package of this configuration. Exit code 0: written; 1: something is missing.
const fs = require('node:fs');
const path = require('node:path');
const { ensureBuilt } = require('./ensure-built');

const root = path.join(__dirname, '..');
const built = (name) => require(path.join(root, 'dist', name));

function main(options) {
  const [flag, given, ...more] = options;
  if (options.length > 0 && (flag !== '--out' || !given || more.length > 0)) return fail(['Usage: npm run manifest [-- --out FILE]']);
  ensureBuilt();
  const config = process.env.SWITCHBOARD_CONFIG || 'switchboard.yaml';
  const read = built('config.js').readConfigFile(config);
  if ('problems' in read) return fail(read.problems);
  const appId = process.env.MICROSOFT_APP_ID || undefined;
  const named = built('manifest/names.js').appNames(read.file, { appId, version: require(path.join(root, 'package.json')).version });
  if ('problems' in named) return fail(named.problems.map((problem) => `${config}: ${problem}`));
  const out = path.resolve(given ?? 'switchboard-teams.zip');
  const { operations } = built('operations/index.js');
  fs.writeFileSync(out, built('manifest/package.js').appPackage(named.names, operations, path.join(root, 'manifest')));
  console.log(`${out}: upload it in the Teams admin center (Teams apps, Manage apps).`);
}

function fail(lines) {
  for (const line of lines) console.error(line);
  process.exitCode = 1;
}

main(process.argv.slice(2));
