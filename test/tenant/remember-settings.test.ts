import { createSimulator } from '../../src/simulator/simulator';
import { createSettingsMemory } from '../../src/tenant/remember-settings';
import { createInProcessTenant } from '../../src/tenant/simulated';
import { readRows } from '../../src/tenant/tenant';

function world() {
  let at = 0;
  const simulator = createSimulator({ platform: 'cloud-connector' });
  const memory = createSettingsMemory({ now: () => new Date(at) });
  const tenant = createInProcessTenant(simulator);
  return {
    memory,
    sites: (reader = 'vera') => readRows(memory.of(reader, tenant), 'Get-CsHybridPSTNSite'),
    asked: () => simulator.calls().length,
    later: (ms: number) => (at += ms),
  };
}

test('a minute long the same is not asked twice, also while the first answer is on its way', async () => {
  const { sites, asked, later } = world();
  const [first, second] = await Promise.all([sites(), sites()]);
  expect(second).toEqual(first);
  later(59_999);
  expect(await sites()).toEqual(first);
  expect(asked()).toBe(1);
  later(1);
  await sites();
  expect(asked()).toBe(2);
});

test('each reader asks with their own rights', async () => {
  const { sites, asked } = world();
  await sites('vera');
  await sites('victor');
  expect(asked()).toBe(2);
});

test('after a change of ours everything is asked again', async () => {
  const { memory, sites, asked } = world();
  await sites();
  memory.forget();
  await sites();
  expect(asked()).toBe(2);
});
