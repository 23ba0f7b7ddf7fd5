import type { Row } from '../../tenant/tenant';
import type { Account } from '../account';
import { seenAccounts } from '../find-account';
import type { InventoryNumber } from '../inventory';
import { countOf, textOf, type Parameters } from '../parameters';
import { CmdletError } from '../cmdlet-error';
import { parseFilter } from '../filter-text';
import type { World } from '../world';

const firstPage = 500;
const largestPage = 1000;

/** Get-CsPhoneNumberAssignment: 500 rows, at most 1000 with -Top; always in the same order, so that -Skip pages. */
export function getCsPhoneNumberAssignment(world: World, parameters: Parameters): Row[] {
  const top = countOf(parameters, 'Top') ?? firstPage;
  if (top < 1 || top > largestPage)
    throw new CmdletError('BadRequest', `Top must be between 1 and ${largestPage}.`, { category: 'InvalidArgument' });
  const skip = Math.max(0, countOf(parameters, 'Skip') ?? 0);
  const holderId = targetId(world, parameters);
  if (holderId === null) return [];
  const filter = textOf(parameters, 'Filter');
  const fits =
    filter === undefined
      ? () => true
      : parseFilter(filter, ['TelephoneNumber', 'NumberType', 'PstnAssignmentStatus', 'NumberSource', 'IsoCountryCode']);
  return rows(world, holderId, numberFilter(parameters))
    .filter((row) => asked(row, parameters) && fits(row))
    .sort((one, other) => (String(one.TelephoneNumber) < String(other.TelephoneNumber) ? -1 : 1))
    .slice(skip, skip + top);
}

/** `null` when nobody bears that name, `undefined` when it was not asked for. */
function targetId(world: World, parameters: Parameters): string | null | undefined {
  const target = textOf(parameters, 'AssignedPstnTargetId');
  return target === undefined ? undefined : (seenAccounts(world, target)[0]?.id ?? null);
}

/** By the number alone, before a row is made of it: a tenant may have a hundred thousand. */
function numberFilter(parameters: Parameters): (number: string) => boolean {
  const given = (name: string) => textOf(parameters, name)?.replace(/^(?=\d)/, '+');
  const exact = given('TelephoneNumber');
  const start = given('TelephoneNumberStartsWith');
  const part = textOf(parameters, 'TelephoneNumberContain');
  const above = given('TelephoneNumberGreaterThan');
  const below = given('TelephoneNumberLessThan');
  return (number) =>
    (exact === undefined || number === exact) &&
    (start === undefined || number.startsWith(start)) &&
    (part === undefined || number.includes(part)) &&
    (above === undefined || number > above) &&
    (below === undefined || number < below);
}

function asked(row: Row, parameters: Parameters): boolean {
  const equal = [
    'ActivationState',
    'AssignmentCategory',
    'IsoCountryCode',
    'NumberType',
    'PstnAssignmentStatus',
    'LocationId',
    'NetworkSiteId',
    'CivicAddressId',
  ];
  return equal.every(
    (name) => parameters[name] === undefined || String(row[name]).toLowerCase() === String(parameters[name]).toLowerCase(),
  );
}

function rows(world: World, holderId: string | undefined, fits: (number: string) => boolean): Row[] {
  const found: Row[] = [];
  const held = new Set<string>();
  for (const account of world.accounts.allVisible(world.now(), world.flicker)) {
    if (!account.number) continue;
    held.add(account.number);
    if (fits(account.number) && (holderId === undefined || holderId === account.id)) found.push(heldRow(world, account, account.number));
  }
  for (const number of world.inventory.allVisible(world.now(), world.flicker))
    if (!held.has(number.number) && fits(number.number) && (holderId === undefined || holderId === number.targetId))
      found.push(inventoryRow(world, number));
  return found;
}

function heldRow(world: World, account: Account, number: string): Row {
  return {
    ...common(world, number, account.numberType, account.locationId),
    PstnAssignmentStatus: account.accountType === 'ResourceAccount' ? 'VoiceApplicationAssigned' : 'UserAssigned',
    AssignedPstnTargetId: account.id,
    AssignmentCategory: 'Primary',
    NumberSource: account.numberFromDirectory ? 'OnPremises' : 'Online',
    AssignmentBlockedState: 'NotBlocked',
    AssignmentBlockedUntil: null,
  };
}

function inventoryRow(world: World, { number, type, status, targetId: holder, blockedUntil, locationId }: InventoryNumber): Row {
  return {
    ...common(world, number, type, locationId),
    PstnAssignmentStatus: status,
    AssignedPstnTargetId: holder,
    AssignmentCategory: null,
    NumberSource: 'Online',
    AssignmentBlockedState: blockedUntil === null ? 'NotBlocked' : blockedUntil === 'forever' ? 'BlockedForever' : 'BlockedUntil',
    AssignmentBlockedUntil: blockedUntil === 'forever' ? null : blockedUntil,
  };
}

function common(world: World, number: string, type: string, locationId: string | null): Row {
  const location = locationId === null ? undefined : world.settings().locations.find((one) => one.locationId === locationId);
  return {
    TelephoneNumber: number,
    NumberType: type,
    ActivationState: 'Activated',
    Capability: ['UserAssignment', 'VoiceApplicationAssignment'],
    IsoCountryCode: number.startsWith('+1') ? 'US' : number.startsWith('+33') ? 'FR' : 'JP',
    LocationId: locationId,
    CivicAddressId: location?.civicAddressId ?? null,
    NetworkSiteId: null,
    PstnPartnerName: null,
    ReverseNumberLookup: [],
    Tag: [],
    PortInOrderStatus: null,
    SmsActivationState: null,
  };
}
