import type { Account } from './account';
import type { World } from './world';

/** The account as Entra ID knows it, by object id or UPN: at once, whether the directory of the phones has it or not. */
export function entraAccount(world: World, identity: string, sight: 'seen' | 'true' = 'seen'): Account | undefined {
  const wanted = identity.toLowerCase();
  const look = (id: string) => (sight === 'true' ? world.accounts.current(id) : world.accounts.visible(id, world.now(), world.flicker));
  const found = look(wanted) ?? [...world.idsNamed(wanted)].map(look).find((account) => account?.upn.toLowerCase() === wanted);
  return found?.softDeletedAt ? undefined : found;
}

/** Whether the directory of Skype for Business and Teams has the account by now. */
export function isInDirectory(world: World, { inDirectoryAt }: Account): boolean {
  return inDirectoryAt !== null && inDirectoryAt <= world.now();
}

/** Accounts that an identity names among the rows that readers see: object id, UPN, SIP address or alias; before module 3.0 the display name too. */
export function seenAccounts(world: World, identity: string): Account[] {
  const wanted = identity.toLowerCase();
  const byId = world.accounts.visible(wanted, world.now(), world.flicker);
  if (byId) return isInDirectory(world, byId) ? [byId] : [];
  return [...world.idsNamed(wanted)].flatMap((id) => {
    const account = world.accounts.visible(id, world.now(), world.flicker);
    return account && isNamed(world, account, wanted) ? [account] : [];
  });
}

/** The one living account that a write means, as it truly is; undefined when there is none or more than one. */
export function accountToWrite(world: World, identity: string): Account | undefined {
  const wanted = identity.toLowerCase();
  const byId = world.accounts.current(wanted);
  if (byId) return byId.softDeletedAt || !isInDirectory(world, byId) ? undefined : byId;
  const found = [...world.idsNamed(wanted)].flatMap((id) => {
    const account = world.accounts.current(id);
    return account && !account.softDeletedAt && isNamed(world, account, wanted) ? [account] : [];
  });
  return found.length === 1 ? found[0] : undefined;
}

function isNamed(world: World, account: Account, wanted: string): boolean {
  if (!isInDirectory(world, account)) return false;
  if (account.upn.toLowerCase() === wanted || account.alias.toLowerCase() === wanted) return true;
  if (account.sip?.toLowerCase() === wanted) return true;
  return world.platform === 'cloud-connector' && account.displayName.toLowerCase() === wanted;
}
