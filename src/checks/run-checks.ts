import { faultId } from '../fault-id';
import { sentence } from '../sentence';
import { results, worst, type Check, type Finding, type Result } from './check';

export interface Outcome {
  check: Check;
  /** The worst of its findings. */
  result: Result;
  findings: Finding[];
}

export interface RunOptions {
  /** Stops all: nothing new begins, and nobody waits for what runs. */
  signal: AbortSignal;
  atOnce?: number;
  /** For each check. */
  timeoutMs?: number;
  /** After each check, in the order in which they end. */
  progress?: (outcome: Outcome, done: number, total: number) => void;
  /** A check threw what it should not have; it counts as unknown, and whoever looked is told the id. */
  fault: (error: unknown, check: Check, id: string) => void;
}

/**
 * Runs checks beside each other and gives their outcomes, worst first, else in the order given. Never rejects. When it is stopped,
 * it gives the outcomes that were there: `signal.aborted` says that others are missing.
 */
export async function runChecks(checks: readonly Check[], options: RunOptions): Promise<Outcome[]> {
  const { signal, atOnce = 8, progress } = options;
  const outcomes: (Outcome | undefined)[] = checks.map(() => undefined);
  const waiting = checks.entries();
  let done = 0;
  const work = async (): Promise<void> => {
    for (const [at, check] of waiting) {
      if (signal.aborted) return;
      const findings = await runOne(check, options);
      if (!findings || signal.aborted) return;
      const outcome = { check, result: worst(findings), findings };
      outcomes[at] = outcome;
      progress?.(outcome, ++done, checks.length);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, checks.length) }, work));
  return outcomes.filter((outcome) => outcome !== undefined).sort((one, other) => badness(one) - badness(other));
}

/** The findings of a check, «unknown» when it took too long or broke, null when everything was stopped. */
async function runOne(check: Check, { signal, timeoutMs = 20_000, fault }: RunOptions): Promise<Finding[] | null> {
  const tooLong = new AbortController();
  const timer = setTimeout(() => tooLong.abort(), timeoutMs);
  const either = AbortSignal.any([signal, tooLong.signal]);
  const stopped = new Promise<null>((resolve) => either.addEventListener('abort', () => resolve(null), { once: true }));
  try {
    const findings = await Promise.race([check.run(either), stopped]);
    if (findings || signal.aborted) return findings;
  } catch (error) {
    if (signal.aborted) return null;
    if (!either.aborted) {
      const id = faultId();
      fault(error, check, id);
      return [{ result: 'unknown', seen: sentence('check.run.fault.seen', { id }), remedy: sentence('check.run.fault.remedy', { id }) }];
    }
  } finally {
    clearTimeout(timer);
  }
  const seconds = Math.round(timeoutMs / 1_000);
  return [{ result: 'unknown', seen: sentence('check.run.slow.seen', { seconds }), remedy: sentence('check.run.slow.remedy') }];
}

function badness({ result }: Outcome): number {
  return results.indexOf(result);
}
