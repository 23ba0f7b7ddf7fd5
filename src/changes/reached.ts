import type { Identity, Person } from '../auth/person';
import { tellAnew } from './ask-approvers';
import type { Asked, Change } from './change';
import type { ChangesContext } from './context';
import { pending } from './pending';
import { lockChange, saveMove } from './save';

/** An approver who was asked gets no message of ours any more: the card says so, wherever it is seen. */
export async function noteUnreached(context: ChangesContext, changeId: number, { name }: Pick<Identity, 'name'>): Promise<void> {
  const changed = await context.database.transaction(async (trx) => {
    const change = await lockChange(trx, changeId);
    const asked = change?.state === 'awaiting-approval' ? change.asked : null;
    // Whoever asked is no approver; their card is told again when it ends.
    if (!change || !asked || asked.unreached.includes(name) || [asked.by.name, change.requester.name].includes(name)) return false;
    const unreached = [...asked.unreached, name];
    await saveMove(
      trx,
      context.clock,
      change,
      [],
      { kind: 'change.unreached', actor: null, body: { unreached } },
      columns({ ...asked, unreached }),
    );
    return true;
  });
  if (changed) context.moved();
}

/** Somebody can be reached again, and gets what waits for their vote and was not sent to them. */
export async function noteReached(context: ChangesContext, who: Person): Promise<void> {
  const { forMe } = await pending(context, who);
  for (const { id } of forMe.filter(({ asked }) => asked?.unreached.includes(who.name))) await askAgain(context, id, who);
  if (forMe.length > 0) context.moved();
}

async function askAgain(context: ChangesContext, id: Change['id'], who: Person): Promise<void> {
  await context.database.transaction(async (trx) => {
    const change = await lockChange(trx, id);
    if (!change?.asked || change.state !== 'awaiting-approval') return;
    const unreached = change.asked.unreached.filter((name) => name !== who.name);
    await saveMove(
      trx,
      context.clock,
      change,
      [],
      { kind: 'change.reached', actor: null, body: { unreached } },
      columns({ ...change.asked, unreached }),
    );
    await tellAnew(trx, id, who);
  });
}

function columns(asked: Asked): { asked: string } {
  return { asked: JSON.stringify(asked) };
}
