import type { Change } from '../../src/changes/change';
import type { Database } from '../../src/store/database';

export function sampleChange(of: Partial<Change> & { id: number }): Change {
  const requester = { tenantId: 't', objectId: 'o', name: 'Vera Voiceadmin', roles: ['voice-admin'] };
  return {
    version: 1,
    state: 'draft',
    request: { kind: 'operation', operation: 'enable-voice', input: {} },
    requester,
    confirmedBy: null,
    approval: null,
    asked: null,
    votes: [],
    remarks: [],
    runsAs: null,
    parts: [],
    replacedBy: null,
    replaces: null,
    stopAsked: false,
    calledOffBy: null,
    resumedAt: null,
    putBackBy: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    endedAt: null,
    ...of,
  };
}

/** The row that messages showing the change refer to, as far as the card sender reads it. */
export async function storeChange({ db }: Database, { id, version, state, createdAt }: Change): Promise<void> {
  await db
    .insertInto('changes')
    .values({
      id,
      version,
      state,
      schema_version: 1,
      request: '{}',
      requester: '{}',
      proposed_by: `test|${id}`,
      created_at: createdAt,
      updated_at: createdAt,
      stop_asked: 0,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ version, state }))
    .execute();
}
