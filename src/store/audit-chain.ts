import { createHash } from 'node:crypto';
import type { AuditRow } from './schema';

/** What stands as `previous` in the first entry. */
export const firstPrevious = '0'.repeat(64);

/** Personal data enters the chain only through this: without the salt nobody can guess it from the hash. */
export function bodyHashOf(salt: string, actor: string | null, body: string): string {
  return sha256([salt, actor, body]);
}

export function entryHashOf(row: Pick<AuditRow, 'seq' | 'at' | 'kind' | 'change_id' | 'body_hash' | 'previous'>): string {
  return sha256([row.seq, row.at, row.kind, row.change_id, row.body_hash, row.previous]);
}

/** Whether an entry is what it was when it was written, in itself. An erased body is no longer looked at. */
export function isIntact(row: AuditRow): boolean {
  const erased = row.body === null && row.salt === null && row.actor === null;
  const bodyHolds = erased || (row.body !== null && row.salt !== null && bodyHashOf(row.salt, row.actor, row.body) === row.body_hash);
  return bodyHolds && entryHashOf(row) === row.hash;
}

/** A list as JSON cannot be read in two ways, so that nothing can be moved from one field to the next. */
function sha256(fields: (string | number | null)[]): string {
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}
