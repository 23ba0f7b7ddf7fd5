'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { parseArgs } = require('node:util');

const dist = path.join(__dirname, '..', 'dist');

/** npm run chat [-- --as <persona>] [-- "one line"] */
async function main() {
  if (!fs.existsSync(path.join(dist, 'local', 'terminal.js'))) {
    process.stdout.write('Switchboard has not been built yet. Start it in another terminal: npm start\n');
    return 1;
  }
  const asked = read();
  if (!asked) {
    process.stdout.write('Usage: npm run chat [-- --as <persona of switchboard.yaml, such as helpdesk>] ["one line to say"]\n');
    return 1;
  }
  const { values, positionals } = asked;
  const { loadAddress } = require(path.join(dist, 'config.js'));
  const { runTerminal } = require(path.join(dist, 'local', 'terminal.js'));
  const { host, port } = loadAddress();
  return runTerminal({
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    persona: values.as,
    locale: new Intl.DateTimeFormat().resolvedOptions().locale,
    line: positionals.length > 0 ? positionals.join(' ') : null,
    input: process.stdin,
    output: process.stdout,
  });
}

function read() {
  try {
    return parseArgs({ options: { as: { type: 'string', default: 'voice-admin' } }, allowPositionals: true });
  } catch {
    return null;
  }
}

main().then(
  (code) => process.exit(code),
  (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);
