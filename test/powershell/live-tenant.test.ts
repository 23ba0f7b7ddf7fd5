import type { Tenant } from '../../src/tenant/tenant';
import { tenantSpec } from '../tenant/tenant-spec';
import { engine } from './engine';
import { identityOf, openLive, type LiveStage } from './open-live';

const ready = engine();

if (ready.kind === 'none') test.skip(`the tenant spec through the live back end: ${ready.reason}`, () => undefined);
else {
  let stage: LiveStage | undefined;
  let tenant: Tenant;
  afterAll(() => stage?.close());
  tenantSpec(
    'live',
    async () => {
      if (stage) stage.anew();
      else {
        stage = await openLive();
        tenant = stage.tenants.tenantFor(identityOf(stage.person('Vera')));
      }
      const { simulator } = stage;
      return { tenant, control: async (command) => simulator().control(command), close: async () => undefined };
    },
    ['direct-routing'],
  );
}
