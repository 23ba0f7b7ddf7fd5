import type { Value } from '../tenant/tenant';
import type { Facts, Goal, Patch } from './facts';
import { unmet } from './facts';
import type { CmdletStep } from './resource';

/**
 * Which parameter of a cmdlet carries which goal fact, and how it is written where the cmdlet wants another form.
 * `null`: the fact comes about by the cmdlet itself.
 */
export interface Carries {
  [fact: string]: { parameter: string; write?: (goal: Goal) => Value } | null;
}

/**
 * The step that brings these facts to the goal, or none when they are all there.
 * It carries every goal fact the cmdlet can set, also those already right, so that a half-visible write plans the same step.
 * @param identity a text for -Identity, or the parameters that say which one; null where a tenant has but one
 */
export function cmdletStep(
  from: Facts,
  goal: Patch,
  cmdlet: string,
  identity: string | null | Record<string, string>,
  carries: Carries,
  fixed: Record<string, Value> = {},
): CmdletStep[] {
  const names = Object.keys(carries).filter((fact) => fact in goal);
  const sets = Object.fromEntries(names.map((fact) => [fact, goal[fact]!]));
  if (unmet(from, sets).length === 0) return [];
  const carried = names.flatMap((fact): [string, Value][] => {
    const carrier = carries[fact];
    return carrier ? [[carrier.parameter, (carrier.write ?? parameterValue)(goal[fact]!)]] : [];
  });
  const target = typeof identity === 'string' ? { Identity: identity } : identity;
  return [{ kind: 'cmdlet', cmdlet, parameters: { ...target, ...Object.fromEntries(carried), ...fixed }, sets }];
}

/** A policy that shall be inherited is unassigned with `$null`. */
export function parameterValue(goal: Goal): Value {
  if (typeof goal !== 'object' || goal === null) return goal;
  return goal.source === 'direct' ? goal.policy : null;
}
