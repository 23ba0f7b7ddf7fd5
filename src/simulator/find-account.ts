import type { Account } from './account';
import type { World } from './world';

/** Accounts that an identity names among the rows that readers see: object id, UPN, SIP address or alias; before module 3.0 the display name too. */
export function seenAccounts(world: World, identity: string): Account[] {
  const wanted = identity.toLowerCase();
  const byId = world.accounts.visible(wanted, world.now(), world.flicker);
  if (byId) return [byId];
  return [...world.idsNamed(wanted)].flatMap((id) => {
    const account = world.accounts.visible(id, world.now(), world.flicker);
    return account && isNamed(world, account, wanted) ? [account] : [];
  });
}

/** The one living account that a write means, as it truly is; undefined when there is none or more than one. */
export function accountToWrite(world: World, identity: string): Account | undefined {
  const wanted = identity.toLowerCase();
  const byId = world.accounts.current(wanted);
  if (byId) return byId.softDeletedAt ? undefined : byId;
  const found = [...world.idsNamed(wanted)].flatMap((id) => {
    const account = world.accounts.current(id);
    return account && !account.softDeletedAt && isNamed(world, account, wanted) ? [account] : [];
  });
  return found.length === 1 ? found[0] : undefined;
}

function isNamed(world: World, account: Account, wanted: string): boolean {
  if (account.upn.toLowerCase() === wanted || account.alias.toLowerCase() === wanted) return true;
  if (account.sip?.toLowerCase() === wanted) return true;
  return world.platform === 'cloud-connector' && account.displayName.toLowerCase() === wanted;
}
