import type { Account } from '../account';
import { CmdletError } from '../cmdlet-error';
import { entraAccount } from '../find-account';
import { textOf, type Parameters } from '../parameters';
import type { World } from '../world';

/** The account that -UserPrincipalName or -ObjectId names. Throws when there is none. */
export function msolAccount(world: World, parameters: Parameters, sight: 'seen' | 'true' = 'true'): Account {
  const identity = textOf(parameters, 'UserPrincipalName') ?? textOf(parameters, 'ObjectId') ?? '';
  const account = entraAccount(world, identity, sight);
  if (account) return account;
  throw refused('UserNotFoundException', `User Not Found.  User: ${identity}.`, identity);
}

/** An error as the module MSOnline writes it. */
export function refused(exception: string, message: string, target: string): CmdletError {
  return new CmdletError(`Microsoft.Online.Administration.Automation.${exception}`, message, { category: 'OperationStopped', target });
}
