import type { Kysely, Transaction } from 'kysely';
import type { Identity } from '../auth/person';
import type { Clock } from '../clock';
import { displayNumber } from '../resources/display-number';
import type { Claim } from '../resources/resource';
import { sentence, type Sentence } from '../sentence';
import type { Schema } from '../store/schema';
import type { Part } from './change';
import { reservedByOther } from './reservations';

export interface Taker {
  resource: string;
  /** Its own, and those of whoever gives it up in the same change. */
  keys: readonly string[];
  person: Identity;
}

/**
 * Why a claim cannot be had by this key as far as our own records go: another change holds it, it cools after another person, or somebody else
 * reserved it. Null when it is free or the key's own.
 */
async function claimObstacle(db: Kysely<Schema> | Transaction<Schema>, clock: Clock, claim: Claim, taker: Taker): Promise<Sentence | null> {
  const row = await db
    .selectFrom('claims')
    .innerJoin('parts', 'parts.id', 'claims.part_id')
    .select(['claims.state', 'claims.until', 'parts.change_id', 'parts.resource', 'parts.key'])
    .where('claims.kind', '=', claim.kind)
    .where('claims.value', '=', claim.value)
    .executeTakeFirst();
  if (!row) return reservedByOther(db, clock, claim, taker.person);
  if (row.resource === taker.resource && taker.keys.includes(row.key)) return null;
  if (row.state === 'held') return sentence('refusal.claimed', { value: displayNumber(claim.value), change: row.change_id });
  const cooled = row.until !== null && row.until <= clock.now().toISOString();
  return cooled
    ? reservedByOther(db, clock, claim, taker.person)
    : sentence('refusal.cooling', { value: displayNumber(claim.value), until: row.until?.slice(0, 10) ?? '' });
}

/** Takes claims for a part, or says why they cannot be had. */
export async function takeClaims(
  trx: Transaction<Schema>,
  clock: Clock,
  claims: Claim[],
  partId: number,
  taker: Taker,
): Promise<Sentence | null> {
  for (const { kind, value } of claims) {
    const obstacle = await claimObstacle(trx, clock, { kind, value }, taker);
    if (obstacle) return obstacle;
    await trx.deleteFrom('claims').where('kind', '=', kind).where('value', '=', value).execute();
    await trx.insertInto('claims').values({ kind, value, part_id: partId, state: 'held', until: null }).execute();
  }
  return null;
}

/** Lets claims rest after who gave them up. What somebody else holds meanwhile is left as it is. */
export async function coolClaims(
  trx: Transaction<Schema>,
  { clock, coolMs }: { clock: Clock; coolMs: number },
  claims: readonly Claim[],
  { id: partId, resource, key }: Pick<Part, 'id' | 'resource' | 'key'>,
): Promise<void> {
  const until = new Date(clock.now().getTime() + coolMs).toISOString();
  for (const { kind, value } of claims) {
    // A part that gave it to the same one, and ended, may hold it until the rest of its change has ended.
    const before = trx.selectFrom('parts').select('id').where('resource', '=', resource).where('key', '=', key).where('id', '<', partId);
    await trx
      .deleteFrom('claims')
      .where('kind', '=', kind)
      .where('value', '=', value)
      .where('state', '=', 'held')
      .where('part_id', 'in', before)
      .execute();
    await trx
      .insertInto('claims')
      .values({ kind, value, part_id: partId, state: 'cooling', until })
      .onConflict((conflict) => conflict.columns(['kind', 'value']).doNothing())
      .execute();
  }
}

/** The claims that are not among the others. */
export function without(claims: readonly Claim[], others: readonly Claim[]): Claim[] {
  return claims.filter(({ kind, value }) => !others.some((other) => other.kind === kind && other.value === value));
}
