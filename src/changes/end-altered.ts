import { sentence, type Sentence } from '../sentence';
import { appendAudit } from '../store/audit';
import type { ChangesContext } from './context';
import { sentCmdlets } from './decide';
import { lockChange, saveMove, savePart } from './save';
import { toRunning } from './to-running';
import { isEnded } from './transition';

/** Ends a change that is not what its record says: nothing of it is sent any more, and whoever runs Switchboard is told. */
export async function endAltered(context: ChangesContext, id: number, what: Sentence): Promise<void> {
  const note = sentence('note.altered', { what });
  await context.database.transaction(async (trx) => {
    const now = await lockChange(trx, id);
    if (!now || isEnded(now.state)) return;
    // The journal may be what was altered.
    const audited = await trx
      .selectFrom('audit')
      .select('seq')
      .where('change_id', '=', id)
      .where('kind', '=', 'cmdlet.sent')
      .executeTakeFirst();
    const sent = audited !== undefined || now.parts.some(({ journal }) => sentCmdlets(journal).length > 0);
    const open = now.parts.filter(({ state }) => state === 'open');
    // Where no part is open any more, one that says so was altered itself.
    for (const part of open.length > 0 ? open : now.parts) await savePart(trx, part, { state: sent ? 'unknown' : 'failed', note });
    const told = { kind: 'evidence.altered', actor: null, body: { what } };
    await saveMove(trx, context.clock, now, [...toRunning(now), sent ? 'lose' : 'fail'], told);
  });
  context.altered(id, what);
  context.moved();
}

/** The same for a change whose rows cannot even be read. They are left as they are, for whoever looks into it. */
export async function endUnreadable(context: ChangesContext, id: number): Promise<void> {
  const what = sentence('altered.unreadable');
  const now = context.clock.now().toISOString();
  await context.database.transaction(async (trx) => {
    await trx.updateTable('changes').set({ state: 'failed', due_at: null, updated_at: now, ended_at: now }).where('id', '=', id).execute();
    await trx.updateTable('parts').set({ holds: null }).where('change_id', '=', id).execute();
    await appendAudit(trx, context.clock, { kind: 'evidence.altered', changeId: id, actor: null, body: { what } });
  });
  context.altered(id, what);
}
