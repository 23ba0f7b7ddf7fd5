import { z } from 'zod';
import type { Row } from '../../tenant/tenant';
import { cmdletStep } from '../cmdlet-step';
import type { Facts, Goal, Inheritable, Patch } from '../facts';
import { ps, type PowerShell } from '../power-shell';
import type { CmdletStep } from '../resource';
import { policyKinds } from './policy-kinds';

const assignmentRow = z.object({
  PolicyType: z.string(),
  PolicyName: z.string(),
  PolicySource: z.array(z.object({ AssignmentType: z.string(), PolicyName: z.string().nullish() })),
});

/** What applies to a person of this type, by the rows of `Get-CsUserPolicyAssignment`: no row means the tenant's Global. */
export function assignedPolicy(rows: readonly Row[], type: string): Inheritable {
  const assignment = rows.map((row) => assignmentRow.parse(row)).find(({ PolicyType }) => PolicyType === type);
  if (!assignment) return { policy: null, source: 'global' };
  const direct = assignment.PolicySource.some(({ AssignmentType }) => AssignmentType === 'Direct');
  return { policy: bareName(assignment.PolicyName), source: direct ? 'direct' : 'group' };
}

/** What a group would give, also beneath a direct grant; null: nothing. */
export function policyOfGroup(rows: readonly Row[], type: string): string | null {
  const assignment = rows.map((row) => assignmentRow.parse(row)).find(({ PolicyType }) => PolicyType === type);
  const name = assignment?.PolicySource.find(({ AssignmentType }) => AssignmentType === 'Group')?.PolicyName;
  return name ? bareName(name) : null;
}

/** A policy as an attribute of the account shows it: there is a direct grant or none. */
export function grantedPolicy(name: unknown): Inheritable {
  return typeof name === 'string' && name !== '' ? { policy: bareName(name), source: 'direct' } : { policy: null, source: 'global' };
}

/** Lists say «Tag:Name», grants want «Name». */
export function bareName(name: string): string {
  return name.replace(/^Tag:/i, '');
}

/** `grantedPolicy` for a script: the name of a direct grant. */
export function grantedName(type: string): PowerShell {
  return ps`(Get-Text $answer ${type}) -replace '^Tag:', ''`;
}

/** `assignedPolicy` for a script: the name of a direct grant. */
export function assignedName(type: string): PowerShell {
  return ps`(Get-Text ($answer | Where-Object { $_.PolicyType -eq ${type} -and @($_.PolicySource | ForEach-Object { $_.AssignmentType }) -contains 'Direct' }) 'PolicyName') -replace '^Tag:', ''`;
}

/** @param wished names by kind; null: none of one's own */
export function policyGoals(wished: Readonly<Record<string, string | null>> = {}): Record<string, Goal> {
  return Object.fromEntries(
    Object.entries(wished).map(([fact, policy]): [string, Goal] => [
      fact,
      policy === null ? { source: 'inherited' } : { policy, source: 'direct' },
    ]),
  );
}

/** One grant for each kind that is not as it shall be. */
export function policySteps(from: Facts, goal: Patch, identity: string): CmdletStep[] {
  return policyKinds.flatMap(({ fact, grant }) => cmdletStep(from, goal, grant, identity, { [fact]: { parameter: 'PolicyName' } }));
}
