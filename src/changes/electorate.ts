import { standingOf, type IsMember, type Standing } from '../approvals/standing';
import { accountKey, type Identity, type Person } from '../auth/person';
import { sentence, type Sentence } from '../sentence';
import { groupsInTurn, type Asked, type Change } from './change';
import type { ChangesContext } from './context';

type Account = Pick<Person, 'tenantId' | 'objectId'>;

/** Who stands in which group now, as far as a change's votes ask. An unreadable group has no members. */
export interface Electorate {
  /** Whether everybody whose vote counts was looked up: somebody may have voted since. */
  knows(change: Pick<Change, 'votes'>): boolean;
  humanOf(account: Account): string;
  isMember: IsMember;
  /** Somebody's groups could not be read: what they would have counted for is not known. */
  unread: boolean;
}

/** Whether a stored `accountKey` is of this human, by whichever account. */
export function isOf({ samePerson }: Pick<ChangesContext['people'], 'samePerson'>, key: string | null, who: Account): boolean {
  const [tenantId, objectId] = (key ?? '').split('|');
  return tenantId !== undefined && objectId !== undefined && samePerson({ tenantId, objectId }, who);
}

/** Looks up everybody who voted, and who is about to. To be done before a transaction: groups may be far away. */
export async function readElectorate(
  { people }: Pick<ChangesContext, 'people'>,
  { votes: cast }: Pick<Change, 'votes'>,
  about: readonly Identity[] = [],
): Promise<Electorate> {
  const voters = await Promise.all(
    [...about, ...cast.filter(({ counts }) => counts).map(({ voter }) => voter)].map((one) => people.now(one)),
  );
  const humanOf = (account: Account) => accountKey(voters.find((one) => people.samePerson(one, account)) ?? account);
  const keys = new Set(voters.map(accountKey));
  const knows: Electorate['knows'] = ({ votes }) => votes.every(({ counts, voter }) => !counts || keys.has(accountKey(voter)));
  const isMember: IsMember = (human, group) => voters.some((voter) => humanOf(voter) === human && people.inGroup(voter, group));
  return { knows, humanOf, isMember, unread: voters.some(({ groupsUnread }) => groupsUnread === true) };
}

/** How far the votes that count have brought it. */
export function standingNow({ votes, approval }: Pick<Change, 'votes' | 'approval'>, asked: Asked, electorate: Electorate): Standing {
  const counted = votes.filter(({ counts }) => counts).map(({ stage, voter, kind }) => ({ stage, kind, human: electorate.humanOf(voter) }));
  const instead = asked.escalated ? approval?.escalate?.group : undefined;
  const isMember: IsMember = (human, group) =>
    electorate.isMember(human, group) || (instead !== undefined && electorate.isMember(human, instead));
  return standingOf(asked.stages, counted, isMember);
}

/** Why this person may not vote on this change now; null when they may. */
export function whyNotVote(
  { people }: Pick<ChangesContext, 'people'>,
  change: Change,
  who: Person,
  electorate: Electorate,
): Sentence | null {
  const { id, asked, requester, parts, votes } = change;
  if (change.state !== 'awaiting-approval' || !asked) return sentence('refusal.notAwaiting', { change: id });
  const isThem = (account: Account) => people.samePerson(who, account);
  if (isThem(requester) || isThem(asked.by)) return sentence('refusal.approve.own', { change: id });
  if (parts.some(({ key }) => isThem({ tenantId: who.tenantId, objectId: key }))) return sentence('refusal.approve.target', { change: id });
  const { open } = standingNow(change, asked, electorate);
  const groups = groupsInTurn(change, open ?? 0);
  const human = electorate.humanOf(who);
  if (!groups.some((group) => electorate.isMember(human, group)))
    return electorate.unread ? sentence('refusal.groupsUnread') : sentence('refusal.approve.notMember', { change: id, groups });
  if (votes.some(({ counts, stage, voter }) => counts && stage < (open ?? 0) && electorate.humanOf(voter) === human))
    return sentence('refusal.approve.already', { change: id });
  return null;
}
