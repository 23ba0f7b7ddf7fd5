import type { Platform } from './platform';
import type { Account } from './account';
import type { InventoryNumber } from './inventory';
import { seededInventory } from './inventory';
import { createPopulation } from './population';
import { Rows } from './rows';

/** The tenant itself: what is true, what readers see of it, and what time it is there. */
export interface World {
  platform: Platform;
  accounts: Rows<Account>;
  inventory: Rows<InventoryNumber>;
  now(): number;
  /** How long after enabling the service shows VoicePolicy, in milliseconds. */
  voicePolicyAfterMs: number;
  /** Which of the old and new rows a read sees; undefined shows the oldest. */
  flicker: ((count: number) => number) | undefined;
  saveAccount(account: Account): void;
  /** As it was when the process ended: seen by everybody at once. */
  restoreAccount(account: Account): void;
  saveNumber(number: InventoryNumber): void;
  /** Ids of accounts that bear or once bore this name (UPN, alias, SIP address, display name), in lower case. */
  idsNamed(name: string): Iterable<string>;
  /** The account that holds this number in truth, whatever readers see. */
  holderOf(number: string): Account | undefined;
}

export interface WorldOptions {
  platform: Platform;
  seed: number;
  people: number;
  now: () => number;
  /** How long reads go on showing the row from before a write, in milliseconds. */
  replicationMs: () => number;
  changed: (what: { account: Account } | { number: InventoryNumber }) => void;
}

export function createWorld({ platform, seed, people, now, replicationMs, changed }: WorldOptions): World {
  const accounts = new Rows(createPopulation(seed, people).map((account) => [account.id, account]));
  const inventory = new Rows(seededInventory().map((row) => [row.number, row]));
  const holders = new Map<string, string>();
  const names = new Map<string, Set<string>>();
  const name = (account: Account): void => {
    for (const one of [account.upn, account.alias, account.sip ?? account.upn, account.displayName]) {
      const key = one.toLowerCase();
      const ids = names.get(key);
      if (ids) ids.add(account.id);
      else names.set(key, new Set([account.id]));
    }
  };
  for (const [id, account] of accounts.all()) {
    name(account);
    if (account.number) holders.set(account.number, id);
  }
  const hold = (account: Account): void => {
    const before = accounts.current(account.id)?.number;
    if (before && holders.get(before) === account.id) holders.delete(before);
    if (account.number) holders.set(account.number, account.id);
    name(account);
  };
  return {
    platform,
    accounts,
    inventory,
    now,
    voicePolicyAfterMs: 300,
    flicker: undefined,
    restoreAccount(account) {
      hold(account);
      accounts.put(account.id, account, 0, 0);
    },
    saveAccount(account) {
      hold(account);
      accounts.put(account.id, account, now(), now() + replicationMs());
      changed({ account });
    },
    saveNumber(number) {
      inventory.put(number.number, number, now(), now() + replicationMs());
      changed({ number });
    },
    idsNamed: (wanted) => names.get(wanted) ?? [],
    holderOf(number) {
      const id = holders.get(number);
      return id === undefined ? undefined : accounts.current(id);
    },
  };
}
