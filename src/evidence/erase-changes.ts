import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { Clock } from '../clock';
import { canonicalJson } from '../store/canonical-json';
import type { Schema } from '../store/schema';

/** Stands where somebody stood. */
const nobody = canonicalJson({ tenantId: '', objectId: '', name: '…', roles: [] });
const nothing = canonicalJson({ facts: {}, shown: {} });
const subject = canonicalJson({ key: '', name: '…', upn: null, labels: [] });

/**
 * Empties the rows of changes that ended before a moment and have settled: ids, operation, states and times remain.
 * @returns the changes, and the audit entries whose bodies go with them.
 */
export async function eraseChanges(
  trx: Transaction<Schema>,
  clock: Clock,
  { before, confirmed, limit }: { before: string; confirmed: boolean; limit: number },
): Promise<{ changes: number[]; entries: number[] }> {
  const rows = await trx
    .selectFrom('changes')
    .select(['id', 'request'])
    .where('ended_at', '<', before)
    .where('erased_at', 'is', null)
    .where('confirmed_by', confirmed ? 'is not' : 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('parts').select('id').whereRef('change_id', '=', 'changes.id').where('holds_until', 'is not', null))),
    )
    .orderBy('id')
    .limit(limit)
    .execute();
  const changes = rows.map(({ id }) => id);
  if (changes.length === 0) return { changes, entries: [] };
  for (const { id, request } of rows) {
    await trx
      .updateTable('changes')
      .set({
        request: emptied(request),
        requester: nobody,
        requester_key: null,
        asked: null,
        called_off_by: null,
        runs_as: null,
        ...(confirmed && { confirmed_by: nobody }),
        replaces: null,
        proposed_by: `erased|${id}`,
        erased_at: clock.now().toISOString(),
      })
      .where('id', '=', id)
      .execute();
  }
  const parts = trx.selectFrom('parts').select('id').where('change_id', 'in', changes);
  await trx.deleteFrom('journal').where('part_id', 'in', parts).execute();
  await trx.deleteFrom('votes').where('change_id', 'in', changes).execute();
  await trx.deleteFrom('remarks').where('change_id', 'in', changes).execute();
  await trx.deleteFrom('sent_cards').where('change_id', 'in', changes).execute();
  await trx
    .updateTable('parts')
    .set({
      key: '',
      subject,
      before: nothing,
      explained: '{}',
      goal: '{}',
      plan: '[]',
      warnings: '[]',
      after: null,
      note: null,
      rechecks: '[]',
    })
    .where('change_id', 'in', changes)
    .execute();
  const entries = await trx.selectFrom('audit').select('seq').where('change_id', 'in', changes).where('body', 'is not', null).execute();
  return { changes, entries: entries.map(({ seq }) => seq) };
}

const requestSchema = z.union([
  z.object({ kind: z.literal('operation'), operation: z.string() }),
  z.object({ kind: z.literal('put-back'), of: z.number() }),
]);

/** What was done stays, to whom goes. */
function emptied(request: string): string {
  const kept = requestSchema.parse(JSON.parse(request));
  return canonicalJson(kept.kind === 'operation' ? { ...kept, input: {} } : kept);
}
