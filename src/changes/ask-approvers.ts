import type { Transaction } from 'kysely';
import { standingOf } from '../approvals/standing';
import { runAsFor, type Stage } from '../approvals/requirement';
import { accountKey, may, recorded, type Identity, type Person } from '../auth/person';
import type { Schema } from '../store/schema';
import { approvalsPlaces, findReachable } from '../store/reachable';
import { sendAnew } from '../store/sent-cards';
import type { Asked, Change } from './change';
import { digestOf } from './content';
import type { ChangesContext } from './context';
import { saveMove } from './save';

type Trx = Transaction<Schema>;

/** The members of every group that a change may have to ask, looked up before the transaction that asks. */
export type Members = ReadonlyMap<string, readonly Identity[]>;

export async function readMembers({ people }: Pick<ChangesContext, 'people'>, { approval }: Pick<Change, 'approval'>): Promise<Members> {
  const stages = [...(approval?.stages ?? []), ...(approval?.otherwise ?? [])];
  const groups = new Set([...stages.flatMap((stage) => Object.keys(stage)), ...(approval?.escalate ? [approval.escalate.group] : [])]);
  const read = [...groups].map(async (group): Promise<[string, readonly Identity[]]> => [group, await people.membersOf(group)]);
  return new Map(await Promise.all(read));
}

/** Sends a confirmed draft to its approvers. */
export async function askApprovers(
  trx: Trx,
  context: ChangesContext,
  change: Change,
  wish: { by: Person; reason: string | null; stages: readonly Stage[]; members: Members },
): Promise<void> {
  const { clock } = context;
  const now = clock.now();
  const standing = standingOf(wish.stages, [], () => false);
  const unreached = await invite(trx, context, change, wish.by, Object.keys(wish.stages[0] ?? {}), wish.members);
  const asked: Asked = {
    by: recorded(wish.by),
    at: now.toISOString(),
    reason: wish.reason,
    stages: wish.stages,
    runAs: runAsFor(change.approval, may(wish.by, 'confirm')),
    standing,
    unreached,
    reminded: 0,
    escalated: false,
  };
  const told = {
    kind: 'change.approval-asked',
    actor: wish.by,
    body: { reason: wish.reason, stages: wish.stages, runAs: asked.runAs, unreached, digest: digestOf(change, context.model.tenantId) },
  };
  await saveMove(trx, clock, change, ['ask-approval'], told, {
    asked: JSON.stringify(asked),
    confirmed_by: JSON.stringify(recorded(wish.by)),
    due_at: now.toISOString(),
  });
}

/** Gives every member who may still have a say a card of their own, and each conversation that approvers chose for it one. @returns the names of those whom no message of ours can reach */
export async function invite(
  trx: Trx,
  { people }: Pick<ChangesContext, 'people'>,
  change: Change,
  askedBy: Identity,
  groups: readonly string[],
  members: Members,
): Promise<string[]> {
  const all = groups.flatMap((group) => members.get(group) ?? []);
  const voters = change.votes.filter(({ counts }) => counts).map(({ voter }) => voter);
  const others = all.filter(
    (one, place) =>
      all.findIndex((other) => accountKey(other) === accountKey(one)) === place &&
      ![change.requester, askedBy, ...voters].some((outOfIt) => people.samePerson(outOfIt, one)),
  );
  const unreached: string[] = [];
  for (const person of others) if (!(await tellAnew(trx, change.id, person))) unreached.push(person.name);
  for (const place of await approvalsPlaces(trx)) await sendAnew(trx, change.id, place);
  return unreached;
}

/** Tells somebody as a new message, where they can be reached: an edited card is noticed by nobody. @returns whether they can be */
export async function tellAnew(trx: Trx, changeId: number, person: Pick<Identity, 'tenantId' | 'objectId'>): Promise<boolean> {
  const place = await findReachable(trx, accountKey(person));
  if (place) await sendAnew(trx, changeId, place);
  return place !== null;
}
