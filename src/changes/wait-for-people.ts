import { invite, readMembers, tellAnew } from './ask-approvers';
import { groupsInTurn, type Asked, type Change } from './change';
import type { ChangesContext } from './context';
import { lockChange, neverStarted, saveMove, type Told } from './save';
import { isEnded } from './transition';

/**
 * What time brings to a change that waits for a person: approvers are reminded, others may approve in their place, it expires.
 * @returns when to look again; null when it has ended
 */
export async function waitForPeople(context: ChangesContext, change: Change): Promise<Date | null> {
  const { clock, draftExpiryMs } = context;
  const now = clock.now();
  const { asked, approval } = change;
  if (!asked || !approval) return expire(context, change, new Date(Date.parse(change.createdAt) + draftExpiryMs));
  const at = (share: number) => new Date(Date.parse(asked.at) + share * approval.lifeMs);
  const expires = at(1);
  if (expires <= now) return expire(context, change, expires);
  if (approval.escalate && !asked.escalated && at(approval.escalate.at) <= now) {
    await tell(context, change, { ...asked, escalated: true }, 'change.escalated');
    return now;
  }
  const reminded = approval.remindAt.filter((share) => at(share) <= now).length;
  if (reminded > asked.reminded) {
    await tell(context, change, { ...asked, reminded }, 'change.reminded');
    return now;
  }
  const coming = [...approval.remindAt, ...(approval.escalate && !asked.escalated ? [approval.escalate.at] : []), 1].map(at);
  return coming.filter((moment) => moment > now).sort((a, b) => a.getTime() - b.getTime())[0] ?? expires;
}

async function expire(context: ChangesContext, change: Change, at: Date): Promise<Date | null> {
  if (at > context.clock.now()) return at;
  await context.database.transaction(async (trx) => {
    const now = await lockChange(trx, change.id);
    if (!now || now.version !== change.version) return;
    await neverStarted(trx, change.id);
    await saveMove(trx, context.clock, now, ['expire'], { kind: 'change.expired', actor: null, body: {} });
    if (now.asked) await tellAnew(trx, change.id, now.asked.by);
  });
  context.moved();
  return null;
}

/** Everybody who may have a say now gets the card once more, as a new message. */
async function tell(context: ChangesContext, change: Change, asked: Asked, kind: Told['kind']): Promise<void> {
  const members = await readMembers(context, change);
  await context.database.transaction(async (trx) => {
    const now = await lockChange(trx, change.id);
    if (!now || isEnded(now.state) || now.version !== change.version) return;
    const groups = groupsInTurn({ asked, approval: change.approval });
    const unreached = await invite(trx, context, now, asked.by, groups, members);
    await saveMove(
      trx,
      context.clock,
      now,
      [],
      { kind, actor: null, body: { groups, unreached } },
      { asked: JSON.stringify({ ...asked, unreached }) },
    );
  });
  context.moved();
}
