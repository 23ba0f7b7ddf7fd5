'use strict';
const { createSimulator } = require('../src/simulator/simulator.ts');
const { serveSimulator } = require('../src/simulator/server.ts');
const { systemClock } = require('../src/clock.ts');
const { simulatedDoor } = require('../src/tenant/open-tenants.ts');
const { createPool } = require('../src/tenant/powershell/pool.ts');
const { createPowerShellTenant } = require('../src/tenant/powershell/powershell-tenant.ts');
const { voiceAdmin } = require('../test/changes/world.ts');
const { engine } = require('../test/powershell/engine.ts');
const { realSession } = require('../test/powershell/open-powershell.ts');
const { median } = require('./processes');

const platform = 'cloud-connector';
const rounds = 5;

/** What an admin's first command takes in PowerShell: when a process has to start for it, and when one stands ready. */
async function firstCommand() {
  const found = engine();
  if (found.kind === 'none') return ['## First command of an admin through PowerShell', '', `Not measured: ${found.reason}.`];
  const key = 'bench';
  const server = await serveSimulator(createSimulator({ platform }), { key });
  const door = simulatedDoor({ url: server.url, key, platform }, voiceAdmin);
  const times = { cold: [], ready: [], second: [] };
  const withPool = async (work) => {
    const pool = createPool({ start: (signal) => realSession({ signal }), clock: systemClock, limit: 2 });
    const tenant = createPowerShellTenant({ pool, door: () => door, settleMs: 0 });
    const timed = async () => {
      const began = process.hrtime.bigint();
      const { outcome } = await tenant.call({ cmdlet: 'Get-CsUserPstnSettings', parameters: { Identity: 'busy@contoso.com' } });
      if (outcome !== 'done') throw new Error(`PowerShell answered ${outcome}.`);
      return Number(process.hrtime.bigint() - began) / 1e6;
    };
    try {
      await work(pool, timed);
    } finally {
      pool.close();
    }
  };
  try {
    for (let round = 0; round < rounds; round++) {
      await withPool(async (_pool, timed) => times.cold.push(await timed()));
      await withPool(async (pool, timed) => {
        await pool.prove(AbortSignal.timeout(60_000));
        times.ready.push(await timed());
        times.second.push(await timed());
      });
    }
  } finally {
    await server.close();
  }
  const of = (what) => `${median(times[what]).toFixed(0)} ms`;
  return [
    '## First command of an admin through PowerShell',
    '',
    `${of('cold')} when a process has to start and import the module, ${of('ready')} in the process that stands ready, ${of('second')} for the second command (median of ${rounds}, ${found.kind === 'pwsh' ? 'pwsh' : 'the engine of the tests'}).`,
  ];
}

module.exports = { firstCommand };
