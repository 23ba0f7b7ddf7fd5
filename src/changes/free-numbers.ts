import type { Transaction } from 'kysely';
import { accountKey, type Identity } from '../auth/person';
import { withoutExtension } from '../resources/person-voice/line-uri';
import type { Site } from '../resources/tenant-model';
import type { Schema } from '../store/schema';
import type { Tenant } from '../tenant/tenant';
import type { ChangesContext } from './context';

const offeredForMs = 10 * 60_000;

/**
 * The lowest numbers of a site that nobody holds, claims, cools, reserved or was offered. They are offered to this person for ten minutes,
 * so that two people are never shown the same number. Throws `TenantReadError`.
 */
export async function freeNumbers(
  context: ChangesContext,
  tenant: Tenant,
  who: Identity,
  siteName: string | null,
  count: number,
  isTheirs: (number: string) => boolean,
): Promise<string[]> {
  const site = context.model.sites.find(({ name }) => name === siteName);
  if (!site) return [];
  const { database, clock } = context;
  const person = accountKey(who);
  const used = await usedAt(context, tenant, site);
  return database.transaction(async (trx) => {
    const free = [];
    for (const number of numbersOf(site.ranges, await notFree(trx, clock.now(), used, person))) {
      if (free.length === count) break;
      if (isTheirs(number)) free.push(number);
    }
    const until = new Date(clock.now().getTime() + offeredForMs).toISOString();
    for (const value of free) {
      await trx
        .insertInto('offers')
        .values({ value, person, until })
        .onConflict((conflict) => conflict.column('value').doUpdateSet({ until }))
        .execute();
    }
    return free;
  });
}

/** The lowest free numbers of a site to look at, and how many there are, of how many in all; nothing is offered. Throws `TenantReadError`. */
export async function listFree(
  context: ChangesContext,
  tenant: Tenant,
  site: Site,
  count: number,
  { who, isTheirs }: { who: Identity; isTheirs(number: string): boolean },
): Promise<{ numbers: string[]; total: number; size: number }> {
  const { database, clock } = context;
  const used = await usedAt(context, tenant, site);
  const taken = await database.transaction((trx) => notFree(trx, clock.now(), used, accountKey(who)));
  const numbers = [];
  let total = 0;
  for (const number of numbersOf(site.ranges, taken)) if (isTheirs(number) && ++total <= count) numbers.push(number);
  let size = 0;
  for (const number of numbersOf(site.ranges, new Set())) if (isTheirs(number)) size += 1;
  return { numbers, total, size };
}

async function usedAt(context: ChangesContext, tenant: Tenant, { ranges }: Site): Promise<string[]> {
  const used = await Promise.all(ranges.map(({ from, to }) => context.numbers.usedNumbers(tenant, commonStart(from, to))));
  return used.flat();
}

/** Without their extensions: a base number beside the same base with an extension collides. */
async function notFree(trx: Transaction<Schema>, at: Date, used: string[], person: string): Promise<Set<string>> {
  const now = at.toISOString();
  await trx.deleteFrom('offers').where('until', '<=', now).execute();
  await trx.deleteFrom('reservations').where('until', '<=', now).execute();
  const claims = await trx.selectFrom('claims').select(['value', 'until']).where('kind', '=', 'number').execute();
  const reserved = await trx.selectFrom('reservations').select('value').execute();
  const offers = await trx.selectFrom('offers').select('value').where('person', '!=', person).execute();
  const claimed = claims.filter(({ until }) => until === null || until > now);
  return new Set([...used, ...[...claimed, ...reserved, ...offers].map(({ value }) => value)].map(withoutExtension));
}

function* numbersOf(ranges: { from: string; to: string }[], taken: ReadonlySet<string>): Generator<string> {
  for (const { from, to } of ranges) {
    for (let next = BigInt(from.slice(1)); next <= BigInt(to.slice(1)); next++) if (!taken.has(`+${next}`)) yield `+${next}`;
  }
}

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}
