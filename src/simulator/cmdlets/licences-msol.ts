import type { Row } from '../../tenant/tenant';
import { planStatus, type Account } from '../account';
import { assignLicences, LicenceRefused, type LicenceRefusal } from '../assign-licence';
import type { CmdletError } from '../cmdlet-error';
import { listOf, type Parameters } from '../parameters';
import { skus } from '../skus';
import { tenantName } from '../tenant-facts';
import { countLicences, type World } from '../world';
import { msolAccount, refused } from './msol-account';

const prefix = `${tenantName.toLowerCase()}:`;

/** Get-MsolAccountSku: what the tenant bought. Free seats = ActiveUnits − ConsumedUnits. */
export function getMsolAccountSku(world: World): Row[] {
  const used = countLicences(world.accounts);
  const { seats } = world.settings();
  return skus
    .filter(({ partNumber }) => seats[partNumber] !== undefined)
    .map(({ partNumber, skuId, plans }) => ({
      AccountSkuId: prefix + partNumber,
      SkuPartNumber: partNumber,
      SkuId: skuId,
      ActiveUnits: seats[partNumber]!,
      ConsumedUnits: used[partNumber] ?? 0,
      WarningUnits: 0,
      SuspendedUnits: 0,
      ServiceStatus: plans.map((plan) => ({ ServicePlan: { ServiceName: plan }, ProvisioningStatus: 'Success' })),
      TargetClass: 'User',
      SubscriptionIds: [],
    }));
}

/** Set-MsolUserLicense: adds and takes products in one go; silent. */
export function setMsolUserLicense(world: World, parameters: Parameters): Row[] {
  const account = msolAccount(world, parameters);
  const named = (name: string) =>
    listOf(parameters, name).map((id) => (id.toLowerCase().startsWith(prefix) ? id.slice(prefix.length) : id));
  const add = named('AddLicenses');
  const again = add.find((sku) => account.licences.some((one) => one.direct && one.sku.toLowerCase() === sku.toLowerCase()));
  try {
    // adding what is there already is refused with the words for a product that is none
    if (again !== undefined) throw new LicenceRefused('unknown', again);
    world.saveAccount(assignLicences(world, account, add, named('RemoveLicenses')));
  } catch (error) {
    throw error instanceof LicenceRefused ? licenceRefused(error.why, account) : error;
  }
  return [];
}

/** The list under Get-MsolUser: groups that assign it, beside them the account itself; nothing when it is direct alone. */
export function msolLicences(world: World, account: Account): Row[] {
  return account.licences.map(({ sku, direct, groups }) => ({
    AccountSkuId: prefix + sku,
    GroupsAssigningLicense: groups.length > 0 ? [...groups, ...(direct ? [account.id] : [])] : [],
    ServiceStatus: (skus.find(({ partNumber }) => partNumber === sku)?.plans ?? []).map((capability) => ({
      ServicePlan: { ServiceName: capability },
      ProvisioningStatus: provisioningStatus(world, account, capability),
    })),
  }));
}

/** How MSOnline and Graph call the state of a plan. */
export function provisioningStatus(world: World, account: Account, capability: string): string {
  const plan = account.plans.find((one) => one.capability === capability);
  const status = plan ? planStatus(plan, world.now()) : 'Disabled';
  return status === 'Enabled' ? 'Success' : status === 'Deleted' ? 'Disabled' : status;
}

/** The last two have no published text of MSOnline: they say what Graph says. */
function licenceRefused(why: LicenceRefusal, account: Account): CmdletError {
  const [id, message] = {
    unknown: [
      'InvalidLicenseException',
      'Unable to assign this license because it is invalid. Use the Get-MsolAccountSku cmdlet to retrieve a list of valid licenses.',
    ],
    'no-usage-location': ['PropertyRequiredException', 'You must provide a required property: Parameter name: UsageLocation'],
    'no-seat': [
      'LicenseQuotaExceededException',
      'Unable to assign this license because the number of allowed licenses have been assigned.',
    ],
    'not-assigned': ['InvalidLicenseException', 'User does not have a corresponding license.'],
    inherited: [
      'InvalidLicenseException',
      'User license is inherited from a group membership and it cannot be removed directly from the user.',
    ],
  }[why] as [string, string];
  return refused(id, message, account.upn);
}
