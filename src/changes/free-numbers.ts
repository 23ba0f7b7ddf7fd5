import type { Person } from '../auth/person';
import { withoutExtension } from '../resources/person-voice/line-uri';
import type { ChangesContext } from './context';

const offeredForMs = 10 * 60_000;

/**
 * The lowest numbers of a site that nobody holds, claims, cools or was offered. They are offered to this person for ten minutes,
 * so that two people are never shown the same number. Throws `TenantReadError`.
 */
export async function freeNumbers(context: ChangesContext, who: Person, siteName: string | null, count: number): Promise<string[]> {
  const { database, clock, model } = context;
  const site = model.sites.find(({ name }) => name === siteName);
  if (!site) return [];
  const tenant = context.tenantFor(who);
  const used = new Set(
    (await Promise.all(site.ranges.map(({ from, to }) => context.usedNumbers(tenant, commonStart(from, to))))).flat().map(withoutExtension),
  );
  const person = `${who.tenantId}|${who.objectId}`;
  const now = clock.now();
  return database.transaction(async (trx) => {
    await trx.deleteFrom('offers').where('until', '<=', now.toISOString()).execute();
    const claims = await trx.selectFrom('claims').select(['value', 'state', 'until']).where('kind', '=', 'number').execute();
    const claimed = new Set(
      claims.filter(({ until }) => until === null || until > now.toISOString()).map(({ value }) => withoutExtension(value)),
    );
    const offers = await trx.selectFrom('offers').select('value').where('person', '!=', person).execute();
    const offered = new Set(offers.map(({ value }) => value));
    const free = [];
    for (const number of numbersOf(site.ranges)) {
      if (free.length === count) break;
      if (!used.has(number) && !claimed.has(number) && !offered.has(number)) free.push(number);
    }
    const until = new Date(now.getTime() + offeredForMs).toISOString();
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

function* numbersOf(ranges: { from: string; to: string }[]): Generator<string> {
  for (const { from, to } of ranges) {
    for (let number = BigInt(from.slice(1)); number <= BigInt(to.slice(1)); number++) yield `+${number}`;
  }
}

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}
