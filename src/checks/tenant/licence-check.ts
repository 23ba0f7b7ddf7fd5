import { z } from 'zod';
import type { Platform } from '../../resources/tenant-model';
import { sentence } from '../../sentence';
import { readRows, type Tenant } from '../../tenant/tenant';
import { ok, type Check, type Finding } from '../check';
import type { TenantSource } from '../check-source';
import { whenRead } from '../when-read';

interface Product {
  name: string;
  bought: number;
  used: number;
  plans: string[];
}

const msolRow = z.object({
  SkuPartNumber: z.string(),
  ActiveUnits: z.number(),
  ConsumedUnits: z.number(),
  ServiceStatus: z.array(z.object({ ServicePlan: z.object({ ServiceName: z.string() }) })).nullish(),
});
const graphRow = z.object({
  SkuPartNumber: z.string(),
  PrepaidUnits: z.object({ Enabled: z.number().nullish() }).nullish(),
  ConsumedUnits: z.number().nullish(),
  ServicePlans: z.array(z.object({ ServicePlanName: z.string() })).nullish(),
});

/** Whether somebody else could get Phone System, by service plans and not by the names of products (facts: «Licences»). */
export function licenceCheck({ model, tenant }: TenantSource): Check {
  return {
    id: 'tenant.licences',
    target: 'Phone System',
    proves: sentence('check.tenant.licences.proves'),
    run: () => whenRead(async () => [judge(await readProducts(tenant, model.platform))]),
  };
}

function judge(products: readonly Product[]): Finding {
  const phone = products.filter(({ plans }) => plans.includes('MCOEV'));
  const free = phone.filter(({ bought, used }) => bought > used);
  if (free.length > 0)
    return ok(sentence('check.tenant.licences.ok', { free: free.map(({ name, bought, used }) => `${name} ${bought - used}`) }));
  const values = { skus: phone.map(({ name }) => name) };
  const name = phone.length > 0 ? 'used-up' : 'none';
  return {
    result: phone.length > 0 ? 'warning' : 'wrong',
    seen: sentence(`check.tenant.licences.${name}.seen`, values),
    remedy: sentence(`check.tenant.licences.${name}.remedy`, values),
  };
}

async function readProducts(tenant: Tenant, platform: Platform): Promise<Product[]> {
  if (platform === 'cloud-connector')
    return (await readRows(tenant, 'Get-MsolAccountSku'))
      .map((row) => msolRow.parse(row))
      .map((row) => ({
        name: row.SkuPartNumber,
        bought: row.ActiveUnits,
        used: row.ConsumedUnits,
        plans: (row.ServiceStatus ?? []).map(({ ServicePlan }) => ServicePlan.ServiceName),
      }));
  return (await readRows(tenant, 'Get-MgSubscribedSku'))
    .map((row) => graphRow.parse(row))
    .map((row) => ({
      name: row.SkuPartNumber,
      bought: row.PrepaidUnits?.Enabled ?? 0,
      used: row.ConsumedUnits ?? 0,
      plans: (row.ServicePlans ?? []).map(({ ServicePlanName }) => ServicePlanName),
    }));
}
