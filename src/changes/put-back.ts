import { goalOf, satisfies, type Fact, type Goal, type Patch, type State } from '../resources/facts';
import type { Moved, Part } from './change';
import { mayHaveSet, sentCmdlets } from './decide';

/**
 * The patch that brings back what a part altered, and the facts that somebody else moved since: those are left alone.
 * @param settled whether reads can be trusted to show the part's own writes by now
 */
export function putBackPatch(part: Part, now: State, settled: boolean): { patch: Patch; conflicts: Moved[] } {
  const patch: Record<string, Goal> = {};
  const conflicts: Moved[] = [];
  const altered = new Set(sentCmdlets(part.journal).flatMap(({ sets }) => Object.keys(sets)));
  for (const fact of altered) {
    const before: Fact = part.before.facts[fact] ?? null;
    const seen: Fact = now.facts[fact] ?? null;
    const wasAlready = mayHaveSet(part.journal, fact).every((goal) => satisfies(before, goal));
    const isOurs = mayHaveSet(part.journal, fact).some((goal) => satisfies(seen, goal));
    const isBack = satisfies(seen, goalOf(before));
    if (wasAlready || (isBack && settled)) continue;
    if (isOurs || isBack) patch[fact] = goalOf(before);
    else conflicts.push({ fact, expected: before, seen });
  }
  return { patch, conflicts };
}
