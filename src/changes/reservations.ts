import type { Kysely, Transaction } from 'kysely';
import { sameAccount, type Identity } from '../auth/person';
import type { Clock } from '../clock';
import { displayNumber } from '../resources/display-number';
import { withoutExtension } from '../resources/person-voice/line-uri';
import type { Claim } from '../resources/resource';
import { sentence, type Sentence } from '../sentence';
import type { Schema } from '../store/schema';
import type { Reservation } from './number-record';
import { personSchema } from './row-schemas';

/** Who keeps a number, null when nobody does or their time is over. */
export async function reservationOf(db: Kysely<Schema>, clock: Clock, number: string): Promise<Reservation | null> {
  const row = await db
    .selectFrom('reservations')
    .selectAll()
    .where('value', '=', withoutExtension(number))
    .where('until', '>', clock.now().toISOString())
    .executeTakeFirst();
  return row ? { person: personSchema.parse(JSON.parse(row.person)), until: row.until } : null;
}

/** The refusal for everybody but the one who reserved it. */
export async function reservedByOther(db: Kysely<Schema>, clock: Clock, { kind, value }: Claim, who: Identity): Promise<Sentence | null> {
  const reservation = kind === 'number' ? await reservationOf(db, clock, value) : null;
  return reservation && !isOf(reservation, who) ? reservedBy(value, reservation) : null;
}

/** What has come into use is reserved no more. */
export async function endReservations(trx: Transaction<Schema>, used: Claim[]): Promise<void> {
  const values = used.flatMap(({ kind, value }) => (kind === 'number' ? withoutExtension(value) : []));
  if (values.length > 0) await trx.deleteFrom('reservations').where('value', 'in', values).execute();
}

/** Who keeps it, as a refusal. */
export function reservedBy(value: string, { person, until }: Reservation): Sentence {
  return sentence('refusal.reserved', { value: displayNumber(value), name: person.name, until: Date.parse(until) });
}

export function isOf({ person }: Reservation, who: Identity): boolean {
  return sameAccount(person, who);
}
