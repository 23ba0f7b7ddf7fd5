import type { Kysely } from 'kysely';
import { isIntact } from './audit-chain';
import { auditHandOf } from './audit-hand';
import type { Schema } from './schema';
import { signatureOf } from './verify-audit';

/** An entry whose hashes and signature were checked just now. */
export interface VerifiedEntry {
  seq: number;
  at: string;
  kind: string;
  /** JSON of the person, parsed; null for Switchboard itself. */
  actor: unknown;
  body: unknown;
}

export type ChangeEntries = { entries: VerifiedEntry[] } | { wrong: number; problem: 'altered' | 'unsigned' | 'bad-signature' | 'erased' };

/**
 * The audit's own entries of one change, oldest first, each checked in itself; or the first that is not what was written. One read of an index, whatever
 * the length of the chain. Signatures are checked where the database has keys: then an entry without a good one is wrong.
 * What it cannot see: entries that were taken away. Those of one change tell their versions (changes/authority.ts); the rest is for `verifyAudit`.
 */
export async function verifiedEntries(db: Kysely<Schema>, changeId: number): Promise<ChangeEntries> {
  const keys = auditHandOf(db)?.keys;
  const rows = await db.selectFrom('audit').selectAll().where('change_id', '=', changeId).orderBy('seq').execute();
  const entries: VerifiedEntry[] = [];
  for (const row of rows) {
    const { seq, at, kind } = row;
    if (!isIntact(row)) return { wrong: seq, problem: 'altered' };
    if (row.body === null) return { wrong: seq, problem: 'erased' };
    const signature = keys ? signatureOf(row, keys) : 'good';
    if (signature !== 'good') return { wrong: seq, problem: signature === 'none' ? 'unsigned' : 'bad-signature' };
    entries.push({ seq, at, kind, actor: row.actor === null ? null : JSON.parse(row.actor), body: JSON.parse(row.body) });
  }
  return { entries };
}
