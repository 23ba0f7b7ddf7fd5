import type { Row } from '../../tenant/tenant';
import type { Account } from '../account';
import { hasPhoneSystem } from '../account';
import { CmdletError } from '../cmdlet-error';
import { accountToWrite, seenAccounts } from '../find-account';
import { assignmentOf, flagOf, textOf, type Parameters } from '../parameters';
import type { World } from '../world';

/** Set-CsUser: voice, voicemail and line URI in one call. Silent when it succeeds. */
export function setCsUser(world: World, parameters: Parameters): Row[] {
  const account = homedOnline(world, parameters);
  for (const name of ['LineURI', 'SipAddress', 'PrivateLine', 'LineServerURI', 'Enabled', 'RemoteCallControlTelephonyEnabled']) {
    if (parameters[name] !== undefined) throw restricted(name, account);
  }
  const lineUri = assignmentOf(parameters, 'OnPremLineURI');
  const number = lineUri === undefined ? account.number : lineUri && numberOf(lineUri);
  if (lineUri !== undefined && account.numberFromDirectory) throw restricted('OnPremLineURI', account);
  const holder = number ? world.holderOf(number) : undefined;
  if (holder && holder.id !== account.id) {
    throw new CmdletError('NumberAlreadyAssigned', `Telephone Number '${number}' has already been assigned to another user`, {
      category: 'InvalidOperation',
      target: account.upn,
    });
  }
  const voice = flagOf(parameters, 'EnterpriseVoiceEnabled') ?? account.voice;
  if (voice && !account.voice && !hasPhoneSystem(account, world.now())) {
    throw new CmdletError(
      'LicenseMissing',
      `Cannot modify the parameter: "EnterpriseVoiceEnabled" because it is restricted for the user service plan: MCOSTANDARD.`,
      {
        category: 'InvalidOperation',
        target: account.upn,
      },
    );
  }
  const voicemail = flagOf(parameters, 'HostedVoiceMail') ?? account.voicemail;
  world.saveAccount({ ...account, voice, voicemail, number, voiceSince: voice && !account.voice ? world.now() : account.voiceSince });
  return [];
}

export function getCsUserPstnSettings(world: World, parameters: Parameters): Row[] {
  const identity = textOf(parameters, 'Identity') ?? '';
  const accounts = seenAccounts(world, identity).filter(({ softDeletedAt }) => !softDeletedAt);
  if (accounts.length === 0) throw notFound(identity);
  return accounts.map((account) => ({
    Identity: account.id,
    AllowInternationalCalls: account.allowInternationalCalls,
    HybridPSTNSite: account.site,
  }));
}

export function setCsUserPstnSettings(world: World, parameters: Parameters): Row[] {
  const account = homedOnline(world, parameters);
  const wanted = assignmentOf(parameters, 'HybridPSTNSite');
  const site = wanted && world.currentSettings().sites.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())?.name;
  if (wanted && !site) {
    throw new CmdletError('InvalidHybridPSTNSite', `The PSTN site "${wanted}" does not exist in this tenant.`, {
      category: 'InvalidArgument',
      target: wanted,
    });
  }
  const allowInternationalCalls = flagOf(parameters, 'AllowInternationalCalls') ?? account.allowInternationalCalls;
  world.saveAccount({ ...account, allowInternationalCalls, site: wanted === undefined ? account.site : (site ?? null) });
  return [];
}

function homedOnline(world: World, parameters: Parameters): Account {
  const identity = textOf(parameters, 'Identity') ?? '';
  const account = accountToWrite(world, identity);
  if (!account || account.accountType === 'Guest') throw notFound(identity);
  if (account.accountType === 'SfBOnPremUser') throw restricted('Identity', account);
  return account;
}

function notFound(identity: string): CmdletError {
  return new CmdletError('NotFound', `Management object not found for identity "${identity}".`, {
    category: 'ObjectNotFound',
    target: identity,
  });
}

function restricted(parameter: string, account: Account): CmdletError {
  return new CmdletError('Restricted', `Unable to set "${parameter}". This parameter is restricted within Remote Tenant PowerShell.`, {
    category: 'InvalidOperation',
    target: account.upn,
  });
}

function numberOf(lineUri: string): string {
  const [, number] = /^tel:(\+[1-9]\d{6,14}(?:;ext=\d{1,10})?)$/i.exec(lineUri) ?? [];
  if (number) return number;
  throw new CmdletError('InvalidLineURI', `"${lineUri}" is not a valid line URI. A line URI looks like tel:+14255550100.`, {
    category: 'InvalidArgument',
    target: lineUri,
  });
}
