import { may, recorded, type Person } from '../auth/person';
import { displayNumber } from '../resources/display-number';
import { withoutExtension } from '../resources/person-voice/line-uri';
import { sentence, type Sentence } from '../sentence';
import { appendAudit } from '../store/audit';
import { lockUntilCommit } from '../store/lock';
import type { ChangesContext } from './context';
import { lookUpNumber } from './number-use';
import { isOf, reservationOf, reservedBy, reservedByOther } from './reservations';

/**
 * Keeps a number, with all its extensions, for one person until a moment: nobody else is offered it or may propose it.
 * What is in use, taken, cooling or reserved already is refused. Throws `TenantReadError`.
 */
export async function reserve(context: ChangesContext, who: Person, number: string, until: Date): Promise<Sentence | null> {
  const { database, clock } = context;
  const value = withoutExtension(number);
  const uses = await lookUpNumber(context, who, { base: value });
  const inUse = uses.find(({ known }) => known !== null && (known.holder ?? known.service ?? known.blocked));
  if (inUse) return sentence('refusal.reserveInUse', { number: displayNumber(inUse.number) });
  const taken = uses.find(({ takenBy }) => takenBy !== null);
  if (taken) return sentence('refusal.claimed', { value: displayNumber(value), change: taken.takenBy ?? 0 });
  const cooling = uses.find(({ coolsUntil }) => coolsUntil !== null);
  if (cooling) return sentence('refusal.cooling', { value: displayNumber(value), until: cooling.coolsUntil?.slice(0, 10) ?? '' });
  return database.transaction(async (trx) => {
    // A proposal of the same number waits, and finds the reservation.
    await lockUntilCommit(trx, 'propose');
    const claimed = await trx.selectFrom('claims').select('value').where('kind', '=', 'number').where('state', '=', 'held').execute();
    if (claimed.some((claim) => withoutExtension(claim.value) === value))
      return sentence('refusal.reserveInUse', { number: displayNumber(value) });
    const refused = await reservedByOther(trx, clock, { kind: 'number', value }, who);
    if (refused) return refused;
    const row = { person: JSON.stringify(recorded(who)), until: until.toISOString() };
    await trx
      .insertInto('reservations')
      .values({ value, ...row })
      .onConflict((conflict) => conflict.column('value').doUpdateSet(row))
      .execute();
    await appendAudit(trx, clock, { kind: 'number.reserved', changeId: null, actor: who, body: { number: value, until: row.until } });
    return null;
  });
}

/** Gives a reserved number back: one's own, or anybody's with the right to confirm. */
export async function release({ database, clock }: ChangesContext, who: Person, number: string): Promise<Sentence | null> {
  const value = withoutExtension(number);
  return database.transaction(async (trx) => {
    await lockUntilCommit(trx, 'propose');
    const reservation = await reservationOf(trx, clock, value);
    if (!reservation) return sentence('refusal.notReserved', { number: displayNumber(value) });
    if (!isOf(reservation, who) && !may(who, 'confirm')) return reservedBy(value, reservation);
    await trx.deleteFrom('reservations').where('value', '=', value).execute();
    await appendAudit(trx, clock, { kind: 'number.released', changeId: null, actor: who, body: { number: value, of: reservation.person } });
    return null;
  });
}
