import type { Kysely } from 'kysely';
import type { Clock } from '../clock';
import type { Schema } from '../store/schema';
import { signedCheckpoint } from './checkpoints';
import type { SigningKeys } from './signing-keys';

/** Of the lines, not of the tables: docs/audit.md describes it for whoever writes a verifier. */
const format = 'switchboard-audit-1';
const pageSize = 1_000;

/**
 * The audit from a moment on as lines of JSON: first what is in it, then each entry with hash and signature, last a signed checkpoint over the end.
 * Read in pages: memory does not grow with it. What is appended meanwhile comes along.
 * @param since the first moment wanted; the entry before it is named, since the chain goes on from there.
 */
export async function* exportAudit(db: Kysely<Schema>, keys: SigningKeys, clock: Clock, since: Date): AsyncGenerator<string> {
  const first = await db
    .selectFrom('audit')
    .select(['seq', 'previous'])
    .where('at', '>=', since.toISOString())
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  const end = await db.selectFrom('audit').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst();
  let head = first ? { seq: first.seq - 1, hash: first.previous } : { seq: end?.seq ?? 0, hash: end?.hash ?? '0'.repeat(64) };
  yield line({
    format,
    since: since.toISOString(),
    after: head,
    keys: keys.list().map(({ key, publicKey }) => ({ key, publicKey })),
    signedFrom: keys.signedFrom,
  });
  for (let more = true; more;) {
    const page = await db.selectFrom('audit').selectAll().where('seq', '>', head.seq).orderBy('seq').limit(pageSize).execute();
    for (const row of page) {
      yield line(row);
      head = { seq: row.seq, hash: row.hash };
    }
    more = page.length === pageSize;
  }
  yield line({ end: signedCheckpoint(keys, head, clock.now().toISOString()) });
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
