import type { Claim } from '../resources/resource';
import type { Change, Part } from './change';
import { coolClaims, without } from './claims';
import type { ChangesContext } from './context';
import { appendAudit } from '../store/audit';
import { endReservations } from './reservations';

const retryMs = 30_000;

/**
 * After a change has ended and its last sent cmdlet can no longer be invisible, a fresh read decides about what it claimed:
 * used by its person, somebody else's, cooling, or free. While that cannot be read it stays held.
 * @returns when to look again, null when all is settled.
 */
export async function settle(context: ChangesContext, change: Change): Promise<Date | null> {
  const { database, clock } = context;
  // Who takes first: what it lets go may cool for who gave it.
  for (const part of [...change.parts].reverse()) {
    const row = await database.db.selectFrom('parts').select('holds_until').where('id', '=', part.id).executeTakeFirst();
    if (!row?.holds_until) continue;
    if (new Date(row.holds_until) > clock.now()) return new Date(row.holds_until);
    try {
      await settlePart(context, change, part);
    } catch (error) {
      context.fault(error, change.id);
      return new Date(clock.now().getTime() + retryMs);
    }
  }
  return null;
}

async function settlePart(context: ChangesContext, change: Change, part: Part): Promise<void> {
  const { database, clock } = context;
  const resource = context.resourceOf(part.resource);
  const tenant = context.tenantFor(change.runsAs ?? change.requester);
  const read = await resource.read(tenant, part.key);
  const claims = await database.db.selectFrom('claims').select(['kind', 'value']).where('part_id', '=', part.id).execute();
  const used = read ? resource.claims(read.facts) : [];
  // Put back means as it was: a number that was given for a moment is as free as before.
  const given = read && change.request.kind !== 'put-back' ? without(resource.claims(part.before.facts), used) : [];
  const cooling: Claim[] = [];
  for (const claim of given) {
    if (!(await resource.obstacle(tenant, claim, [part.key]))) cooling.push(claim);
  }
  await database.transaction(async (trx) => {
    for (const { kind, value } of claims)
      await trx.deleteFrom('claims').where('kind', '=', kind).where('value', '=', value).where('part_id', '=', part.id).execute();
    await coolClaims(trx, context, cooling, part);
    await endReservations(trx, used);
    await trx.updateTable('parts').set({ holds_until: null }).where('id', '=', part.id).execute();
    await appendAudit(trx, clock, { kind: 'claims.settled', changeId: change.id, actor: null, body: { released: claims, cooling } });
  });
}
