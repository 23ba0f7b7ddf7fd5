import type { Fact } from '../resources/facts';
import { unmet } from '../resources/facts';
import { appendAudit } from '../store/audit';
import { announceAgain } from '../store/sent-cards';
import type { Change, Moved, Part } from './change';
import type { ChangesContext } from './context';
import { lockChange, saveMove, savePart } from './save';

const retryMs = 10 * 60_000;

/**
 * Looks at done parts again after their times: what Microsoft showed once need not last (facts.md b, «two stores disagree»). A difference is told
 * in a message of its own. A part is left alone once a later change has begun on the same key: the facts are that one's then.
 * @returns when to look again, null when all has been looked at.
 */
export async function recheck(context: ChangesContext, change: Change): Promise<Date | null> {
  const { clock, recheckAfterMs } = context;
  if (change.endedAt === null) return null;
  const ended = Date.parse(change.endedAt);
  let next: Date | null = null;
  for (const part of change.parts.filter(({ state }) => state === 'done')) {
    const dueMs = recheckAfterMs[part.rechecks.length];
    if (dueMs === undefined || (await isTakenOver(context, change, part))) continue;
    const due = new Date(ended + dueMs);
    const again = due > clock.now() ? due : await lookAgain(context, change, part, ended);
    if (again && (next === null || again < next)) next = again;
  }
  return next;
}

async function isTakenOver({ database }: ChangesContext, change: Change, { resource, key }: Part): Promise<boolean> {
  const later = await database.db
    .selectFrom('parts')
    .innerJoin('journal', 'journal.part_id', 'parts.id')
    .select('parts.id')
    .where('resource', '=', resource)
    .where('key', '=', key)
    .where('change_id', '>', change.id)
    .limit(1)
    .executeTakeFirst();
  return later !== undefined;
}

/** @returns when to look the next time. */
async function lookAgain(context: ChangesContext, change: Change, part: Part, ended: number): Promise<Date | null> {
  const { clock, recheckAfterMs } = context;
  const tenant = context.tenantFor(change.runsAs ?? change.requester);
  let facts: Readonly<Record<string, Fact>>;
  try {
    facts = (await context.resourceOf(part.resource).read(tenant, part.key, Object.keys(part.goal)))?.facts ?? {};
  } catch (error) {
    context.fault(error, change.id);
    return new Date(clock.now().getTime() + retryMs);
  }
  const moved = unmet(facts, part.goal).map((fact): Moved => ({
    fact,
    expected: part.after?.facts[fact] ?? null,
    seen: facts[fact] ?? null,
  }));
  const rechecks = [...part.rechecks, { at: clock.now().toISOString(), moved }];
  await context.database.transaction(async (trx) => {
    const now = await lockChange(trx, change.id);
    if (!now) return;
    await savePart(trx, part, { rechecks });
    const told = { kind: 'part.rechecked', actor: null, body: { part: part.id, moved } };
    if (moved.length === 0) return appendAudit(trx, clock, { ...told, changeId: change.id });
    await saveMove(trx, clock, now, [], told);
    await announceAgain(trx, change.id);
  });
  if (moved.length > 0) context.moved();
  const nextMs = recheckAfterMs[rechecks.length];
  return nextMs === undefined ? null : new Date(ended + nextMs);
}
