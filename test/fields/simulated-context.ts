import type { FieldContext } from '../../src/fields/field';
import { personVoice } from '../../src/resources/person-voice/person-voice';
import type { Platform } from '../../src/resources/tenant-model';
import { createSimulator } from '../../src/simulator/simulator';
import { createInProcessTenant } from '../../src/tenant/simulated';
import type { Call, Tenant } from '../../src/tenant/tenant';
import { sampleModel } from '../sample-model';

/** Fields over the simulated tenant, with everything that was asked of it. */
export function simulatedContext(
  platform: Platform,
  answers: FieldContext['answers'] = {},
  population = 300,
): { context: FieldContext; calls: Call[] } {
  const calls: Call[] = [];
  const model = sampleModel(platform);
  const inner = createInProcessTenant(createSimulator({ platform, population }));
  const tenant: Tenant = {
    settleMs: (cmdlet) => inner.settleMs(cmdlet),
    call: (call) => {
      calls.push(call);
      return inner.call(call);
    },
  };
  const freeNumbers = async (_site: string | null, count: number) => ['+14255550140', '+14255550141', '+14255550142'].slice(0, count);
  const siteOf = personVoice(model).siteOf.bind(null, tenant);
  return { context: { tenant, model, answers, freeNumbers, siteOf, bounds: null }, calls };
}
