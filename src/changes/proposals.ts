import { rightRefusal } from '../auth/right-refusal';
import { operationsAsked } from './bounds';
import type { Change } from './change';
import { loadChanges } from './change-rows';
import type { ChangesContext } from './context';
import { planWishes } from './plan-wishes';
import { proposeTogether } from './propose-together';
import { saveProposal, type Wish } from './save-proposal';
import type { Proposal } from './service';

/** Turns a wish into a draft change with its claims and first audit entry, in one transaction. Throws `TenantReadError`. */
export async function propose(context: ChangesContext, wish: Wish): Promise<Proposal> {
  const { request } = wish;
  const operation = request.kind === 'several' ? undefined : await operationsAsked(context.database.db, request);
  const unasked = rightRefusal(context.people, wish.who, 'propose', { operation });
  if (unasked) return { kind: 'refused', reason: unasked };
  const seen = await changeProposedBy(context, wish.proposedBy);
  if (seen) return { kind: 'proposed', change: seen };
  const planned = await planWishes(context, wish);
  const [only] = planned;
  const isOne = request.kind !== 'several' && planned.length === 1;
  if (isOne && only && only.kind !== 'parts') return only;
  const proposal = await (isOne && only?.kind === 'parts'
    ? saveProposal(context, wish, only.parts)
    : proposeTogether(context, wish, planned));
  context.moved();
  return proposal;
}

async function changeProposedBy({ database }: ChangesContext, proposedBy: string): Promise<Change | null> {
  const row = await database.db.selectFrom('changes').select('id').where('proposed_by', '=', proposedBy).executeTakeFirst();
  return row ? ((await loadChanges(database.db, [row.id]))[0] ?? null) : null;
}
