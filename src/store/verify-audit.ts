import type { Kysely } from 'kysely';
import { firstPrevious, isIntact } from './audit-chain';
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
      /** Of them without actor and body: only their headers could be checked. */ erased: number;
      head: AuditHead;
    }
  | {
      ok: false;
      /** The first entry that is wrong. */
      seq: number;
      /**
       * - `altered`: it does not have the content it was written with
       * - `missing`: there is no entry with this number, but there are later ones (or a checkpoint names it)
       * - `reordered`: it is whole, but was written under another number
       * - `unlinked`: it is whole, but was not written after the entry that stands before it
       */
      problem: 'altered' | 'missing' | 'reordered' | 'unlinked';
    };

const pageSize = 1_000;

/**
 * Reads the whole chain, a page at a time, and finds the first entry that is wrong. Entries added meanwhile are read too.
 * What it cannot see without a checkpoint: entries cut off at the end, and a chain that was written anew from some entry to the end.
 * @param options.checkpoint a head that an earlier run told.
 * @param options.onProgress called after each page with the number of entries read.
 */
export async function verifyAudit(
  db: Kysely<Schema>,
  { checkpoint, onProgress }: { checkpoint?: AuditHead; onProgress?: (entries: number) => void } = {},
): Promise<Verdict> {
  let head: AuditHead = { seq: 0, hash: firstPrevious };
  let erased = 0;
  for (let more = true; more;) {
    const page = await pageAfter(db, head.seq);
    for (const row of page) {
      const seq: number = head.seq + 1;
      if (row.seq !== seq) return { ok: false, seq, problem: 'missing' };
      if (!isIntact(row)) return { ok: false, seq, problem: (await belongsElsewhere(db, row)) ? 'reordered' : 'altered' };
      if (row.previous !== head.hash) return { ok: false, seq, problem: 'unlinked' };
      if (checkpoint?.seq === seq && checkpoint.hash !== row.hash) return { ok: false, seq, problem: 'altered' };
      if (row.body === null) erased++;
      head = { seq, hash: row.hash };
    }
    onProgress?.(head.seq);
    more = page.length === pageSize;
  }
  if (checkpoint && checkpoint.seq > head.seq) return { ok: false, seq: head.seq + 1, problem: 'missing' };
  return { ok: true, entries: head.seq, erased, head };
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
