import { setImmediate as turn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { firstPrevious, isIntact } from './audit-chain';
import { entryMessage, type AuditKeys } from './audit-keys';
import type { AuditRow, Schema } from './schema';

/** The end of the chain (seq 0 when it is empty). Kept elsewhere it is a checkpoint: a later chain must still hold it. */
export interface AuditHead {
  seq: number;
  hash: string;
}

export type Verdict =
  | {
      ok: true;
      entries: number;
      /** Of them without actor and body: only their headers could be checked. */
      erased: number;
      /** Of them from before signing began, or signed with a key that is lost: their hashes alone could be checked. */
      unsigned: number;
      head: AuditHead;
    }
  | {
      ok: false;
      /** The first entry that is wrong. */
      seq: number;
      problem: AuditProblem;
    };

/**
 * - `altered`: it does not have the content it was written with
 * - `missing`: there is no entry with this number, but there are later ones (or a checkpoint names it)
 * - `reordered`: it is whole, but was written under another number
 * - `unlinked`: it is whole, but was not written after the entry that stands before it
 * - `unsigned`: it has no signature, although signing had begun
 * - `bad-signature`: its signature is not that of a key that is listed here
 */
export type AuditProblem = 'altered' | 'missing' | 'reordered' | 'unlinked' | 'unsigned' | 'bad-signature';

/** The entry that tells which others were emptied: without it, an empty one was emptied by somebody else. */
const erasure = 'retention.erased';
const erasedBody = z.object({ entries: z.array(z.tuple([z.number(), z.number()])) });

const pageSize = 1_000;
/** Signatures take about 0.1 ms each: turns of conversations come in between. */
const atATime = 100;

/**
 * Reads the whole chain, a page at a time, and finds the first entry that is wrong. Entries added meanwhile are read too.
 * What it cannot see without keys or a checkpoint: a chain that was written anew from some entry to the end; without a checkpoint, entries cut off at it.
 * @param options.keys without them signatures are not looked at.
 * @param options.checkpoints heads that were told before, in any order.
 * @param options.onProgress called after each page with the number of entries read.
 */
export async function verifyAudit(
  db: Kysely<Schema>,
  {
    keys,
    checkpoints = [],
    onProgress,
  }: { keys?: AuditKeys; checkpoints?: readonly AuditHead[]; onProgress?: (entries: number) => void } = {},
): Promise<Verdict> {
  let head: AuditHead = { seq: 0, hash: firstPrevious };
  let unsigned = 0;
  const emptied: number[] = [];
  const toldErased: [number, number][] = [];
  let signedFrom = keys?.signedFrom ?? Infinity;
  const told = new Map(checkpoints.map(({ seq, hash }) => [seq, hash]));
  for (let more = true; more;) {
    const page = await pageAfter(db, head.seq);
    for (const [index, row] of page.entries()) {
      const seq: number = head.seq + 1;
      if (row.seq !== seq) return { ok: false, seq, problem: 'missing' };
      if (!isIntact(row)) return { ok: false, seq, problem: (await belongsElsewhere(db, row)) ? 'reordered' : 'altered' };
      if (row.previous !== head.hash) return { ok: false, seq, problem: 'unlinked' };
      if (told.has(seq) && told.get(seq) !== row.hash) return { ok: false, seq, problem: 'altered' };
      const signature = keys ? signatureOf(row, keys) : 'none';
      if (signature === 'bad') return { ok: false, seq, problem: 'bad-signature' };
      if (signature === 'good') signedFrom = Math.min(signedFrom, seq);
      if (signature === 'none' && seq >= signedFrom) return { ok: false, seq, problem: 'unsigned' };
      if (signature !== 'good') unsigned++;
      if (row.body === null) emptied.push(seq);
      if (row.kind === erasure && row.body !== null) toldErased.push(...erasedBody.parse(JSON.parse(row.body)).entries);
      head = { seq, hash: row.hash };
      if (keys && index % atATime === 0) await turn();
    }
    onProgress?.(head.seq);
    more = page.length === pageSize;
  }
  const last = Math.max(0, ...told.keys());
  if (last > head.seq) return { ok: false, seq: head.seq + 1, problem: 'missing' };
  const untold = firstOutside(emptied, toldErased);
  if (untold !== undefined) return { ok: false, seq: untold, problem: 'altered' };
  return { ok: true, entries: head.seq, erased: emptied.length, unsigned, head };
}

/** The first of ascending numbers that is in none of the ranges. */
function firstOutside(numbers: readonly number[], ranges: readonly [number, number][]): number | undefined {
  const sorted = [...ranges].sort(([a], [b]) => a - b);
  let at = 0;
  return numbers.find((number) => {
    while ((sorted[at]?.[1] ?? Infinity) < number) at++;
    return number < (sorted[at]?.[0] ?? Infinity);
  });
}

/** `lost`: nothing is proved by it, and nothing wrong. */
export function signatureOf({ hash, signature, signed_by }: AuditRow, keys: AuditKeys): 'good' | 'bad' | 'lost' | 'none' {
  if (signature === null || signed_by === null) return 'none';
  const found = keys.check(signed_by, entryMessage(hash), signature);
  return found === 'unknown' ? 'bad' : found;
}

function pageAfter(db: Kysely<Schema>, seq: number): Promise<AuditRow[]> {
  return db.selectFrom('audit').selectAll().where('seq', '>', seq).orderBy('seq').limit(pageSize).execute();
}

/** Its hash tells the number it was written under; numbers are few enough to try them all. */
async function belongsElsewhere(db: Kysely<Schema>, row: AuditRow): Promise<boolean> {
  const last = await db.selectFrom('audit').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  // One more than the last: an entry taken out of the middle may have shifted the others down.
  for (let seq = 1; seq <= (last?.seq ?? 0) + 1; seq++) if (isIntact({ ...row, seq })) return true;
  return false;
}
