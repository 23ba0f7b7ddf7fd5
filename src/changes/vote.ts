import type { Transaction } from 'kysely';
import { accountKey, recorded, type Person } from '../auth/person';
import { sentence, type Sentence } from '../sentence';
import type { Schema } from '../store/schema';
import { actOn } from './act';
import { invite, readMembers, tellAnew } from './ask-approvers';
import { groupsInTurn, type Asked, type Change, type Remark, type Vote } from './change';
import { loadChanges } from './change-rows';
import { digestOf } from './content';
import type { ChangesContext } from './context';
import { readElectorate, standingNow, whyNotVote } from './electorate';
import { whyNotFresh } from './fresh-sign-in';
import { neverStarted, saveMove } from './save';
import type { Decision } from './service';

type Trx = Transaction<Schema>;

export interface Ballot {
  who: Person;
  id: number;
  version?: number | undefined;
  kind: Vote['kind'];
  comment: string | null;
}

/** Records a vote and what follows from it, in one transaction. Whoever may not vote is told why, and the attempt is recorded. */
export async function vote(context: ChangesContext, ballot: Ballot): Promise<Decision> {
  for (;;) {
    try {
      return await castVote(context, ballot);
    } catch (error) {
      if (!(error instanceof VotedMeanwhile)) throw error;
    }
  }
}

/** Somebody else voted after groups were looked up: nothing was written, and they are looked up again. */
class VotedMeanwhile extends Error {}

async function castVote(context: ChangesContext, { who, id, version, kind, comment }: Ballot): Promise<Decision> {
  const [before] = await loadChanges(context.database.db, [id]);
  const known = before ?? { votes: [], approval: null };
  const electorate = await readElectorate(context, known, [who]);
  const members = await readMembers(context, known);
  const stale = await whyNotFresh(context, who);
  return actOn(
    context,
    { what: kind, who, id, version, notFresh: () => stale },
    (change) => {
      if (!electorate.knows(change)) throw new VotedMeanwhile();
      const withoutWord = kind === 'deny' && !comment ? sentence('refusal.denyWithoutComment', { change: id }) : null;
      return whyNotVote(context, change, who, electorate) ?? withoutWord;
    },
    async (trx, change) => {
      const { asked } = change;
      if (!asked) throw new Error(`Change ${id} asked nobody.`);
      const stage = standingNow(change, asked, electorate).open ?? 0;
      await record(trx, context, change, { stage, who, kind, comment });
      const body = { vote: kind, stage, comment, digest: digestOf(change, context.model.tenantId) };
      if (kind === 'deny') {
        await neverStarted(trx, id);
        await saveMove(trx, context.clock, change, ['deny'], { kind: 'change.denied', actor: who, body }, { due_at: null });
        await tellAnew(trx, id, asked.by);
        return;
      }
      const [voted = change] = await loadChanges(trx, [id]);
      const standing = standingNow(voted, asked, electorate);
      const told = { kind: 'change.approved', actor: who, body };
      if (standing.open === null) {
        const runsAs = asked.runAs === 'approver' ? recorded(who) : asked.by;
        await saveMove(trx, context.clock, change, ['approve'], told, {
          asked: JSON.stringify({ ...asked, standing } satisfies Asked),
          runs_as: JSON.stringify(runsAs),
          due_at: context.clock.now().toISOString(),
        });
        await tellAnew(trx, id, asked.by);
        return;
      }
      const unreached =
        standing.open === stage
          ? asked.unreached
          : await invite(trx, context, voted, asked.by, groupsInTurn(voted, standing.open), members);
      await saveMove(trx, context.clock, change, [], told, { asked: JSON.stringify({ ...asked, standing, unreached } satisfies Asked) });
    },
  );
}

/** The vote before stays, and counts no more. */
async function record(
  trx: Trx,
  { clock }: ChangesContext,
  change: Change,
  { stage, who, kind, comment }: Pick<Ballot, 'who' | 'kind' | 'comment'> & { stage: number },
): Promise<void> {
  const voter = accountKey(who);
  const mine = trx.updateTable('votes').where('change_id', '=', change.id).where('stage', '=', stage).where('voter', '=', voter);
  await mine.set({ counts: null }).execute();
  const values = {
    change_id: change.id,
    stage,
    voter,
    person: JSON.stringify(recorded(who)),
    kind,
    comment,
    at: clock.now().toISOString(),
    counts: 1,
  };
  await trx.insertInto('votes').values(values).execute();
}

/** An approver's question, sent to who asked for the change; or the answer, which lands on every card. */
export async function remark(
  context: ChangesContext,
  { who, id, kind, text }: { who: Person; id: number; kind: Remark['kind']; text: string },
): Promise<Decision> {
  const [before] = await loadChanges(context.database.db, [id]);
  const electorate = await readElectorate(context, before ?? { votes: [] }, [who]);
  return actOn(
    context,
    { what: kind, who, id },
    (change) => (kind === 'question' ? whyNotVote(context, change, who, electorate) : whyNotAnswer(context, change, who)),
    async (trx, change) => {
      await trx
        .insertInto('remarks')
        .values({ change_id: id, kind, person: JSON.stringify(recorded(who)), text, at: context.clock.now().toISOString() })
        .execute();
      await saveMove(trx, context.clock, change, [], { kind: `change.${kind}`, actor: who, body: { text } });
      const asker = change.remarks.findLast((one) => one.kind === 'question')?.person;
      const to = kind === 'question' ? change.asked?.by : asker;
      if (to) await tellAnew(trx, id, to);
    },
  );
}

function whyNotAnswer({ people }: ChangesContext, { id, state, requester, asked }: Change, who: Person): Sentence | null {
  if (state !== 'awaiting-approval' || !asked) return sentence('refusal.notAwaiting', { change: id });
  return people.samePerson(who, requester) || people.samePerson(who, asked.by)
    ? null
    : sentence('refusal.notYours', { change: id, name: requester.name });
}
