/** The only door to Microsoft. Every back end (simulated, PowerShell) answers this interface, and one suite runs on each. */

export type Value = string | number | boolean | null | Value[] | { [name: string]: Value };

export type Row = Record<string, Value>;

export interface Call {
  cmdlet: string;
  /** Named parameters; a switch is `true`; `null` is PowerShell's `$null`, which unassigns. */
  parameters: Record<string, Value>;
}

export interface ErrorRecord {
  message: string;
  /** FullyQualifiedErrorId: what errors are recognised by, before any text. */
  id: string;
  category?: string;
  target?: string;
}

/**
 * What became of a call.
 * - `done`: it ran without an error record. For a write that is a claim, not a proof: read back.
 * - `failed`: it answered with an error; it may have acted all the same.
 * - `not-run`: proof that nothing happened (refused before it was sent, or a parameter did not bind).
 * - `unknown`: the answer was lost. Never sent again by itself.
 */
export type Answer =
  { outcome: 'done'; output: Row[]; warnings: string[] } | { outcome: 'failed' | 'not-run' | 'unknown'; error: ErrorRecord };

export interface Tenant {
  call(call: Call): Promise<Answer>;
  /** How long after sending this cmdlet its effect may still be invisible to reads, in milliseconds. */
  settleMs(cmdlet: string): number;
}

/** A read that must have an answer. Throws `TenantReadError` when it has none. */
export async function readRows(tenant: Tenant, cmdlet: string, parameters: Call['parameters'] = {}): Promise<Row[]> {
  const answer = await tenant.call({ cmdlet, parameters });
  if (answer.outcome === 'done') return answer.output;
  throw new TenantReadError(cmdlet, answer.error);
}

export class TenantReadError extends Error {
  constructor(
    readonly cmdlet: string,
    readonly record: ErrorRecord,
  ) {
    super(`${cmdlet}: ${record.message} (${record.id})`);
    this.name = 'TenantReadError';
  }
}
