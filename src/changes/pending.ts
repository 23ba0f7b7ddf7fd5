import { runAsFor, stagesFor } from '../approvals/requirement';
import { actingOn, may, type Person } from '../auth/person';
import { demand, demandSight } from './act';
import { placesTouched, visible } from './bounds';
import type { Change } from './change';
import { loadChanges } from './change-rows';
import type { ChangesContext } from './context';
import { readElectorate, whyNotVote } from './electorate';
import { planWishes } from './plan-wishes';
import { earlierParts } from './save-proposal';
import type { Explanation } from './service';
import { requirementFor } from './weigh';

/** What waits for this person's vote, and what they asked for that waits for others; oldest first. */
export async function pending(context: ChangesContext, who: Person): Promise<{ forMe: Change[]; mine: Change[] }> {
  demandSight(context, who);
  const { db } = context.database;
  const rows = await db.selectFrom('changes').select('id').where('state', '=', 'awaiting-approval').orderBy('id').execute();
  const all = await loadChanges(
    db,
    rows.map(({ id }) => id),
  );
  const waiting = await visible(context, who, all);
  const forMe: Change[] = [];
  for (const change of waiting) {
    const electorate = await readElectorate(context, change, [who]);
    if (whyNotVote(context, change, who, electorate) === null) forMe.push(change);
  }
  const isMine = ({ requester, asked }: Change) =>
    [requester, ...(asked ? [asked.by] : [])].some((one) => context.people.samePerson(who, one));
  return { forMe, mine: waiting.filter(isMine) };
}

/** Who would have to approve a wish, without asking for it. Throws `TenantReadError`. */
export async function explain(
  context: ChangesContext,
  who: Person,
  operation: string,
  input: Record<string, string>,
): Promise<Explanation> {
  demand(context, who, 'read');
  const [planned] = await planWishes(context, { who, request: { kind: 'operation', operation, input }, proposedBy: '' }, 'read');
  if (planned?.kind !== 'parts') return planned?.kind === 'refused' ? planned : { kind: 'already-so' };
  const places = planned.parts.flatMap(({ resource, before, goal }) => placesTouched(context.resourceOf(resource), before, goal));
  const requirement = requirementFor(context, who, planned.parts, await earlierParts(context.database.db, context, { who }));
  const mayConfirm = may(actingOn(who, { operation, places }), 'confirm');
  const runAs = runAsFor(requirement, mayConfirm);
  return { kind: 'explained', requirement: { ...requirement, runAs }, stages: stagesFor(requirement, mayConfirm) };
}
