import { serveSimulator, type SimulatorServer } from '../../src/simulator/server';
import { createSimulator, type Simulator } from '../../src/simulator/simulator';
import type { Platform } from '../../src/simulator/platform';
import type { Tenant } from '../../src/tenant/tenant';
import { tenantSpec } from '../tenant/tenant-spec';
import { engine } from './engine';
import { openPowerShell } from './open-powershell';

const key = 'a key that only this test knows';
const ready = engine();

interface Standing {
  server: SimulatorServer;
  tenant: Tenant;
  close(): Promise<void>;
}

/** One PowerShell process per platform: the tenant behind the same address changes from test to test. */
const standing = new Map<Platform, Promise<Standing>>();
const current = new Map<Platform, Simulator>();

async function stand(platform: Platform): Promise<Standing> {
  const now = (): Simulator => current.get(platform)!;
  const server = await serveSimulator(
    {
      platform,
      call: (call, caller) => now().call(call, caller),
      control: (c) => now().control(c),
      calls: () => now().calls(),
      account: (user) => now().account(user),
      stream: (call, caller) => now().stream(call, caller),
    },
    { key },
  );
  const { tenant, close } = openPowerShell({ url: server.url, key, platform });
  return {
    server,
    tenant,
    close: async () => {
      close();
      await server.close();
    },
  };
}

if (ready.kind === 'none') test.skip(`the tenant spec through PowerShell: ${ready.reason}`, () => undefined);
else {
  afterAll(async () => {
    for (const one of standing.values()) await (await one).close();
  });
  tenantSpec('through PowerShell', async (platform) => {
    const simulator = createSimulator({ platform });
    current.set(platform, simulator);
    if (!standing.has(platform)) standing.set(platform, stand(platform));
    const { tenant } = await standing.get(platform)!;
    return { tenant, control: async (command) => simulator.control(command), close: async () => undefined };
  });
}
