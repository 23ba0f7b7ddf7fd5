import type { State } from '../resources/facts';
import { sentence, type Sentence } from '../sentence';
import type { Tenant } from '../tenant/tenant';
import type { Change, Part, PlannedStep } from './change';
import { loadChanges } from './change-rows';
import type { ChangesContext } from './context';
import { decide, movedFacts, sentCmdlets } from './decide';
import { endDrifted, endPart, finish } from './endings';
import { journalIntent, journalOutcome, lockChange, saveMove, savePart } from './save';
import { settle } from './settle';
import { stillWanted, takenMeanwhile } from './still-wanted';
import { toRunning } from './to-running';
import { isEnded } from './transition';
import { unsettledParts } from './unsettled';

/** No call takes longer: time-outs of the back ends are shorter. */
const callLimitMs = 60_000;
const readsFailForMs = 60 * 60_000;

/** The lease that this worker holds on a change; a write without it would be somebody else's. */
export interface Lease {
  owner: string;
  /** False when the lease is lost: stop at once. */
  renew(): Promise<boolean>;
}

/** What came of one look: look again now, later, or never by itself. */
type Look = 'again' | { at: Date | null };

/** Brings a change as far as it goes now. Needs nothing but the stored rows. @returns when to look again, null for never. */
export async function runChange(context: ChangesContext, lease: Lease, id: number): Promise<Date | null> {
  for (;;) {
    if (!(await lease.renew())) return null;
    const [change] = await loadChanges(context.database.db, [id]);
    if (!change) throw new Error(`There is no change ${id}.`);
    const look = await lookAt(context, lease, change);
    if (look !== 'again') return look.at;
  }
}

async function lookAt(context: ChangesContext, lease: Lease, change: Change): Promise<Look> {
  if (isEnded(change.state)) return { at: await settle(context, change) };
  if (change.state === 'draft' || change.state === 'awaiting-approval') return { at: await expire(context, change) };
  const part = change.parts.find(({ state }) => state === 'open');
  if (!part) {
    await finish(context, change);
    return 'again';
  }
  return advance(context, lease, change, part);
}

async function expire(context: ChangesContext, change: Change): Promise<Date | null> {
  const at = new Date(Date.parse(change.createdAt) + context.draftExpiryMs);
  if (at > context.clock.now()) return at;
  await context.database.transaction(async (trx) => {
    const now = await lockChange(trx, change.id);
    if (!now || now.version !== change.version) return;
    await trx.updateTable('parts').set({ state: 'not-started' }).where('change_id', '=', change.id).execute();
    await saveMove(trx, context.clock, now, ['expire'], { kind: 'change.expired', actor: null, body: {} });
  });
  context.moved();
  return null;
}

async function advance(context: ChangesContext, lease: Lease, change: Change, part: Part): Promise<Look> {
  const { clock } = context;
  const resource = context.resourceOf(part.resource);
  const tenant = context.tenantFor(change.confirmedBy ?? change.requester);
  const untouched = sentCmdlets(part.journal).length === 0;
  if (untouched) {
    const settling = (await unsettledParts(context.database.db, clock, part)).at(-1);
    if (settling && change.stopAsked) return end(context, change, part, 'cancelled', null, null);
    if (settling) return park(context, change, part, sentence('note.settling'), settling.until);
  }
  let read: State | null;
  try {
    read = await resource.read(tenant, part.key);
  } catch (error) {
    return readFailed(context, change, part, error);
  }
  if (!read)
    return end(context, change, part, untouched ? 'failed' : 'unknown', sentence('refusal.gone', { text: part.subject.name }), null);
  if (untouched && Object.keys(part.explained).length > 0) return rebase(context, part, read);

  const move = decide(part, resource, read, {
    now: clock.now().getTime(),
    stopAsked: change.stopAsked,
    settleMs: (cmdlet) => tenant.settleMs(cmdlet),
  });
  switch (move.kind) {
    case 'done':
      return end(context, change, part, 'done', null, read);
    case 'failed':
    case 'unknown':
    case 'cancelled':
      return end(context, change, part, move.kind, move.note, read);
    case 'drift':
      await endDrifted(context, change, part, move.moved, read);
      return 'again';
    case 'park':
      return park(context, change, part, move.note, new Date(clock.now().getTime() + move.pauseMs));
    case 'start-wait':
      return startWait(context, change, part, move.step);
    case 'send': {
      const refused =
        (untouched && (await stillWanted(context, change, tenant, read))) ||
        (await takenMeanwhile(resource, tenant, part, read, move.step));
      if (refused) return end(context, change, part, untouched ? 'failed' : 'unknown', refused, read);
      return send(context, lease, change, part, tenant, move.step, move.attempt);
    }
  }
}

async function end(
  context: ChangesContext,
  change: Change,
  part: Part,
  state: Part['state'],
  note: Sentence | null,
  after: State | null,
): Promise<Look> {
  await endPart(context, change, part, { state, note, after });
  return 'again';
}

/** Waits without a word when it waited for the same already. */
async function park(context: ChangesContext, change: Change, part: Part, note: Sentence, at: Date): Promise<Look> {
  const waitsAlready = change.state === 'waiting' && part.note?.key === note.key;
  if (!waitsAlready) {
    await context.database.transaction(async (trx) => {
      const now = await lockChange(trx, change.id);
      if (!now || isEnded(now.state)) return;
      await savePart(trx, part, { note });
      await saveMove(trx, context.clock, now, now.state === 'waiting' ? [] : ['wait'], {
        kind: 'change.waiting',
        actor: null,
        body: { note },
      });
    });
    context.moved();
  }
  return { at };
}

async function readFailed(context: ChangesContext, change: Change, part: Part, error: unknown): Promise<Look> {
  const note = sentence('note.readFailed');
  const sinceMs = part.note?.key === note.key ? context.clock.now().getTime() - Date.parse(change.updatedAt) : 0;
  if (change.stopAsked) return end(context, change, part, 'cancelled', note, null);
  if (sinceMs >= readsFailForMs) return end(context, change, part, sentCmdlets(part.journal).length > 0 ? 'unknown' : 'failed', note, null);
  context.fault(error, change.id);
  return park(context, change, part, note, new Date(context.clock.now().getTime() + Math.min(30_000, 500 + sinceMs / 4)));
}

/** The first read after the change before has settled: what that one made is the truth this one starts from. */
async function rebase(context: ChangesContext, part: Part, read: State): Promise<Look> {
  const moved = new Set(movedFacts(part, read).map(({ fact }) => fact));
  const facts = Object.fromEntries(
    Object.entries(part.before.facts).map(([fact, before]) => [fact, moved.has(fact) ? before : (read.facts[fact] ?? before)]),
  );
  await context.database.transaction((trx) => savePart(trx, part, { before: { ...part.before, facts }, explained: {} }));
  return 'again';
}

async function startWait(context: ChangesContext, change: Change, part: Part, step: PlannedStep): Promise<Look> {
  await context.database.transaction(async (trx) => {
    const now = await lockChange(trx, change.id);
    if (!now || isEnded(now.state)) return;
    await journalIntent(trx, context.clock, part, step, 1);
    await saveMove(trx, context.clock, now, toRunning(now), { kind: 'wait.started', actor: null, body: { step: step.step } });
  });
  context.moved();
  return 'again';
}

/** Intent first, then the call, then the outcome: a crash in between leaves an intent without outcome, which is never sent again by itself. */
async function send(
  context: ChangesContext,
  lease: Lease,
  change: Change,
  part: Part,
  tenant: Tenant,
  planned: PlannedStep,
  attempt: number,
): Promise<Look> {
  const { database, clock } = context;
  const { step } = planned;
  if (step.kind !== 'cmdlet') throw new Error('Only a cmdlet is sent.');
  const settled = (afterMs: number) => new Date(clock.now().getTime() + afterMs + tenant.settleMs(step.cmdlet));
  const entry = await database.transaction(async (trx) => {
    const now = await lockChange(trx, change.id);
    const held = await trx
      .selectFrom('changes')
      .select('id')
      .where('id', '=', change.id)
      .where('lease_owner', '=', lease.owner)
      .executeTakeFirst();
    if (!now || !held || isEnded(now.state) || now.stopAsked) return null;
    const id = await journalIntent(trx, clock, part, planned, attempt);
    await savePart(trx, part, { note: null, holdsUntil: settled(callLimitMs) });
    const body = { cmdlet: step.cmdlet, parameters: step.parameters, attempt };
    await saveMove(trx, clock, now, toRunning(now), { kind: 'cmdlet.sent', actor: now.confirmedBy, body });
    return id;
  });
  if (entry === null) return 'again';
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
      actor: now.confirmedBy,
      body: { cmdlet: step.cmdlet, attempt, outcome: answer.outcome, error },
    });
  });
  context.moved();
  return 'again';
}
