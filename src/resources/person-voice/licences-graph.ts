import { z } from 'zod';
import { readRows, type Tenant } from '../../tenant/tenant';
import { cmdletStep } from '../cmdlet-step';
import { text } from '../fact-read';
import { ps } from '../power-shell';
import { phoneProducts, productId, type Held, type LicenceFacts, type LicenceStore } from './licences';

const skuRow = z.object({
  SkuId: z.string(),
  SkuPartNumber: z.string(),
  ConsumedUnits: z.number(),
  PrepaidUnits: z.object({ Enabled: z.number() }),
  ServicePlans: z.array(z.object({ ServicePlanName: z.string() })).default([]),
});

const userRow = z.object({
  Id: z.string(),
  UsageLocation: z.string().nullish(),
  LicenseAssignmentStates: z.array(z.object({ SkuId: z.string(), AssignedByGroup: z.string().nullish() })).default([]),
});

const groupRow = z.object({ DisplayName: z.string() });

const properties = ['Id', 'UsageLocation', 'LicenseAssignmentStates'];

/** Microsoft Graph, shown as the Mg cmdlets that an admin would type. */
export const graphLicences: LicenceStore = {
  read,
  giving: (from, goal) => [
    ...cmdletStep(from.facts, goal, 'Update-MgUser', userOf(from), { usageLocation: { parameter: 'UsageLocation' } }).map((step) => ({
      ...step,
      final: true,
    })),
    ...(typeof goal.licence === 'string'
      ? cmdletStep(
          from.facts,
          goal,
          'Set-MgUserLicense',
          userOf(from),
          { licence: { parameter: 'AddLicenses', write: (part) => [{ SkuId: productId(from, part) }] } },
          { RemoveLicenses: [] },
        )
      : []),
  ],
  taking: (from, goal) =>
    goal.licence === null
      ? cmdletStep(
          from.facts,
          goal,
          'Set-MgUserLicense',
          userOf(from),
          { licence: { parameter: 'RemoveLicenses', write: () => [productId(from, from.facts.licence)] } },
          { AddLicenses: [] },
        )
      : [],
  reads(key, before, goal) {
    const user = { cmdlet: 'Get-MgUser', parameters: { UserId: key, Property: properties } };
    const products = phoneProducts(before, goal);
    return {
      usageLocation: { ...user, value: text('UsageLocation') },
      licence: {
        ...user,
        value: ps`Get-First ($answer | ForEach-Object { foreach ($one in $_.LicenseAssignmentStates) { if (-not $one.AssignedByGroup) { ${products}[[string] $one.SkuId] } } })`,
      },
    };
  },
};

function userOf({ shown }: { shown: { id?: unknown } }) {
  return { UserId: String(shown.id) };
}

async function read(tenant: Tenant, key: string): Promise<LicenceFacts> {
  const [skus, [user]] = await Promise.all([
    readRows(tenant, 'Get-MgSubscribedSku'),
    readRows(tenant, 'Get-MgUser', { UserId: key, Property: properties }),
  ]);
  const products = skus.map((row) => skuRow.parse(row));
  const { UsageLocation, LicenseAssignmentStates } = userRow.parse(user);
  const held = new Map<string, Held>();
  for (const { SkuId, AssignedByGroup } of LicenseAssignmentStates) {
    const part = products.find((one) => one.SkuId === SkuId)?.SkuPartNumber ?? SkuId;
    const { direct, groups } = held.get(part) ?? { direct: false, groups: [] };
    const named = AssignedByGroup ? [...groups, await nameOf(tenant, AssignedByGroup)] : groups;
    held.set(part, { part, direct: direct || !AssignedByGroup, groups: named });
  }
  return {
    products: products.map(({ SkuId, SkuPartNumber, ConsumedUnits, PrepaidUnits, ServicePlans }) => ({
      part: SkuPartNumber,
      id: SkuId,
      freeSeats: PrepaidUnits.Enabled - ConsumedUnits,
      plans: ServicePlans.map(({ ServicePlanName }) => ServicePlanName),
    })),
    held: [...held.values()],
    usageLocation: UsageLocation || null,
  };
}

async function nameOf(tenant: Tenant, id: string): Promise<string> {
  const [group] = await readRows(tenant, 'Get-MgGroup', { GroupId: id });
  return group ? groupRow.parse(group).DisplayName : id;
}
