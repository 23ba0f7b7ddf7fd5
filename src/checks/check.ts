import type { Sentence } from '../sentence';

/**
 * What a look came to, worst first.
 * - `unknown`: it could have been proved and was not; looking again may do.
 * - `not-provable`: no look from this host can tell; a person has to see for themselves.
 */
export const results = ['wrong', 'unknown', 'warning', 'not-provable', 'ok'] as const;
export type Result = (typeof results)[number];

export interface Finding {
  result: Result;
  seen: Sentence;
  /** What to do about it; null when it is well. */
  remedy: Sentence | null;
  /** For a person to run elsewhere as it stands. Made of host names of the configuration alone. */
  command?: string;
}

/** One proof about one thing. It only reads, and knows all it needs but when to stop. */
export interface Check {
  /** Unique among all checks, and the same each time: «dns.edge:ap.contoso.com». */
  id: string;
  /** What is looked at, as people know it: a host, a record, a site. */
  target: string;
  /** What it proves, and how. */
  proves: Sentence;
  /** Rejects with the signal's reason when it is stopped. */
  run(signal: AbortSignal): Promise<Finding[]>;
}

export function ok(seen: Sentence): Finding {
  return { result: 'ok', seen, remedy: null };
}

/** The worst of them; nothing found is nothing wrong. */
export function worst(findings: readonly Finding[]): Result {
  return results.find((result) => findings.some((finding) => finding.result === result)) ?? 'ok';
}
