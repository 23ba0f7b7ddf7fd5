'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { parseArgs } = require('node:util');

const dist = path.join(__dirname, '..', 'dist');

const usage = `Usage: npm run chat [-- --as <persona of switchboard.yaml, such as helpdesk>] [--json] ["one line to say"]

--json prints what was said as data: text, card, and the change with its plan.
One line ends with 0: it got what it asked for; 1: no Switchboard answers; 2: usage; 3: refused, or not understood; 4: more is asked;
5: its change did not end well, or has not ended yet.
`;

/** npm run chat [-- --as <persona>] [--json] [-- "one line"] */
async function main() {
  if (!fs.existsSync(path.join(dist, 'local', 'terminal.js'))) {
    process.stdout.write('Switchboard has not been built yet. Start it in another terminal: npm start\n');
    return 1;
  }
  const asked = read();
  if (!asked) {
    process.stderr.write(usage);
    return 2;
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
    json: values.json,
    input: process.stdin,
    output: process.stdout,
    errors: process.stderr,
  });
}

function read() {
  try {
    const asked = parseArgs({
      options: { as: { type: 'string', default: 'voice-admin' }, json: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    return asked.values.json && asked.positionals.length === 0 ? null : asked;
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
