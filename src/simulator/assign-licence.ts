import type { Account, Licence } from './account';
import { skuNamed } from './skus';
import { countLicences, type World } from './world';

export type LicenceRefusal = 'unknown' | 'no-usage-location' | 'no-seat' | 'not-assigned' | 'inherited';

/** A refusal names the product. Nothing has been changed when it is thrown. */
export class LicenceRefused extends Error {
  constructor(
    readonly why: LicenceRefusal,
    readonly product: string,
  ) {
    super(`${why}: ${product}`);
    this.name = 'LicenceRefused';
  }
}

/**
 * Assigns and takes products in one go, all or nothing. Plans of a new product are ready after the provisioning time;
 * an account without a licence before comes into the directory then, and stays there. Throws `LicenceRefused`.
 */
export function assignLicences(world: World, account: Account, add: readonly string[], remove: readonly string[]): Account {
  const seats = world.currentSettings().seats;
  const used = countLicences(world.accounts);
  let licences = account.licences;
  for (const name of remove) licences = without(licences, productOf(name, seats));
  for (const name of add) {
    const sku = productOf(name, seats);
    const held = licences.find((one) => one.sku === sku);
    if (held?.direct) continue;
    if (account.usageLocation === null) throw new LicenceRefused('no-usage-location', sku);
    const freed = account.licences.some((one) => one.sku === sku);
    if (!freed && (used[sku] ?? 0) >= (seats[sku] ?? 0)) throw new LicenceRefused('no-seat', sku);
    licences = [...licences.filter((one) => one !== held), { sku, direct: true, groups: held?.groups ?? [] }];
  }
  return withLicences(world, account, licences);
}

function productOf(name: string, seats: Readonly<Record<string, number>>): string {
  const sku = skuNamed(name)?.partNumber;
  if (sku === undefined || seats[sku] === undefined) throw new LicenceRefused('unknown', name);
  return sku;
}

function without(licences: readonly Licence[], sku: string): Licence[] {
  const held = licences.find((one) => one.sku === sku);
  if (!held) throw new LicenceRefused('not-assigned', sku);
  if (!held.direct) throw new LicenceRefused('inherited', sku);
  const others = licences.filter((one) => one !== held);
  return held.groups.length > 0 ? [...others, { ...held, direct: false }] : others;
}

function withLicences(world: World, account: Account, licences: Licence[]): Account {
  const readyAt = world.now() + world.provisioningMs;
  const wanted = new Set(licences.flatMap(({ sku }) => skuNamed(sku)?.plans ?? []));
  const added = licences.filter(({ sku }) => !account.licences.some((one) => one.sku === sku));
  const fresh = new Set(added.flatMap(({ sku }) => skuNamed(sku)?.plans ?? []));
  const kept = account.plans.filter(({ capability, status }) => wanted.has(capability) && !(fresh.has(capability) && status === 'Deleted'));
  const missing = [...fresh].filter((capability) => !kept.some((one) => one.capability === capability));
  const plans = [...kept, ...missing.map((capability) => ({ capability, status: 'Enabled', readyAt }))];
  const { inDirectoryAt } = account;
  const isThere = inDirectoryAt !== null && inDirectoryAt <= world.now();
  const comes = wanted.has('MCOSTANDARD') || wanted.has('TEAMS1') || wanted.has('MCOEV');
  return { ...account, licences, plans, inDirectoryAt: isThere ? inDirectoryAt : comes ? (inDirectoryAt ?? readyAt) : null };
}
