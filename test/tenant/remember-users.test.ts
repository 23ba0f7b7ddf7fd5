import { createSimulator } from '../../src/simulator/simulator';
import { eq } from '../../src/tenant/filter';
import { rememberUsers } from '../../src/tenant/remember-users';
import { createInProcessTenant } from '../../src/tenant/simulated';
import { readRows } from '../../src/tenant/tenant';

test('whom a search has found is not read again by id, and is the same person', async () => {
  const simulator = createSimulator({ platform: 'cloud-connector' });
  const plain = createInProcessTenant(simulator);
  const tenant = rememberUsers(plain);
  const [found] = await readRows(tenant, 'Get-CsOnlineUser', { Filter: eq('UserPrincipalName', 'busy@contoso.com'), ResultSize: 5 });
  const Identity = String(found?.Identity);
  const again = await readRows(tenant, 'Get-CsOnlineUser', { Identity });
  expect(simulator.calls()).toHaveLength(1);
  expect(again).toEqual(await readRows(plain, 'Get-CsOnlineUser', { Identity }));
});

test('others, and what is asked in another way, are read', async () => {
  const simulator = createSimulator({ platform: 'cloud-connector' });
  const tenant = rememberUsers(createInProcessTenant(simulator));
  const [busy] = await readRows(tenant, 'Get-CsOnlineUser', { Identity: 'busy@contoso.com' });
  await readRows(tenant, 'Get-CsOnlineUser', { Identity: 'bob@contoso.com' });
  await readRows(tenant, 'Get-CsOnlineUser', { Identity: String(busy?.Identity), SoftDeletedUser: true }).catch(() => []);
  await readRows(tenant, 'Get-CsUserPstnSettings', { Identity: 'busy@contoso.com' });
  expect(simulator.calls()).toHaveLength(4);
});
