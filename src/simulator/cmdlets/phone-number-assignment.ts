import type { Row } from '../../tenant/tenant';
import type { Account } from '../account';
import { hasPhoneSystem } from '../account';
import { CmdletError } from '../cmdlet-error';
import { accountToWrite } from '../find-account';
import { countOf, flagOf, textOf, type Parameters } from '../parameters';
import { tenantId } from '../tenant-facts';
import type { World } from '../world';

/** Set-CsPhoneNumberAssignment: assigning a number turns voice on; the switch alone is its own parameter set. Silent when it succeeds. */
export function setCsPhoneNumberAssignment(world: World, parameters: Parameters): Row[] {
  const identity = textOf(parameters, 'Identity');
  if (identity === undefined) return locate(world, parameters);
  const account = telephoneUser(world, identity);
  const voice = flagOf(parameters, 'EnterpriseVoiceEnabled');
  if (voice !== undefined) {
    if (voice) requireLicence(world, account, 'DirectRouting');
    world.saveAccount({ ...account, voice, voiceSince: voice && !account.voice ? world.now() : account.voiceSince });
    return [];
  }
  const number = e164(textOf(parameters, 'TelephoneNumber') ?? '');
  const type = numberType(parameters);
  requireLicence(world, account, type);
  if (account.numberFromDirectory) throw fromDirectory(account);
  requireFree(world, account, number, type);
  const given = locationOf(world, parameters);
  world.saveAccount({
    ...account,
    number,
    numberType: type,
    locationId: given !== undefined ? given : account.number === number ? account.locationId : null,
    voice: true,
    voiceSince: account.voice ? account.voiceSince : world.now(),
  });
  return [];
}

/** The number alone: its emergency location, whoever holds it. */
function locate(world: World, parameters: Parameters): Row[] {
  const number = e164(textOf(parameters, 'TelephoneNumber') ?? '');
  const given = locationOf(world, parameters);
  if (given === undefined) throw badRequest('Network sites and reverse lookup are no part of the simulated tenant.', number);
  const holder = world.holderOf(number);
  const known = world.inventory.current(number);
  if (holder) world.saveAccount({ ...holder, locationId: given });
  else if (known) world.saveNumber({ ...known, locationId: given });
  else throw notInTenant(number);
  return [];
}

/** The text «null» takes a location away [doc Set-CsPhoneNumberAssignment]; undefined when none was given. */
function locationOf(world: World, parameters: Parameters): string | null | undefined {
  const wanted = textOf(parameters, 'LocationId')?.toLowerCase();
  if (wanted === undefined || wanted === 'null') return wanted && null;
  if (world.currentSettings().locations.some(({ locationId }) => locationId === wanted)) return wanted;
  throw badRequest(`Location '${wanted}' is not found from tenant '${tenantId}'`, wanted);
}

/** Remove-CsPhoneNumberAssignment: takes the number away and turns voice off. */
export function removeCsPhoneNumberAssignment(world: World, parameters: Parameters): Row[] {
  const account = telephoneUser(world, textOf(parameters, 'Identity') ?? '');
  const asked = textOf(parameters, 'TelephoneNumber');
  if (asked !== undefined) {
    const number = e164(asked);
    if (account.number !== number || account.numberType !== numberType(parameters)) throw notInTenant(number);
    if (account.numberFromDirectory) throw fromDirectory(account);
  }
  if (account.numberFromDirectory) return [];
  if (account.number) keepBlocked(world, account.number, account.numberType, parameters);
  world.saveAccount({ ...account, number: null, locationId: null, voice: false });
  return [];
}

function keepBlocked(world: World, number: string, type: Account['numberType'], parameters: Parameters): void {
  const days = countOf(parameters, 'AssignmentBlockedDays');
  const until = days === undefined ? null : new Date(world.now() + days * 86_400_000).toISOString();
  const blockedUntil = flagOf(parameters, 'AssignmentBlockedForever') ? 'forever' : until;
  if (blockedUntil !== null || type !== 'DirectRouting')
    world.saveNumber({ number, type, status: 'Unassigned', targetId: null, blockedUntil, locationId: null });
}

function telephoneUser(world: World, identity: string): Account {
  const account = accountToWrite(world, identity);
  if (account && account.accountType !== 'Guest') return account;
  throw new CmdletError('NotFound', 'The server responded with a Request Error, Status: NotFound', {
    category: 'ObjectNotFound',
    target: identity,
  });
}

function requireLicence(world: World, account: Account, type: string): void {
  if (hasPhoneSystem(account, world.now())) return;
  throw badRequest(`User '${account.id}' lacks appropriate licenses to assign a '${type}' number`, account.id);
}

function requireFree(world: World, account: Account, number: string, type: Account['numberType']): void {
  const holder = world.holderOf(number);
  if (holder && holder.id !== account.id)
    throw badRequest(`Telephone Number '${number}' has already been assigned to another user`, number);
  const known = world.inventory.current(number);
  if (known && known.status !== 'Unassigned')
    throw badRequest(`Telephone Number '${number}' has already been assigned to another user`, number);
  if (known ? known.type !== type : type !== 'DirectRouting' && holder?.numberType !== type) throw notInTenant(number);
  const blocked = known?.blockedUntil;
  if (blocked && (blocked === 'forever' || Date.parse(blocked) > world.now()))
    throw badRequest(`Telephone Number '${number}' is blocked for assignment`, number);
}

function e164(text: string): string {
  if (/^\+?[1-9]\d{6,14}(;ext=\d{1,10})?$/.test(text)) return text.replace(/^\+?/, '+');
  throw badRequest(`Telephone Number '${text}' is not in a valid format`, text);
}

function numberType(parameters: Parameters): Account['numberType'] {
  const wanted = textOf(parameters, 'NumberType')?.toLowerCase();
  return wanted === 'callingplan' ? 'CallingPlan' : wanted === 'operatorconnect' ? 'OperatorConnect' : 'DirectRouting';
}

function notInTenant(number: string): CmdletError {
  return badRequest(`Telephone Number '${number}' is not found from tenant '${tenantId}'`, number);
}

function fromDirectory(account: Account): CmdletError {
  return badRequest(
    'The user already has a telephone number set in the on-premises Active Directory. Please clear the on-premises number and sync before assigning a number.',
    account.id,
  );
}

function badRequest(message: string, target: string): CmdletError {
  return new CmdletError('BadRequest', message, { category: 'InvalidOperation', target });
}
