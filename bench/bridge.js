'use strict';
require('../test/setup/typescript.js');
const { randomBytes } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { bridged, spawnShell } = require('../src/tenant/powershell/session.ts');
const { engine, environment } = require('../test/powershell/engine.ts');

/** A cmdlet of the contract that does nothing but answer. */
const module_ = 'function Get-CsOnlineUser { [CmdletBinding()] param([string] $Identity) [pscustomobject]@{ DisplayName = $Identity } }\n';
const blocks = 20;
const callsInBlock = 100;
const limitMs = 60_000;

/**
 * One cmdlet through session and bridge, node-powershell's bare `1`, and what PowerShell says the cmdlet took, in turn on one warm
 * process. Lines of Markdown.
 * @param {{ executable?: string }} options PowerShell; without it `pwsh` where it is on PATH, else the engine of the tests
 */
async function bridgeFigures({ executable } = {}) {
  const found = executable ? { kind: 'pwsh', executable } : engine();
  if (found.kind === 'none') return ['## One cmdlet through PowerShell', '', `Not measured: ${found.reason}.`];
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switchboard-bench-'));
  const module = path.join(folder, 'answers.psm1');
  fs.writeFileSync(module, module_);
  const options = { executable: found.executable, environment: environment(), module };
  const mark = randomBytes(8).toString('hex');
  const shell = spawnShell(options, mark);
  const session = await bridged(shell, options, mark);
  try {
    const times = { bare: [], ours: [], inside: [] };
    // the first rounds compile what runs often
    for (let block = -blocks; block < blocks; block += 1) {
      if (block === 0) for (const list of Object.values(times)) list.length = 0;
      for (let call = 0; call < callsInBlock; call += 1) times.bare.push(await timed(() => bare(shell)));
      for (let call = 0; call < callsInBlock; call += 1) {
        let envelope;
        times.ours.push(await timed(async () => (envelope = await answered(session))));
        times.inside.push(envelope.ms);
      }
    }
    return report(found, times);
  } finally {
    session.end();
    await session.ended;
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function bare(shell) {
  await shell.invoke('1');
  // The library leaves the streams paused when it has its answer.
  shell.streams.stdout.resume();
  shell.streams.stderr.resume();
}

async function answered(session) {
  const reply = await session.ask('Invoke-BotCall', { cmdlet: 'Get-CsOnlineUser', parameters: { Identity: 'bob' }, ms: limitMs }, limitMs);
  if (reply.kind !== 'answered' || reply.envelope.outcome !== 'done')
    throw new Error(`The bridge did not answer: ${JSON.stringify(reply)}`);
  return reply.envelope;
}

async function timed(work) {
  const began = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - began) / 1e6;
}

function report({ kind }, { bare: floor, ours, inside }) {
  const row = (name, list) => `| ${name} | ${at(list, 0.5).toFixed(2)} | ${at(list, 0.99).toFixed(2)} |`;
  const ratio = (share) => (at(ours, share) / at(floor, share)).toFixed(2);
  return [
    '## One cmdlet through PowerShell',
    '',
    `${ours.length.toLocaleString('en')} calls of each in turn on one warm process (${kind === 'pwsh' ? 'pwsh' : 'the engine of the tests'}), in ms.`,
    '',
    '| | p50 | p99 |',
    '| --- | --- | --- |',
    row("node-powershell's bare `1`", floor),
    row('a cmdlet through session and bridge', ours),
    row('the same, timed inside PowerShell', inside),
    '',
    `Ratio to the bare \`1\`: ${ratio(0.5)} at p50 (wanted ≤ 1.5), ${ratio(0.99)} at p99 (wanted ≤ 2).`,
  ];
}

function at(list, share) {
  const sorted = [...list].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

module.exports = { bridgeFigures };
