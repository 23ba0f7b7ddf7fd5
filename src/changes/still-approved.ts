import { isEnded } from './transition';
import type { Asked, Change } from './change';
import type { ChangesContext } from './context';
import { readElectorate, standingNow } from './electorate';
import { lockChange, saveMove } from './save';

/**
 * Looks again, before the first step, whether whoever approved may still approve: somebody may have left their group since.
 * Then it waits for approvers once more. Where a group cannot be read nothing is known, and nothing is lost: it does not run, and is looked at again.
 */
export async function stillApproved(context: ChangesContext, change: Change): Promise<'approved' | 'lost' | 'unread'> {
  const { asked } = change;
  if (!asked) return 'approved';
  const electorate = await readElectorate(context, change);
  const standing = standingNow(change, asked, electorate);
  if (standing.open === null) return 'approved';
  if (electorate.unread) return 'unread';
  await context.database.transaction(async (trx) => {
    const now = await lockChange(trx, change.id);
    if (!now || isEnded(now.state) || now.version !== change.version) return;
    await saveMove(
      trx,
      context.clock,
      now,
      ['ask-approval'],
      { kind: 'change.approval-lost', actor: null, body: { standing } },
      { asked: JSON.stringify({ ...asked, standing } satisfies Asked), runs_as: null, due_at: context.clock.now().toISOString() },
    );
  });
  context.moved();
  return 'lost';
}
