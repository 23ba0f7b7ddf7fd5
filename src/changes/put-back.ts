import { goalOf, satisfies, type Fact, type Goal, type Patch, type State } from '../resources/facts';
import type { Moved, Part } from './change';
import { mayHaveSet, sentCmdlets } from './decide';

/**
 * The patch that brings back what a part altered, and the facts that somebody else moved since: those are left alone.
 * @param settled whether reads can be trusted to show the part's own writes by now; until then they are `assumed` to have acted
 */
export function putBackPatch(part: Part, now: State, settled: boolean): { patch: Patch; conflicts: Moved[]; assumed: Patch } {
  const patch: Record<string, Goal> = {};
  const assumed: Record<string, Goal> = {};
  const conflicts: Moved[] = [];
  const altered = new Set(
    sentCmdlets(part.journal)
      .filter(({ final }) => !final)
      .flatMap(({ sets }) => Object.keys(sets)),
  );
  for (const fact of altered) {
    const before: Fact = part.before.facts[fact] ?? null;
    const seen: Fact = now.facts[fact] ?? null;
    const made = mayHaveSet(part.journal, fact);
    const wasAlready = made.every((goal) => satisfies(before, goal));
    const isOurs = made.some((goal) => satisfies(seen, goal));
    const isBack = satisfies(seen, goalOf(before));
    if (wasAlready || (isBack && settled)) continue;
    if (isOurs || isBack) {
      patch[fact] = goalOf(before);
      if (isBack) assumed[fact] = made.at(-1)!;
    } else conflicts.push({ fact, expected: before, seen });
  }
  return { patch, conflicts, assumed };
}
