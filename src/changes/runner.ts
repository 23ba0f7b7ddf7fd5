import { ZodError } from 'zod';
import type { State } from '../resources/facts';
import { sentence, type Sentence } from '../sentence';
import { explain } from '../tenant/known-errors';
import { TenantReadError } from '../tenant/tenant';
import { appendAudit } from '../store/audit';
import { askRole, askSignIn } from './ask-person';
import { whatAuthorises } from './authority';
import type { Change, Part } from './change';
import { digestOf } from './content';
import type { ChangesContext } from './context';
import { decide, movedFacts, sentCmdlets } from './decide';
import { endAltered, endUnreadable } from './end-altered';
import { endDrifted, finish } from './endings';
import { endPart } from './end-part';
import { lockChange, saveMove, savePart } from './save';
import { sendStep, startWait } from './send-step';
import { recheck } from './recheck';
import { settle } from './settle';
import { stillWanted, takenMeanwhile } from './still-wanted';
import { isEnded, isUnderway, waitsForPerson } from './transition';
import { unsettledParts } from './unsettled';
import { stillApproved } from './still-approved';
import { waitForPeople } from './wait-for-people';

const readsFailForMs = 60 * 60_000;

/** The lease that this worker holds on a change; a write without it would be somebody else's. */
export interface Lease {
  owner: string;
  /** False when the lease is lost: stop at once. */
  isHeld(): Promise<boolean>;
}

/** What came of one look: look again now, later, or never by itself. */
type Look = 'again' | { at: Date | null };

/** When to look again at parts that wait, by their ids: among many parts each is read when its time has come, not whenever another moves. */
type Parked = Map<number, Date>;

/** Brings a change as far as it goes now. Needs nothing but the stored rows. @returns when to look again, null for never. */
export async function runChange(context: ChangesContext, lease: Lease, id: number): Promise<Date | null> {
  const parked: Parked = new Map();
  for (;;) {
    if (!(await lease.isHeld())) return null;
    const change = await authorised(context, id);
    if (change === 'unreadable') return null;
    if (change === 'altered') continue;
    const look = await lookAt(context, lease, change, parked);
    if (look !== 'again') return look.at;
  }
}

/** The change as its record has it, to be looked at. When it is not as the record has it, it has been ended. */
async function authorised(context: ChangesContext, id: number): Promise<Change | 'altered' | 'unreadable'> {
  const { database, model } = context;
  try {
    const { change, altered } = await database.transaction(async (trx) => {
      const change = await lockChange(trx, id);
      if (!change) throw new Error(`There is no change ${id}.`);
      const authority = isUnderway(change.state) ? await whatAuthorises(trx, model.tenantId, change) : null;
      return { change, altered: authority && 'altered' in authority ? authority.altered : null };
    });
    if (!altered) return change;
    await endAltered(context, id, altered);
    return 'altered';
  } catch (error) {
    if (!(error instanceof ZodError || error instanceof SyntaxError)) throw error;
    await endUnreadable(context, id);
    return 'unreadable';
  }
}

async function lookAt(context: ChangesContext, lease: Lease, change: Change, parked: Parked): Promise<Look> {
  if (isEnded(change.state)) return { at: (await settle(context, change)) ?? (await recheck(context, change)) };
  if (change.state === 'draft' || change.state === 'awaiting-approval') return { at: await waitForPeople(context, change) };
  const begun = change.parts.some(({ journal }) => journal.length > 0);
  const open = change.parts.filter(({ state }) => state === 'open');
  if (!begun && !waitsForPerson(change.state)) {
    const standing = await stillApproved(context, change);
    if (standing === 'lost') return 'again';
    if (standing === 'unread' && open[0] && !change.stopAsked) return groupsUnread(context, change, open[0]);
  }
  if (open.length === 0) {
    await finish(context, change);
    return 'again';
  }
  // A part that waits keeps no other waiting, but for those that need it.
  let at: Date | null = null;
  for (const part of open.filter(({ needs }) => needs.every((place) => change.parts[place]?.state === 'done'))) {
    const until = change.stopAsked ? undefined : parked.get(part.id);
    const look = until && until > context.clock.now() ? { at: until } : await advanceOrAsk(context, lease, change, part);
    if (look === 'again') return 'again';
    if (look.at !== null) parked.set(part.id, look.at);
    if (look.at !== null && (at === null || look.at < at)) at = look.at;
  }
  return { at };
}

/** A read without credentials is nobody's fault, and no time heals it: the person whose they are is asked. */
async function advanceOrAsk(context: ChangesContext, lease: Lease, change: Change, part: Part): Promise<Look> {
  const since = context.clock.now().getTime();
  try {
    return await advance(context, lease, change, part);
  } catch (error) {
    const { needsSignIn = null, sentence: note } = error instanceof TenantReadError ? explain(error.record) : {};
    if (!needsSignIn || !note) throw error;
    if (change.stopAsked) return end(context, change, part, 'cancelled', note, null);
    return askSignIn(context, change, part, { reason: needsSignIn, since, note });
  }
}

async function advance(context: ChangesContext, lease: Lease, change: Change, part: Part): Promise<Look> {
  const { clock } = context;
  const resource = context.resourceOf(part.resource);
  const tenant = context.tenantFor(change.runsAs ?? change.requester);
  const untouched = sentCmdlets(part.journal).length === 0;
  if (untouched) {
    const settling = (await unsettledParts(context.database.db, clock, part)).at(-1);
    if (settling && change.stopAsked) return end(context, change, part, 'cancelled', null, null);
    if (settling) return park(context, change, part, sentence('note.settling'), settling.until);
  }
  // An answer that comes late says how things stood when it was asked: what was sent had that long to show, no longer.
  const askedAt = clock.now().getTime();
  let read: State | null;
  try {
    read = await resource.read(tenant, part.key, Object.keys(part.goal));
  } catch (error) {
    if (error instanceof TenantReadError && explain(error.record).needsSignIn) throw error;
    return readFailed(context, change, part, error);
  }
  if (!read)
    return end(context, change, part, untouched ? 'failed' : 'unknown', sentence('refusal.gone', { text: part.subject.name }), null);
  if (untouched && Object.keys(part.explained).length > 0) return rebase(context, change, part, read);

  const move = decide(part, resource, read, {
    now: askedAt,
    stopAsked: change.stopAsked,
    resumedAt: change.resumedAt === null ? null : Date.parse(change.resumedAt),
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
    case 'ask-role':
      return askRole(context, change, part, move);
    case 'ask-sign-in':
      return askSignIn(context, change, part, move);
    case 'start-wait':
      await startWait(context, change, part, move.planned);
      return 'again';
    case 'send': {
      const refused =
        (untouched && (await stillWanted(context, change, part, tenant, read))) ||
        (await takenMeanwhile(resource, tenant, change, part, read, move.planned.step));
      if (refused) return end(context, change, part, untouched ? 'failed' : 'unknown', refused, read);
      await sendStep(context, lease.owner, change, part, tenant, { ...move, read });
      return 'again';
    }
  }
}

function groupsUnread(context: ChangesContext, change: Change, part: Part): Promise<Look> {
  return park(context, change, part, sentence('note.groupsUnread'), new Date(context.clock.now().getTime() + 30_000));
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
  // Another part may wait for a person: that is told first, and this one waits beside it.
  const waits = (state: Change['state']): boolean => state === 'waiting' || waitsForPerson(state);
  const waitsAlready = waits(change.state) && part.note?.key === note.key;
  if (!waitsAlready) {
    await context.database.transaction(async (trx) => {
      const now = await lockChange(trx, change.id);
      if (!now || isEnded(now.state)) return;
      await savePart(trx, part, { note });
      await saveMove(trx, context.clock, now, waits(now.state) ? [] : ['wait'], {
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
async function rebase(context: ChangesContext, change: Change, part: Part, read: State): Promise<Look> {
  const { database, clock, model } = context;
  const moved = new Set(movedFacts(part, read).map(({ fact }) => fact));
  const seen = Object.fromEntries(Object.entries(read.facts).filter(([fact]) => !moved.has(fact)));
  const facts = { ...part.before.facts, ...seen };
  const now = { before: { ...part.before, facts }, explained: {} };
  const digest = digestOf({ ...change, parts: change.parts.map((one) => (one.id === part.id ? { ...one, ...now } : one)) }, model.tenantId);
  await database.transaction(async (trx) => {
    await savePart(trx, part, now);
    const body = { part: part.id, before: now.before, digest };
    await appendAudit(trx, clock, { kind: 'part.rebased', changeId: change.id, actor: null, body });
  });
  return 'again';
}
