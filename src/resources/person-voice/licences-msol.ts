import { z } from 'zod';
import { readRows, type Tenant } from '../../tenant/tenant';
import { cmdletStep } from '../cmdlet-step';
import { text } from '../fact-read';
import { ps } from '../power-shell';
import { phoneProducts, productId, type LicenceFacts, type LicenceStore } from './licences';

const skuRow = z.object({
  AccountSkuId: z.string(),
  SkuPartNumber: z.string(),
  ActiveUnits: z.number(),
  ConsumedUnits: z.number(),
  ServiceStatus: z.array(z.object({ ServicePlan: z.object({ ServiceName: z.string() }) })).default([]),
});

const userRow = z.object({
  ObjectId: z.string(),
  UsageLocation: z.string().nullish(),
  Licenses: z.array(z.object({ AccountSkuId: z.string(), GroupsAssigningLicense: z.array(z.string()).nullish() })).default([]),
});

const groupRow = z.object({ DisplayName: z.string() });

/** Microsoft Online: the guide's own cmdlets for licences. */
export const msolLicences: LicenceStore = {
  read,
  giving: (from, goal) => [
    ...cmdletStep(from.facts, goal, 'Set-MsolUser', userOf(from), { usageLocation: { parameter: 'UsageLocation' } }).map((step) => ({
      ...step,
      final: true,
    })),
    ...(typeof goal.licence === 'string'
      ? cmdletStep(from.facts, goal, 'Set-MsolUserLicense', userOf(from), {
          licence: { parameter: 'AddLicenses', write: (part) => [productId(from, part)] },
        })
      : []),
  ],
  taking: (from, goal) =>
    goal.licence === null
      ? cmdletStep(from.facts, goal, 'Set-MsolUserLicense', userOf(from), {
          licence: { parameter: 'RemoveLicenses', write: () => [productId(from, from.facts.licence)] },
        })
      : [],
  reads(key, before, goal) {
    const user = { cmdlet: 'Get-MsolUser', parameters: { ObjectId: key } };
    const products = phoneProducts(before, goal);
    return {
      usageLocation: { ...user, value: text('UsageLocation') },
      licence: {
        ...user,
        value: ps`Get-First ($answer | ForEach-Object { foreach ($one in $_.Licenses) { if (-not $one.GroupsAssigningLicense -or $one.GroupsAssigningLicense -contains ${key}) { ${products}[[string] $one.AccountSkuId] } } })`,
      },
    };
  },
};

function userOf({ shown }: { shown: { upn?: unknown } }) {
  return { UserPrincipalName: String(shown.upn) };
}

async function read(tenant: Tenant, key: string): Promise<LicenceFacts> {
  const [skus, [user]] = await Promise.all([readRows(tenant, 'Get-MsolAccountSku'), readRows(tenant, 'Get-MsolUser', { ObjectId: key })]);
  const products = skus.map((row) => skuRow.parse(row));
  const { UsageLocation, Licenses } = userRow.parse(user);
  const held = [];
  for (const { AccountSkuId, GroupsAssigningLicense } of Licenses) {
    // An account among its own groups, or no group at all: assigned to the account itself (Get-MsolUser, «GroupsAssigningLicense»).
    const groups = (GroupsAssigningLicense ?? []).filter((id) => id.toLowerCase() !== key.toLowerCase());
    const part = products.find((one) => one.AccountSkuId === AccountSkuId)?.SkuPartNumber ?? AccountSkuId.replace(/^.*:/, '');
    const names = [];
    for (const id of groups) names.push(await nameOf(tenant, id));
    held.push({ part, direct: groups.length === 0 || groups.length < (GroupsAssigningLicense ?? []).length, groups: names });
  }
  return {
    products: products.map(({ AccountSkuId, SkuPartNumber, ActiveUnits, ConsumedUnits, ServiceStatus }) => ({
      part: SkuPartNumber,
      id: AccountSkuId,
      freeSeats: ActiveUnits - ConsumedUnits,
      plans: ServiceStatus.map(({ ServicePlan }) => ServicePlan.ServiceName),
    })),
    held,
    usageLocation: UsageLocation || null,
  };
}

async function nameOf(tenant: Tenant, id: string): Promise<string> {
  const [group] = await readRows(tenant, 'Get-MsolGroup', { ObjectId: id });
  return group ? groupRow.parse(group).DisplayName : id;
}
