import { randomInt } from 'node:crypto';
import type { Row } from '../../tenant/tenant';
import type { Account } from '../account';
import { entraAccount } from '../find-account';
import { newAccount } from '../new-account';
import { assignmentOf, countOf, flagOf, textOf, type Parameters } from '../parameters';
import type { World } from '../world';
import { msolLicences } from './licences-msol';
import { msolAccount, refused } from './msol-account';

const firstPage = 500;

/** Get-MsolUser: one, or a listing. It has a new account at once. */
export function getMsolUser(world: World, parameters: Parameters): Row[] {
  if (parameters.ObjectId !== undefined || parameters.UserPrincipalName !== undefined)
    return [rowOf(world, msolAccount(world, parameters, 'seen'))];
  const limit = parameters.All ? Infinity : (countOf(parameters, 'MaxResults') ?? firstPage);
  const rows: Row[] = [];
  for (const account of world.accounts.allVisible(world.now(), world.flicker)) {
    if (rows.length >= limit) break;
    if ((account.softDeletedAt !== null) === (flagOf(parameters, 'ReturnDeletedUsers') ?? false) && fits(account, parameters))
      rows.push(rowOf(world, account));
  }
  return rows;
}

/** Set-MsolUser: silent. `$null` and empty text clear a property. */
export function setMsolUser(world: World, parameters: Parameters): Row[] {
  const account = msolAccount(world, parameters);
  const block = flagOf(parameters, 'BlockCredential');
  const text = (name: string, before: string | null) => assignmentOf(parameters, name) ?? (name in parameters ? null : before);
  world.saveAccount({
    ...account,
    department: text('Department', account.department),
    title: text('Title', account.title),
    usageLocation: text('UsageLocation', account.usageLocation),
    displayName: textOf(parameters, 'DisplayName') ?? account.displayName,
    enabled: block === undefined ? account.enabled : !block,
  });
  return [];
}

/** New-MsolUser: an account without a licence, unknown to the directory of the phones. The password comes back when none was given. */
export function newMsolUser(world: World, parameters: Parameters): Row[] {
  const upn = textOf(parameters, 'UserPrincipalName') ?? '';
  const name = textOf(parameters, 'DisplayName') ?? '';
  const [, user, domain] = /^([^@\s]+)@([^@\s]+)$/.exec(upn) ?? [];
  if (!user || !domain || !name)
    throw refused(
      'PropertyRequiredException',
      `You must provide a required property: Parameter name: ${name ? 'UserPrincipalName' : 'DisplayName'}`,
      upn,
    );
  const { domains } = world.currentSettings();
  if (!domains.some((one) => one.verified && one.name === domain.toLowerCase()))
    throw refused('DomainNotFoundException', 'You must use a domain that is verified. Domain name: ' + domain, upn);
  if (entraAccount(world, upn, 'true'))
    throw refused(
      'UserAlreadyExistsException',
      `Unable to add this user because a user with this user principal name already exists. Parameter name: UserPrincipalName`,
      upn,
    );
  const account = newAccount(name, upn, {
    plans: [],
    inDirectoryAt: null,
    department: textOf(parameters, 'Department') ?? null,
    title: textOf(parameters, 'Title') ?? null,
    usageLocation: textOf(parameters, 'UsageLocation') ?? null,
    enabled: !(flagOf(parameters, 'BlockCredential') ?? false),
  });
  world.saveAccount(account);
  return [{ Password: textOf(parameters, 'Password') ?? password(), UserPrincipalName: upn, DisplayName: name, isLicensed: false }];
}

export function getMsolGroup(world: World, parameters: Parameters): Row[] {
  const id = textOf(parameters, 'ObjectId')?.toLowerCase();
  const start = textOf(parameters, 'SearchString')?.toLowerCase() ?? '';
  const rows = Object.entries(world.settings().groups)
    .filter(([group, { name }]) => (id === undefined || group === id) && name.toLowerCase().startsWith(start))
    .map(([group, { name }]) => ({ ObjectId: group, DisplayName: name, Description: null, GroupType: 'Security' }));
  if (id !== undefined && rows.length === 0) throw refused('GroupNotFoundException', `Group Not Found.  Group: ${id}.`, id);
  return rows;
}

export function getMsolDomain(world: World, parameters: Parameters): Row[] {
  const wanted = textOf(parameters, 'DomainName')?.toLowerCase();
  const status = textOf(parameters, 'Status')?.toLowerCase();
  const rows = world
    .settings()
    .domains.filter(({ name }) => wanted === undefined || name === wanted)
    .map(({ name, verified, isDefault, isInitial }) => ({
      Name: name,
      Status: verified ? 'Verified' : 'Unverified',
      Authentication: 'Managed',
      Capabilities: verified ? 'Email, OfficeCommunicationsOnline' : 'None',
      IsDefault: isDefault,
      IsInitial: isInitial,
      RootDomain: null,
    }))
    .filter((row) => status === undefined || row.Status.toLowerCase() === status);
  if (wanted !== undefined && rows.length === 0) throw refused('DomainNotFoundException', `Domain Not Found.  Domain: ${wanted}.`, wanted);
  return rows;
}

function fits(account: Account, parameters: Parameters): boolean {
  const department = textOf(parameters, 'Department')?.toLowerCase();
  const location = textOf(parameters, 'UsageLocation')?.toLowerCase();
  const start = textOf(parameters, 'SearchString')?.toLowerCase();
  if (department !== undefined && account.department?.toLowerCase() !== department) return false;
  if (location !== undefined && account.usageLocation?.toLowerCase() !== location) return false;
  if (flagOf(parameters, 'UnlicensedUsersOnly') && account.licences.length > 0) return false;
  return start === undefined || account.displayName.toLowerCase().startsWith(start) || account.upn.toLowerCase().startsWith(start);
}

function rowOf(world: World, account: Account): Row {
  return {
    ObjectId: account.id,
    UserPrincipalName: account.upn,
    DisplayName: account.displayName,
    Title: account.title,
    Department: account.department,
    IsLicensed: account.licences.length > 0,
    Licenses: msolLicences(world, account),
    UsageLocation: account.usageLocation,
    OverallProvisioningStatus: account.licences.length > 0 ? 'Success' : 'None',
    ValidationStatus: 'Healthy',
    Errors: [],
    BlockCredential: !account.enabled,
    ProxyAddresses: account.sip ? [account.sip] : [],
    LastDirSyncTime: account.synced ? '2026-11-24T06:00:00Z' : null,
    PhoneNumber: null,
  };
}

/** Eight characters with a capital, small letters and digits, as the real one makes them. */
function password(): string {
  const pick = (from: string, count: number) => Array.from({ length: count }, () => from[randomInt(from.length)]).join('');
  return pick('BCDFGHJKLMNPQRSTVWXZ', 1) + pick('aeiou', 1) + pick('bcdfghjklmnpqrstvwxz', 1) + pick('0123456789', 5);
}
