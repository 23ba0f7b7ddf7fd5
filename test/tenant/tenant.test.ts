import { serveSimulator } from '../../src/simulator/server';
import { createSimulator } from '../../src/simulator/simulator';
import { createInProcessTenant, createSimulatedTenant } from '../../src/tenant/simulated';
import { tenantSpec } from './tenant-spec';

const key = 'a key that only this test knows';

tenantSpec('in process', async (platform) => {
  const simulator = createSimulator({ platform });
  return {
    tenant: createInProcessTenant(simulator),
    control: async (command) => simulator.control(command),
    close: async () => undefined,
  };
});

tenantSpec('over loopback', async (platform) => {
  const server = await serveSimulator(createSimulator({ platform }), { key });
  return {
    tenant: createSimulatedTenant({ url: server.url, key, platform }),
    control: async (command) => {
      const response = await fetch(`${server.url}/control`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(command),
      });
      expect(response.status).toBe(200);
      return response.json();
    },
    close: () => server.close(),
  };
});
