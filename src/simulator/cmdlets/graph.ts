import { z } from 'zod';
import type { Row } from '../../tenant/tenant';
import type { Account } from '../account';
import { assignLicences, LicenceRefused, type LicenceRefusal } from '../assign-licence';
import { CmdletError } from '../cmdlet-error';
import { entraAccount } from '../find-account';
import { assignmentOf, countOf, flagOf, listOf, textOf, type Parameters } from '../parameters';
import { planIds, skus, skuNamed, type Sku } from '../skus';
import { countLicences, type World } from '../world';
import { provisioningStatus } from './licences-msol';

/** Get-MgSubscribedSku: free seats = PrepaidUnits.Enabled − ConsumedUnits. */
export function getMgSubscribedSku(world: World): Row[] {
  const used = countLicences(world.accounts);
  const { seats } = world.settings();
  return skus
    .filter(({ partNumber }) => seats[partNumber] !== undefined)
    .map((sku) => ({
      SkuId: sku.skuId,
      SkuPartNumber: sku.partNumber,
      ConsumedUnits: used[sku.partNumber] ?? 0,
      PrepaidUnits: { Enabled: seats[sku.partNumber]!, Warning: 0, Suspended: 0, LockedOut: 0 },
      CapabilityStatus: 'Enabled',
      AppliesTo: 'User',
      ServicePlans: sku.plans.map((plan) => servicePlan(plan, 'Success')),
    }));
}

export function getMgUserLicenseDetail(world: World, parameters: Parameters): Row[] {
  const account = graphAccount(world, parameters, 'seen');
  return account.licences.flatMap(({ sku }) => {
    const product = skuNamed(sku);
    return product ? [licenceDetail(world, account, product)] : [];
  });
}

function licenceDetail(world: World, account: Account, { partNumber, skuId, plans }: Sku): Row {
  return {
    Id: `${account.id.slice(0, 8)}-${skuId}`,
    SkuId: skuId,
    SkuPartNumber: partNumber,
    ServicePlans: plans.map((plan) => servicePlan(plan, provisioningStatus(world, account, plan))),
  };
}

function servicePlan(name: string, status: string): Row {
  return { ServicePlanId: planIds[name] ?? null, ServicePlanName: name, ProvisioningStatus: status, AppliesTo: 'User' };
}

const assigned = z.object({ skuid: z.string() });

/** Set-MgUserLicense answers with the user. Both lists must be sent, an empty one too. */
export function setMgUserLicense(world: World, parameters: Parameters): Row[] {
  for (const name of ['AddLicenses', 'RemoveLicenses'])
    if (parameters[name] === undefined)
      throw bad(
        `One or more parameters of the operation 'assignLicense' are missing from the request payload. The missing parameters are: ${name[0]!.toLowerCase()}${name.slice(1)}.`,
      );
  const account = graphAccount(world, parameters, 'true');
  const given = Array.isArray(parameters.AddLicenses) ? parameters.AddLicenses : [parameters.AddLicenses];
  const add = given.map((one) => {
    const read = assigned.safeParse(lowerNames(one));
    if (!read.success) throw bad('License assignment needs a SkuId.');
    return read.data.skuid;
  });
  try {
    const changed = assignLicences(world, account, add, listOf(parameters, 'RemoveLicenses'));
    world.saveAccount(changed);
    return [{ Id: changed.id, DisplayName: changed.displayName, UserPrincipalName: changed.upn }];
  } catch (error) {
    throw error instanceof LicenceRefused ? refused(error.why, error.product) : error;
  }
}

/** Keys of a hashtable bind in any case. */
function lowerNames(value: unknown): unknown {
  const table = z.record(z.string(), z.unknown()).safeParse(value);
  return table.success ? Object.fromEntries(Object.entries(table.data).map(([name, inner]) => [name.toLowerCase(), inner])) : value;
}

const firstPage = 100;

/** Get-MgUser: without -Property a user has three of these properties only. */
export function getMgUser(world: World, parameters: Parameters): Row[] {
  const asked = listOf(parameters, 'Property').flatMap((one) => one.toLowerCase().split(/\s*,\s*/));
  const narrowed = (account: Account): Row => {
    const row = userRow(account);
    const names = asked.length > 0 ? asked : ['id', 'userprincipalname', 'displayname'];
    return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, names.includes(name.toLowerCase()) ? value : null]));
  };
  if (parameters.UserId !== undefined) return [narrowed(graphAccount(world, parameters, 'seen'))];
  if (parameters.Search !== undefined) throw bad('The simulated tenant does not search Graph users.', 'Request_UnsupportedQuery');
  const fits = filtered(textOf(parameters, 'Filter'));
  const skip = countOf(parameters, 'Skip') ?? 0;
  const top = parameters.All ? Infinity : (countOf(parameters, 'Top') ?? firstPage);
  const living = [...world.accounts.allVisible(world.now(), world.flicker)].filter((account) => !account.softDeletedAt && fits(account));
  return living.slice(skip, skip + top).map(narrowed);
}

/** Of OData what callers need: `startswith(displayName,'D') or startswith(userPrincipalName,'d')`. A quote is doubled; case does not count. */
function filtered(filter: string | undefined): (account: Account) => boolean {
  if (filter === undefined) return () => true;
  const terms = filter
    .split(/ or (?=startswith\()/)
    .map((term) => /^startswith\((displayName|userPrincipalName),'((?:[^']|'')*)'\)$/.exec(term));
  if (terms.includes(null)) throw bad(`Invalid filter clause: ${filter}`, 'Request_UnsupportedQuery');
  return ({ displayName, upn }) =>
    terms.some((term) =>
      (term?.[1] === 'displayName' ? displayName : upn).toLowerCase().startsWith((term?.[2] ?? '').replaceAll("''", "'").toLowerCase()),
    );
}

function userRow(account: Account): Row {
  const licences = account.licences.flatMap(({ sku, direct, groups }) => {
    const skuId = skuNamed(sku)?.skuId;
    return skuId === undefined ? [] : [{ skuId, by: [...(direct ? [null] : []), ...groups] }];
  });
  return {
    Id: account.id,
    UserPrincipalName: account.upn,
    DisplayName: account.displayName,
    Department: account.department,
    UsageLocation: account.usageLocation,
    AccountEnabled: account.enabled,
    OnPremisesSyncEnabled: account.synced || null,
    AssignedLicenses: licences.map(({ skuId }) => ({ SkuId: skuId, DisabledPlans: [] })),
    AssignedPlans: account.plans.map(({ capability, status }) => ({
      ServicePlanId: planIds[capability] ?? null,
      Service: capability,
      CapabilityStatus: status === 'Deleted' ? 'Deleted' : 'Enabled',
    })),
    LicenseAssignmentStates: licences.flatMap(({ skuId, by }) =>
      by.map((group) => ({ SkuId: skuId, DisabledPlans: [], AssignedByGroup: group, State: 'Active', Error: 'None' })),
    ),
  };
}

/** Update-MgUser: silent. */
export function updateMgUser(world: World, parameters: Parameters): Row[] {
  const account = graphAccount(world, parameters, 'true');
  const location = textOf(parameters, 'UsageLocation');
  if (location !== undefined && !/^[A-Za-z]{2}$/.test(location))
    throw bad(`Invalid value specified for property 'usageLocation' of resource 'User'.`);
  world.saveAccount({
    ...account,
    usageLocation: location?.toUpperCase() ?? account.usageLocation,
    department: assignmentOf(parameters, 'Department') ?? account.department,
    displayName: textOf(parameters, 'DisplayName') ?? account.displayName,
    enabled: flagOf(parameters, 'AccountEnabled') ?? account.enabled,
  });
  return [];
}

export function getMgGroup(world: World, parameters: Parameters): Row[] {
  const id = textOf(parameters, 'GroupId')?.toLowerCase();
  const rows = Object.entries(world.settings().groups)
    .filter(([group]) => id === undefined || group === id)
    .map(([group, { name }]) => ({ Id: group, DisplayName: name, Description: null }));
  if (id !== undefined && rows.length === 0) throw notFound(id);
  return rows;
}

export function getMgDomain(world: World, parameters: Parameters): Row[] {
  const wanted = textOf(parameters, 'DomainId')?.toLowerCase();
  const rows = world
    .settings()
    .domains.filter(({ name }) => wanted === undefined || name === wanted)
    .map(({ name, verified, isDefault, isInitial }) => ({
      Id: name,
      IsVerified: verified,
      IsDefault: isDefault,
      IsInitial: isInitial,
      IsRoot: true,
      AuthenticationType: 'Managed',
      SupportedServices: verified ? ['Email', 'OfficeCommunicationsOnline'] : [],
    }));
  if (wanted !== undefined && rows.length === 0) throw notFound(wanted);
  return rows;
}

function graphAccount(world: World, parameters: Parameters, sight: 'seen' | 'true'): Account {
  const identity = textOf(parameters, 'UserId') ?? '';
  const account = entraAccount(world, identity, sight);
  if (!account) throw notFound(identity);
  return account;
}

function notFound(identity: string): CmdletError {
  return new CmdletError(
    'Request_ResourceNotFound',
    `Resource '${identity}' does not exist or one of its queried reference-property objects are not present.`,
    { category: 'InvalidOperation', target: identity },
  );
}

function refused(why: LicenceRefusal, product: string): CmdletError {
  const skuId = skuNamed(product)?.skuId ?? product;
  return bad(
    {
      unknown: `License ${skuId} does not correspond to a valid company License.`,
      'no-usage-location': 'License assignment cannot be done for user with invalid usage location.',
      'no-seat': `Subscription with SKU ${skuId} does not have any available licenses.`,
      'not-assigned': 'User does not have a corresponding license.',
      inherited: 'User license is inherited from a group membership and it cannot be removed directly from the user.',
    }[why],
  );
}

function bad(message: string, id = 'Request_BadRequest'): CmdletError {
  return new CmdletError(id, message, { category: 'InvalidOperation' });
}
