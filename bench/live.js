'use strict';
const { readdirSync, readFileSync } = require('node:fs');
const { engine } = require('../test/powershell/engine.ts');
const { identityOf, openLive } = require('../test/powershell/open-live.ts');
const { median } = require('./processes');

const rounds = 5;
const sessions = 8;

/** What signing in adds for an admin, with Microsoft on this machine: tokens, a process, the tenant's own name; and what each session holds. */
async function live() {
  const found = engine();
  const title = '## First command of an admin in a live tenant';
  if (found.kind === 'none') return [title, '', `Not measured: ${found.reason}.`];
  const times = { cold: [], ready: [], renewed: [], second: [] };
  for (let round = 0; round < rounds; round++) {
    const stage = await openLive({ limit: 3 });
    const timed = timer(stage);
    const [first, next] = ['First', 'Next'].map((name) => identityOf(stage.person(name)));
    times.cold.push(await timed(first));
    times.second.push(await timed(first));
    // one stands ready for whoever comes next
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    times.ready.push(await timed(next));
    stage.credentials.forget(next);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    times.renewed.push(await timed(next));
    await stage.close();
  }
  const memory = await memoryPerSession();
  const of = (what) => `${median(times[what]).toFixed(0)} ms`;
  return [
    title,
    '',
    `Entra, Graph and the tenant are servers of this machine and the module is a stand-in, so that this is what Switchboard and PowerShell add (median of ${rounds}, ${found.kind === 'pwsh' ? 'pwsh' : 'the engine of the tests'}): ${of('cold')} when a process has to start, ${of('ready')} in the process that stands ready, ${of('renewed')} with new tokens, ${of('second')} for the second command.`,
    '',
    `Memory of a session after 100 commands: ${memory.pss} MB of its own and its share of what sessions have in common, ${memory.rss} MB resident (median of ${sessions} at once).`,
  ];
}

function timer(stage) {
  return async (admin) => {
    const began = process.hrtime.bigint();
    const tenant = stage.tenants.tenantFor(admin);
    const { outcome } = await tenant.call({
      cmdlet: 'Get-CsOnlineVoicemailUserSettings',
      parameters: { Identity: 'sip:busy@contoso.com' },
    });
    if (outcome !== 'done') throw new Error(`The tenant answered ${outcome}.`);
    return Number(process.hrtime.bigint() - began) / 1e6;
  };
}

async function memoryPerSession() {
  const stage = await openLive({ limit: sessions });
  const timed = timer(stage);
  for (let one = 0; one < sessions; one++) {
    const admin = identityOf(stage.person(`Admin${one}`));
    for (let call = 0; call < 100; call++) await timed(admin);
  }
  const held = childrenOf(process.pid).map((pid) => readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
  await stage.close();
  const mb = (name) => Math.round(median(held.map((text) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)[1]))) / 1024);
  return { rss: mb('Rss'), pss: mb('Pss') };
}

function childrenOf(parent) {
  return readdirSync('/proc').flatMap((name) => {
    try {
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1].split(' ');
      return Number(fields[1]) === parent && fields[0] !== 'Z' ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

module.exports = { live };
