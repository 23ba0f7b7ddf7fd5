/** Values of the wanted-state model (docs/architecture.md, «describe the wanted state»). All pure. */

/** A policy that may be granted directly or inherited from a group or the tenant. */
export interface Inheritable {
  policy: string | null;
  source: 'direct' | 'group' | 'global';
}

export type Fact = string | number | boolean | null | Inheritable;
export type Facts = Readonly<Record<string, Fact>>;

/** An inherited policy as a goal names its source only: what is inherited is not ours to decide. */
export type Goal = string | number | boolean | null | { policy: string; source: 'direct' } | { source: 'inherited' };
export type Patch = Readonly<Record<string, Goal>>;

export interface State {
  /** Facts that can be set: journal, drift and undo know these only. */
  facts: Facts;
  /** Facts that only show: what the service derives, and what rules and cards need to know. */
  shown: Facts;
}

export function satisfies(fact: Fact | undefined, goal: Goal): boolean {
  if (fact === undefined) return false;
  if (isInheritable(fact) && isPolicyGoal(goal)) {
    return goal.source === 'inherited' ? fact.source !== 'direct' : fact.source === 'direct' && fact.policy === goal.policy;
  }
  return fact === goal;
}

/** The facts of `goal` that `facts` does not have yet, in the goal's order. */
export function unmet(facts: Facts, goal: Patch): string[] {
  return Object.keys(goal).filter((name) => !satisfies(facts[name], goal[name]!));
}

/** A fact turned into the goal that would bring it back. */
export function goalOf(fact: Fact): Goal {
  if (!isInheritable(fact)) return fact;
  return fact.source === 'direct' && fact.policy !== null ? { policy: fact.policy, source: 'direct' } : { source: 'inherited' };
}

/** Same value; inherited policies compare by source alone. */
export function sameFact(a: Fact | undefined, b: Fact | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && satisfies(a, goalOf(b)));
}

/** What the facts will be when the goal is reached. A policy that will be inherited is not known before it is read. */
export function applied(facts: Facts, goal: Patch): Facts {
  const after: Record<string, Fact> = { ...facts };
  for (const [name, wanted] of Object.entries(goal)) {
    after[name] = isPolicyGoal(wanted) ? inheritableAfter(facts[name], wanted) : wanted;
  }
  return after;
}

export function isInheritable(fact: Fact | undefined): fact is Inheritable {
  return typeof fact === 'object' && fact !== null && 'source' in fact;
}

function isPolicyGoal(goal: Goal): goal is { policy: string; source: 'direct' } | { source: 'inherited' } {
  return typeof goal === 'object' && goal !== null;
}

function inheritableAfter(now: Fact | undefined, goal: { policy: string; source: 'direct' } | { source: 'inherited' }): Inheritable {
  if (goal.source === 'direct') return { policy: goal.policy, source: 'direct' };
  return isInheritable(now) && now.source !== 'direct' ? now : { policy: null, source: 'global' };
}
