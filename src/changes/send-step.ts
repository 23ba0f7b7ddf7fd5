import type { State } from '../resources/facts';
import type { CmdletStep, WaitStep } from '../resources/resource';
import type { Tenant } from '../tenant/tenant';
import { whatAuthorises } from './authority';
import type { Change, Part, PlannedStep } from './change';
import type { ChangesContext } from './context';
import { endAltered } from './end-altered';
import { journalIntent, journalOutcome, lockChange, saveMove, savePart } from './save';
import { toRunning } from './to-running';
import { isEnded } from './transition';

/** No call takes longer: a back end sends it within two minutes or not at all, and its time-outs are shorter than one. */
const callLimitMs = 180_000;

/** A wait is journaled too: when to give up counts from its start, whatever happens in between. */
export async function startWait(context: ChangesContext, change: Change, part: Part, planned: PlannedStep<WaitStep>): Promise<void> {
  await context.database.transaction(async (trx) => {
    const now = await lockChange(trx, change.id);
    if (!now || isEnded(now.state)) return;
    await journalIntent(trx, context.clock, part, planned, 1);
    const body = { part: part.id, stepHash: planned.hash, attempt: 1, step: planned.step };
    await saveMove(trx, context.clock, now, toRunning(now), { kind: 'wait.started', actor: null, body });
  });
  context.moved();
}

/**
 * Intent first, then the call, then the outcome: a crash in between leaves an intent without outcome, which is never sent again by itself.
 * In the transaction of the intent the record is asked once more whether this may be done.
 */
export async function sendStep(
  context: ChangesContext,
  owner: string,
  change: Change,
  part: Part,
  tenant: Tenant,
  { planned, attempt, read }: { planned: PlannedStep<CmdletStep>; attempt: number; read: State },
): Promise<void> {
  const { database, clock, model } = context;
  const { step } = planned;
  const what = { part: part.id, stepHash: planned.hash, attempt, cmdlet: step.cmdlet };
  const settled = (afterMs: number) => new Date(clock.now().getTime() + afterMs + tenant.settleMs(step.cmdlet));
  const entry = await database.transaction(async (trx) => {
    const now = await lockChange(trx, change.id);
    const held = await trx
      .selectFrom('changes')
      .select('id')
      .where('id', '=', change.id)
      .where('lease_owner', '=', owner)
      .executeTakeFirst();
    if (!now || !held || isEnded(now.state) || now.stopAsked !== change.stopAsked) return null;
    const authority = await whatAuthorises(trx, model.tenantId, now, change);
    if ('altered' in authority) return authority;
    const id = await journalIntent(trx, clock, part, planned, attempt);
    await savePart(trx, part, { note: null, holdsUntil: settled(callLimitMs) });
    const before = Object.fromEntries(Object.keys(step.sets).map((fact) => [fact, read.facts[fact] ?? null]));
    const body = { ...what, parameters: step.parameters, sets: step.sets, before };
    await saveMove(trx, clock, now, toRunning(now), { kind: 'cmdlet.sent', actor: now.runsAs, body });
    return id;
  });
  if (entry === null) return;
  if (typeof entry === 'object') return endAltered(context, change.id, entry.altered);
  context.moved();
  const answer = await tenant.call({ cmdlet: step.cmdlet, parameters: step.parameters });
  const error = answer.outcome === 'done' ? null : answer.error;
  await database.transaction(async (trx) => {
    const now = await lockChange(trx, change.id);
    if (!now) throw new Error(`Change ${change.id} is gone.`);
    await journalOutcome(trx, clock, entry, answer.outcome, error);
    await savePart(trx, part, { holdsUntil: settled(0) });
    await saveMove(trx, clock, now, [], {
      kind: 'cmdlet.answered',
      actor: now.runsAs,
      body: { ...what, outcome: answer.outcome, error },
    });
  });
  context.moved();
}
