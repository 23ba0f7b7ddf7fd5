import type { Kysely, Transaction } from 'kysely';
import { accountKey, recorded, type Person } from '../auth/person';
import type { Claim } from '../resources/resource';
import { sentence, UserError, type Sentence } from '../sentence';
import { lockUntilCommit } from '../store/lock';
import type { Schema } from '../store/schema';
import { passCards } from '../store/sent-cards';
import type { Change, Moved, Part, Request } from './change';
import { changeSchemaVersion, loadChanges } from './change-rows';
import { takeClaims } from './claims';
import { contentOf, digestOf } from './content';
import type { ChangesContext } from './context';
import { isOf } from './electorate';
import { lockChange, saveMove } from './save';
import { isEnded } from './transition';
import { requirementFor } from './weigh';

export interface Wish {
  who: Person;
  request: Request;
  proposedBy: string;
  /** The draft, or the drifted change, whose place this one takes. */
  replaces?: { id: number; moved: Moved[] };
  /** Makes room in what this one replaces, where the rest of that goes on; without it that is superseded. */
  makeRoom?(trx: Transaction<Schema>, by: number): Promise<void>;
  /** Of a put back: only what belongs to this. */
  only?: Pick<Part, 'resource' | 'key'>;
}

/** What was written, or which part is in the way. */
export type Saved =
  | { kind: 'proposed'; change: Change }
  | { kind: 'already-open'; change: Change; part: number }
  | { kind: 'refused'; reason: Sentence; part: number | null };

export type NewPart = Pick<
  Part,
  'resource' | 'key' | 'needs' | 'subject' | 'before' | 'explained' | 'goal' | 'plan' | 'risk' | 'warnings'
> & {
  /** What it takes for its subject alone. */
  claims: Claim[];
};

/** Writes a draft with its claims and first audit entry, all or nothing; or says whose open change is in the way. */
export async function saveProposal(context: ChangesContext, wish: Wish, parts: NewPart[]): Promise<Saved> {
  try {
    return await context.database.transaction((trx) => write(trx, context, wish, parts));
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', reason: error.reason, part: error.part };
    throw error;
  }
}

async function write(trx: Transaction<Schema>, context: ChangesContext, wish: Wish, parts: NewPart[]): Promise<Saved> {
  const { clock, model, draftExpiryMs } = context;
  await lockUntilCommit(trx, 'propose');
  const open = await trx.selectFrom('parts').select(['change_id', 'holds']).where('holds', 'in', parts.map(keyHeld)).execute();
  const [other] = open.filter(({ change_id }) => change_id !== wish.replaces?.id);
  if (other) {
    const [change] = await loadChanges(trx, [other.change_id]);
    if (change) return { kind: 'already-open', change, part: parts.findIndex((part) => keyHeld(part) === other.holds) };
  }
  const now = clock.now();
  // Taken here and frozen: nobody else proposes meanwhile, so that counts add up.
  const approval = requirementFor(context, wish.who, parts, await earlierParts(trx, context, wish));
  const { id } = await trx
    .insertInto('changes')
    .values({
      version: 1,
      state: 'draft',
      schema_version: changeSchemaVersion,
      request: JSON.stringify(wish.request),
      requester: JSON.stringify(recorded(wish.who)),
      requester_key: accountKey(wish.who),
      approval: JSON.stringify(approval),
      proposed_by: wish.proposedBy,
      replaces: wish.replaces ? JSON.stringify(wish.replaces) : null,
      created_at: now.toISOString(),
      updated_at: now.toISOString(),
      due_at: new Date(now.getTime() + draftExpiryMs).toISOString(),
      stop_asked: 0,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (wish.makeRoom) await wish.makeRoom(trx, id);
  else if (wish.replaces) await supersede(trx, clock, wish, wish.replaces.id, id);
  // Who edits is shown the new draft; who waited for a run has to find it where they look.
  if (wish.replaces && wish.replaces.moved.length > 0 && !wish.makeRoom) await passCards(trx, { from: wish.replaces.id, to: id });
  for (const [ordinal, part] of parts.entries()) {
    const partId = await insertPart(trx, id, ordinal, part);
    const givers = part.needs.flatMap((place) => parts[place]?.key ?? []);
    const taker = { resource: part.resource, keys: [part.key, ...givers], person: wish.who };
    const obstacle = await takeClaims(trx, clock, part.claims, partId, taker);
    if (obstacle) throw new Refused(obstacle, ordinal);
  }
  if (wish.request.kind === 'put-back')
    await trx.updateTable('changes').set({ put_back_by: id }).where('id', '=', wish.request.of).execute();
  const change = await lockChange(trx, id);
  if (!change) throw new Error(`Change ${id} was written and is not there.`);
  const body = { ...contentOf(change, model.tenantId), digest: digestOf(change, model.tenantId), proposedBy: wish.proposedBy };
  await saveMove(trx, clock, change, [], { kind: 'change.proposed', actor: wish.who, body });
  return { kind: 'proposed', change: { ...change, version: change.version + 1 } };
}

/** The parts that somebody asked for in the last 24 hours and that were not taken back: splitting a batch does not make it small. */
export async function earlierParts(
  db: Kysely<Schema> | Transaction<Schema>,
  { clock, people }: Pick<ChangesContext, 'clock' | 'people'>,
  { who, replaces, makeRoom }: Pick<Wish, 'who' | 'replaces' | 'makeRoom'>,
): Promise<number> {
  const rows = await db
    .selectFrom('parts')
    .innerJoin('changes', 'changes.id', 'parts.change_id')
    .select(({ fn }) => ['requester_key', fn.countAll<number>().as('count')])
    .where('created_at', '>', new Date(clock.now().getTime() - 24 * 3_600_000).toISOString())
    .where('changes.state', 'not in', ['withdrawn', 'expired', 'superseded', 'denied'])
    // What only loses one of its people goes on, and counts as before.
    .where('changes.id', '!=', makeRoom ? 0 : (replaces?.id ?? 0))
    .groupBy('requester_key')
    .execute();
  return rows.filter(({ requester_key }) => isOf(people, requester_key, who)).reduce((sum, { count }) => sum + Number(count), 0);
}

async function insertPart(trx: Transaction<Schema>, changeId: number, ordinal: number, part: NewPart): Promise<number> {
  const { id } = await trx
    .insertInto('parts')
    .values({
      change_id: changeId,
      ordinal,
      needs: JSON.stringify(part.needs),
      resource: part.resource,
      key: part.key,
      state: 'open',
      subject: JSON.stringify(part.subject),
      before: JSON.stringify(part.before),
      explained: JSON.stringify(part.explained),
      goal: JSON.stringify(part.goal),
      plan: JSON.stringify(part.plan),
      risk: part.risk,
      warnings: JSON.stringify(part.warnings),
      holds: keyHeld(part),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function supersede(
  trx: Transaction<Schema>,
  clock: ChangesContext['clock'],
  { who }: Wish,
  oldId: number,
  newId: number,
): Promise<void> {
  const old = await lockChange(trx, oldId);
  if (!old) throw new UserError('refusal.noSuchChange', { change: oldId });
  if (isEnded(old.state)) throw new Refused(sentence('refusal.endedMeanwhile', { change: oldId }));
  await trx.updateTable('parts').set({ state: 'cancelled' }).where('change_id', '=', oldId).where('state', '=', 'open').execute();
  await saveMove(trx, clock, old, ['supersede'], { kind: 'change.superseded', actor: who, body: { by: newId } }, { replaced_by: newId });
}

function keyHeld({ resource, key }: NewPart): string {
  return `${resource}|${key}`;
}

/** Leaves the transaction without a trace: nothing of a refused wish stays. */
class Refused extends Error {
  constructor(
    readonly reason: Sentence,
    readonly part: number | null = null,
  ) {
    super(reason.key);
  }
}
