import type { Account } from './account';
import type { InventoryNumber } from './inventory';
import { seededInventory } from './inventory';
import type { Platform } from './platform';
import { peopleOf } from './people';
import { Rows } from './rows';
import { emptySettings, seededSettings } from './seeded-settings';
import type { Settings } from './settings';

/** The tenant itself: what is true, what readers see of it, and what time it is there. */
export interface World {
  platform: Platform;
  accounts: Rows<Account>;
  inventory: Rows<InventoryNumber>;
  now(): number;
  /** How long after enabling the service shows VoicePolicy, in milliseconds. */
  voicePolicyAfterMs: number;
  /** How long after a licence its plans are ready and the account is in the directory, in milliseconds. */
  provisioningMs: number;
  /** Which of the old and new rows a read sees; undefined shows the oldest. */
  flicker: ((count: number) => number) | undefined;
  saveAccount(account: Account): void;
  /** As it was when the process ended: seen by everybody at once. */
  restoreAccount(account: Account): void;
  saveNumber(number: InventoryNumber): void;
  /** What readers see of the tenant's settings. */
  settings(): Settings;
  /** The settings as they truly are. */
  currentSettings(): Settings;
  saveSettings(fields: Partial<Settings>): void;
  restoreSettings(settings: Settings): void;
  /** Ids of accounts that bear or once bore this name (UPN, alias, SIP address, display name), in lower case. */
  idsNamed(name: string): Iterable<string>;
  /** Ids of accounts in the order of their UPNs, of those alone that come after a text in lower case when there is one. */
  idsByUpn(after?: string): Iterable<string>;
  /** The account that holds this number in truth, whatever readers see. */
  holderOf(number: string): Account | undefined;
}

export interface WorldOptions {
  platform: Platform;
  seed: number;
  /** How many accounts; 0 is a tenant that nobody has set up. */
  people: number;
  now: () => number;
  /** How long reads go on showing the row from before a write, in milliseconds. */
  replicationMs: () => number;
  provisioningMs: number;
  changed: (what: { account: Account } | { number: InventoryNumber } | { settings: Settings }) => void;
}

const theTenant = 'tenant';

export function createWorld({ platform, seed, people, now, replicationMs, provisioningMs, changed }: WorldOptions): World {
  const accounts = new Rows(peopleOf(platform, seed, people).map((account) => [account.id, account]));
  const inventory = new Rows((people === 0 ? [] : seededInventory()).map((row) => [row.number, row]));
  const settings = new Rows([[theTenant, people === 0 ? emptySettings() : seededSettings(countLicences(accounts))]]);
  const holders = new Map<string, string>();
  const names = new Map<string, string | Set<string>>();
  let byUpn: { upn: string; id: string }[] | undefined;
  const nameAs = (key: string, id: string): void => {
    const known = names.get(key);
    // nearly every name has one bearer: a set of its own for each of them would cost more than the accounts
    if (known === undefined) names.set(key, id);
    else if (typeof known !== 'string') known.add(id);
    else if (known !== id) names.set(key, new Set([known, id]));
  };
  const name = (account: Account): void => {
    for (const one of [account.upn, account.alias, account.sip ?? account.upn, account.displayName]) nameAs(one.toLowerCase(), account.id);
  };
  for (const [id, account] of accounts.all()) {
    name(account);
    if (account.number) holders.set(account.number, id);
  }
  const hold = (account: Account): void => {
    const before = accounts.current(account.id);
    if (before?.number && holders.get(before.number) === account.id) holders.delete(before.number);
    if (account.number) holders.set(account.number, account.id);
    if (before?.upn !== account.upn) byUpn = undefined;
    name(account);
  };
  const current = (): Settings => settings.current(theTenant)!;
  return {
    platform,
    accounts,
    inventory,
    now,
    voicePolicyAfterMs: 300,
    provisioningMs,
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
    settings() {
      return settings.visible(theTenant, now(), this.flicker) ?? current();
    },
    currentSettings: current,
    saveSettings(fields) {
      settings.put(theTenant, { ...current(), ...fields }, now(), now() + replicationMs());
      changed({ settings: current() });
    },
    restoreSettings(saved) {
      settings.put(theTenant, saved, 0, 0);
    },
    idsNamed(wanted) {
      const found = names.get(wanted) ?? [];
      return typeof found === 'string' ? [found] : found;
    },
    *idsByUpn(after = '') {
      const sorted = (byUpn ??= [...accounts.all()]
        .map(([id, { upn }]) => ({ upn: upn.toLowerCase(), id }))
        .sort((one, other) => (one.upn < other.upn ? -1 : 1)));
      for (let at = firstAfter(sorted, after); at < sorted.length; at += 1) yield sorted[at]!.id;
    },
    holderOf(number) {
      const id = holders.get(number);
      return id === undefined ? undefined : accounts.current(id);
    },
  };
}

function firstAfter(sorted: readonly { upn: string }[], text: string): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]!.upn > text) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** How many accounts use each product. */
export function countLicences(accounts: Rows<Account>): Record<string, number> {
  const used: Record<string, number> = {};
  for (const [, { licences, softDeletedAt }] of accounts.all())
    if (!softDeletedAt) for (const { sku } of licences) used[sku] = (used[sku] ?? 0) + 1;
  return used;
}
