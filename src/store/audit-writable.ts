import type { Clock } from '../clock';
import { appendAudit } from './audit';
import { writeState } from './conversation-state';
import type { Database } from './database';

/** More than the free space in pages that are there already. */
const probeBytes = 64 * 1024;

/**
 * Proves that the audit can be written without leaving an entry: one is appended and taken back, then a row beside it is committed,
 * because the last page of a full disk shows at the commit. Throws what the database says.
 */
export async function proveAuditWritable(database: Database, clock: Clock): Promise<void> {
  try {
    await database.transaction(async (trx) => {
      await appendAudit(trx, clock, { kind: 'probe', changeId: null, actor: null, body: 'x'.repeat(probeBytes) });
      throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
  const at = clock.now();
  await writeState(database.db, { key: 'readiness', value: { at: at.toISOString() }, expected: 'any', at });
}

class TakenBack extends Error {}
