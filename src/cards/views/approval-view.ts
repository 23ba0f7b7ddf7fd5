import { stagesFor } from '../../approvals/requirement';
import { may, sameAccount } from '../../auth/person';
import { groupsInTurn, type Asked, type Change, type Remark, type Vote } from '../../changes/change';
import { say } from '../../i18n/say';
import { commaList, sentence, type Sentence } from '../../sentence';
import { momentText } from '../moment-text';
import type { Reader } from '../reader';
import { safeText } from '../safe-text';

/** What the card asks of whoever reads it. The server decides again whatever comes. */
export type Say = 'vote' | 'answer' | 'reason' | null;

/** Whether this reader can vote now, answer a question, or has to say why. */
export function sayOf(change: Change, { person }: Pick<Reader, 'person'>): Say {
  const { state, asked, approval, requester } = change;
  const mine = sameAccount(requester, person) || (asked !== null && sameAccount(asked.by, person));
  if (state === 'draft')
    return approval && (mine || may(person, 'confirm')) && (approval.reason || asksApprovers(change, person)) ? 'reason' : null;
  if (state !== 'awaiting-approval' || !asked) return null;
  if (mine) return change.remarks.at(-1)?.kind === 'question' ? 'answer' : null;
  const isTarget = change.parts.some(({ key }) => key === person.objectId);
  return !isTarget && groupsInTurn(change).some((group) => person.groups.includes(group)) ? 'vote' : null;
}

/** Whether a confirmation by this person asks approvers, and runs nothing by itself. */
export function asksApprovers({ approval }: Change, person: Reader['person']): boolean {
  return approval !== null && stagesFor(approval, may(person, 'confirm')).length > 0;
}

/** The lines about who has to approve, who did, and what was asked: the unusual first. */
export function approvalLines(change: Change, reader: Reader): string[] {
  const { approval, asked, votes, remarks } = change;
  const said = (line: Sentence) => say(reader.language, line);
  const unusual = unusualOf(change, reader);
  if (!asked || !approval) return unusual.map(said);
  const open = change.state === 'awaiting-approval';
  const heard = [...votes.map(({ voter }) => voter.name), ...remarks.map(({ person }) => person.name)];
  const unreached = asked.unreached.filter((name) => !heard.includes(name));
  const expires = new Date(Date.parse(asked.at) + approval.lifeMs).toISOString();
  return [
    ...unusual.map(said),
    ...(asked.reason === null ? [] : [said(sentence('card.approval.reason', { reason: safeText(asked.reason, 300) }))]),
    ...asked.stages.map((_, index) => said(stageLine(asked, index))),
    ...votes.map((vote) => voteLine(vote, reader)),
    ...remarks.map((remark) => remarkLine(remark, reader)),
    ...(open && Object.keys(asked.stages[asked.standing.open ?? 0] ?? {}).length === 0 ? [said(sentence('card.approval.nobody'))] : []),
    ...(open && unreached.length > 0 ? [said(sentence('card.approval.unreached', { names: safeText(unreached.join(', '), 200) }))] : []),
    ...(open && asked.escalated && approval.escalate
      ? [said(sentence('card.approval.escalated', { group: approval.escalate.group }))]
      : []),
    ...runsAsLine(change).map(said),
    ...(open ? [said(sentence('card.approval.expires', { at: momentText(reader, expires) }))] : []),
  ];
}

/** Why this is not like every other change; nothing for what anybody who may confirm runs alone. */
function unusualOf(change: Change, { person }: Reader): Sentence[] {
  const { approval, asked } = change;
  if (!approval) return [];
  const why = [
    ...approval.rules.map((name) => sentence('value.text', { text: safeText(name) })),
    ...approval.because.map((one) => sentence(`card.approval.because.${one}`)),
  ];
  const isOpen = change.state === 'draft' || change.state === 'awaiting-approval';
  const needed = asked !== null || approval.stages.length > 0;
  if (needed && approval.stages.length > 0) return why.map((one) => sentence('card.approval.unusual', { why: one, open: isOpen }));
  return needed || (change.state === 'draft' && asksApprovers(change, person)) ? [sentence('card.approval.noRight', { open: isOpen })] : [];
}

function stageLine(asked: Asked, index: number): Sentence {
  const stage = asked.standing.stages[index];
  const shares = (stage?.groups ?? []).map((share) => sentence('card.approval.share', { ...share, group: safeText(share.group) }));
  return sentence('card.approval.stage', {
    stage: index + 1,
    of: asked.stages.length,
    shares: commaList(shares) ?? sentence('value.none'),
    state: stage?.passed ? 'passed' : asked.standing.open === index ? 'open' : 'later',
  });
}

function voteLine({ voter, kind, comment, at, counts }: Vote, reader: Reader): string {
  const values = {
    name: safeText(voter.name),
    at: momentText(reader, at),
    said: comment !== null,
    comment: comment === null ? '' : safeText(comment, 300),
    counts,
  };
  return say(reader.language, { key: `card.approval.vote.${kind}`, values });
}

function remarkLine({ kind, person, text }: Remark, reader: Reader): string {
  return say(reader.language, { key: `card.approval.remark.${kind}`, values: { name: safeText(person.name), text: safeText(text, 300) } });
}

/** Whose credentials; what ended without a cmdlet ran with nobody's. */
function runsAsLine({ asked, runsAs, endedAt, parts }: Change): Sentence[] {
  const name = safeText(runsAs?.name ?? asked?.by.name ?? '');
  if (endedAt !== null) return parts.some(({ journal }) => journal.length > 0) ? [sentence('card.approval.ranAs', { name })] : [];
  return [!runsAs && asked?.runAs === 'approver' ? sentence('card.approval.runsAsApprover') : sentence('card.approval.runsAs', { name })];
}
