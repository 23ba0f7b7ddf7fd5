import type { Kysely } from 'kysely';
import type { AuditKeys } from './audit-keys';
import type { Schema } from './schema';

/** What every entry of a database is written with, beside its own content. */
export interface AuditHand {
  keys: AuditKeys;
  /** The version of the policy in force; null where there is none. */
  policyVersion(): string | null;
}

/** By the adapter, which a database shares with its transactions: who appends has to hand on nothing but the transaction. */
const hands = new WeakMap<object, AuditHand>();

export function bindAuditHand(db: Kysely<Schema>, hand: AuditHand): void {
  hands.set(db.getExecutor().adapter, hand);
}

/** Undefined where nobody signs: tests, and handles that only read. */
export function auditHandOf(db: Kysely<Schema>): AuditHand | undefined {
  return hands.get(db.getExecutor().adapter);
}
