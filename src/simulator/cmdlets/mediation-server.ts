import type { Row } from '../../tenant/tenant';
import type { Account } from '../account';
import { CmdletError } from '../cmdlet-error';
import { seenAccounts } from '../find-account';
import { textOf, type Parameters } from '../parameters';
import type { World } from '../world';
import { fqdn } from './hybrid';

/**
 * Set-CsHybridMediationServer: silent. Gives the account of that display name (or UPN, id) the SIP address of the server
 * and the Edge as hosting provider. The page: users «cannot already have assigned licenses»; what counts is what this
 * directory sees, so that a licence taken back a moment ago still refuses.
 */
export function setCsHybridMediationServer(world: World, parameters: Parameters): Row[] {
  const seen = theOnly(world, textOf(parameters, 'Identity') ?? '');
  const account = world.accounts.current(seen.id) ?? seen;
  if (seen.licences.length > 0 || account.licences.length > 0)
    throw new CmdletError('UserHasLicense', `The user "${account.displayName}" has licenses assigned. ${advice}`, {
      category: 'InvalidOperation',
      target: account.upn,
    });
  const server = {
    fqdn: fqdn(textOf(parameters, 'Fqdn') ?? ''),
    accessProxyExternalFqdn: fqdn(textOf(parameters, 'AccessProxyExternalFqdn') ?? ''),
  };
  world.saveAccount({ ...account, sip: `sip:${server.fqdn}@${account.upn.split('@')[1]}`, mediationServer: server });
  return [];
}

/**
 * Get-CsHybridMediationServer: the hosting provider of an account «returned and renamed as AccessProxyExternalFqdn»,
 * also of an account that is no Mediation Server. Warns when it has a licence.
 */
export function getCsHybridMediationServer(world: World, parameters: Parameters, warn: (text: string) => void): Row[] {
  const account = theOnly(world, textOf(parameters, 'Identity') ?? '');
  if (account.licences.length > 0) warn(`The user "${account.displayName}" has licenses assigned. ${advice}`);
  return [
    {
      Identity: account.displayName,
      Fqdn: account.mediationServer?.fqdn ?? null,
      AccessProxyExternalFqdn: account.mediationServer?.accessProxyExternalFqdn ?? 'sipfed.online.lync.com',
    },
  ];
}

const advice = 'Remove all its licenses, or create a new user without any license, and try again.';

/** Display names are not unique, and the page says nothing of two that are the same; here it is refused, as the cmdlets of that family do. */
function theOnly(world: World, identity: string): Account {
  const found = seenAccounts(world, identity).filter(({ softDeletedAt }) => !softDeletedAt);
  const [account] = found;
  if (account && found.length === 1) return account;
  const [id, message] = account
    ? ['NotUnique', `Multiple management objects found for identity "${identity}".`]
    : ['NotFound', `Management object not found for identity "${identity}".`];
  throw new CmdletError(id, message, { category: account ? 'InvalidArgument' : 'ObjectNotFound', target: identity });
}
