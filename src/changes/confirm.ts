import { stagesFor } from '../approvals/requirement';
import { may, recorded, type Person } from '../auth/person';
import { sentence, type Sentence } from '../sentence';
import { actOn, type Actor } from './act';
import { askApprovers, readMembers } from './ask-approvers';
import type { Change } from './change';
import { loadChanges } from './change-rows';
import { digestOf } from './content';
import type { ChangesContext } from './context';
import { isOf } from './electorate';
import { whyNotFresh } from './fresh-sign-in';
import { saveMove } from './save';
import type { Decision } from './service';
import { transition } from './transition';
import type { Schema } from '../store/schema';
import type { Transaction } from 'kysely';

/** The reviewed plan is wanted: it runs, or goes to those who have to approve it. */
export async function confirm(
  context: ChangesContext,
  {
    who,
    id,
    version,
    reason,
    onlyAsk = false,
  }: {
    who: Person;
    id: number;
    version?: number | undefined;
    reason: string | null;
    /** Asks approvers, or does nothing. */
    onlyAsk?: boolean;
  },
): Promise<Decision> {
  const { clock } = context;
  const [before] = await loadChanges(context.database.db, [id]);
  // Who is asked again because the tenant moved did not click anything.
  const stale = before && isRisky(before) && !onlyAsk ? await whyNotFresh(context, who) : null;
  const members = await readMembers(context, { approval: before?.approval ?? null });
  return actOn(
    context,
    { what: 'confirm', who, id, version, notFresh: () => stale },
    async (change, actor, trx) =>
      (await whyNotConfirm(context, trx, change, actor, reason)) ??
      (onlyAsk && stagesOf(change, actor.here).length === 0 ? sentence('refusal.notSeen', { change: id }) : null),
    async (trx, change, { here }) => {
      const stages = stagesOf(change, here);
      if (stages.length > 0) return askApprovers(trx, context, change, { by: here, reason, stages, members });
      const confirmed = JSON.stringify(recorded(who));
      await saveMove(
        trx,
        clock,
        change,
        ['confirm'],
        { kind: 'change.confirmed', actor: who, body: { reason, digest: digestOf(change, context.model.tenantId) } },
        { confirmed_by: confirmed, runs_as: confirmed, due_at: clock.now().toISOString() },
      );
    },
  );
}

function isRisky({ parts }: Change): boolean {
  return parts.some(({ risk }) => risk === 'high');
}

function stagesOf({ approval }: Change, who: Person) {
  return approval ? stagesFor(approval, may(who, 'confirm')) : [];
}

async function whyNotConfirm(
  { policy, people }: ChangesContext,
  trx: Transaction<Schema>,
  change: Change,
  { here: who, lacks }: Actor,
  reason: string | null,
): Promise<Sentence | null> {
  const { id, approval, requester } = change;
  const isTheirs = people.samePerson(requester, who) && may(who, 'propose');
  const lacking = isTheirs ? null : lacks('confirm');
  if (lacking) return lacking;
  if (transition(change.state, 'confirm') === null) return sentence('refusal.notOpen', { change: id });
  if (!approval) return sentence('refusal.noRequirement', { change: id });
  if (approval.reason && !reason) return sentence('refusal.reasonNeeded', { change: id });
  if (stagesOf(change, who).length === 0) return null;
  const waiting = await trx.selectFrom('changes').select('requester_key').where('state', '=', 'awaiting-approval').execute();
  const theirs = waiting.filter(({ requester_key }) => isOf(people, requester_key, requester));
  const { maxPending } = policy();
  return theirs.length >= maxPending ? sentence('refusal.tooManyPending', { count: maxPending }) : null;
}
