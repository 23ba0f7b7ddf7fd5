import type { Person } from '../auth/person';
import { withoutExtension } from '../resources/person-voice/line-uri';
import type { KnownNumber, NumberWanted } from '../resources/person-voice/voice-platform';
import type { TenantModel } from '../resources/tenant-model';
import type { ChangesContext } from './context';
import { reservationOf } from './reservations';
import type { NumberUse } from './number-record';

/**
 * What the tenant and our own records say of a number and of the same number with extensions, or of all that have an extension.
 * A number that was asked for is there though nobody has it. Throws `TenantReadError`.
 */
export async function lookUpNumber(context: ChangesContext, who: Person, wanted: NumberWanted): Promise<NumberUse[]> {
  const known = await context.numbers.lookUp(context.readingFor(who), wanted);
  const recorded = 'base' in wanted ? await claimedBeside(context, wanted.base) : [];
  const numbers = new Set([...known.map(({ number }) => number), ...recorded]);
  if ('base' in wanted && numbers.size === 0) numbers.add(wanted.base);
  return Promise.all([...numbers].sort().map((number) => useOf(context, number, known.find((one) => one.number === number) ?? null)));
}

async function claimedBeside({ database, clock }: ChangesContext, base: string): Promise<string[]> {
  const rows = await database.db.selectFrom('claims').select(['value', 'until']).where('kind', '=', 'number').execute();
  const now = clock.now().toISOString();
  return rows.filter(({ value, until }) => withoutExtension(value) === base && (until === null || until > now)).map(({ value }) => value);
}

async function useOf(context: ChangesContext, number: string, known: KnownNumber | null): Promise<NumberUse> {
  const { database, clock, model } = context;
  const claim = await database.db
    .selectFrom('claims')
    .leftJoin('parts', 'parts.id', 'claims.part_id')
    .select(['claims.state', 'claims.until', 'parts.change_id'])
    .where('claims.kind', '=', 'number')
    .where('claims.value', '=', number)
    .executeTakeFirst();
  const cools = claim?.state === 'cooling' && claim.until !== null && claim.until > clock.now().toISOString();
  return {
    number,
    site: siteOf(model, number),
    known,
    takenBy: claim?.state === 'held' ? claim.change_id : null,
    coolsUntil: cools ? claim.until : null,
    reserved: await reservationOf(database.db, clock, number),
  };
}

function siteOf({ sites }: TenantModel, number: string): string | null {
  const base = withoutExtension(number);
  const isOf = ({ from, to }: { from: string; to: string }) => base.length === from.length && base >= from && base <= to;
  return sites.find(({ ranges }) => ranges.some(isOf))?.name ?? null;
}
