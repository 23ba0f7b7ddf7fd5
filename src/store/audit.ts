import { randomBytes } from 'node:crypto';
import type { Transaction } from 'kysely';
import { recorded, type Person, type Recorded } from '../auth/person';
import type { Clock } from '../clock';
import { bodyHashOf, entryHashOf, firstPrevious } from './audit-chain';
import { auditHandOf } from './audit-hand';
import { entryMessage } from './audit-keys';
import { canonicalJson } from './canonical-json';
import { lockUntilCommit } from './lock';
import { occasionNow, type Occasion } from './occasion';
import type { Schema } from './schema';

export interface AuditEntry {
  /** What happened: `change.proposed`, `cmdlet.sent` … */
  kind: string;
  changeId: number | null;
  /** Null for Switchboard itself. */
  actor: Person | Recorded | null;
  /** Any JSON. It may hold personal data: body and actor can be erased later without breaking the chain. */
  body: unknown;
  /** Where it was said, for what is written after the turn; otherwise the turn that writes it. */
  occasion?: Occasion;
}

/**
 * Adds an entry to the chain in the caller's transaction: if it cannot be written, what it tells does not happen. An object as body gets `via`, where it
 * was said, and `policy`, the version of the policy in force. Signed where the database has keys.
 * From here to the commit every other appender waits, so append late and commit soon.
 */
export async function appendAudit(trx: Transaction<Schema>, clock: Clock, entry: AuditEntry): Promise<void> {
  await lockUntilCommit(trx, 'audit');
  const last = await trx.selectFrom('audit').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst();
  const hand = auditHandOf(trx);
  const salt = randomBytes(16).toString('hex');
  const actor = entry.actor && canonicalJson(recorded(entry.actor));
  const body = canonicalJson(inItsPlace(entry, hand?.policyVersion() ?? null));
  const header = {
    seq: (last?.seq ?? 0) + 1,
    at: clock.now().toISOString(),
    kind: entry.kind,
    change_id: entry.changeId,
    body_hash: bodyHashOf(salt, actor, body),
    previous: last?.hash ?? firstPrevious,
  };
  const hash = entryHashOf(header);
  const signed = hand ? { signature: hand.keys.sign(entryMessage(hash)), signed_by: hand.keys.current } : {};
  await trx
    .insertInto('audit')
    .values({ ...header, actor, salt, body, hash, ...signed })
    .execute();
}

function inItsPlace({ body, occasion = occasionNow() }: AuditEntry, policy: string | null): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return { ...body, ...(occasion && { via: occasion }), ...(policy !== null && { policy }) };
}
