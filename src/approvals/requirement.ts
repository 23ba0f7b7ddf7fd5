/** How many people of which groups; different people for each, and none twice in the whole requirement. */
export type Stage = Readonly<Record<string, number>>;

/**
 * Who has to approve a change, as the policy said when it was proposed. Frozen then: a later policy changes nothing of it.
 * Membership of a group is not frozen; it is looked up at each vote and at the run.
 */
export interface Requirement {
  /** The names of the rules that asked for it, in the policy's order; empty where none did. */
  rules: readonly string[];
  /** What else asked for it. */
  because: readonly Because[];
  /** One after the other. Empty: who may confirm needs nobody else. A stage without groups can never be passed. */
  stages: readonly Stage[];
  /** The stages for who may ask but not confirm. */
  otherwise: readonly Stage[];
  /** Whether it has to be said why. */
  reason: boolean;
  /** Whose credentials run it: who confirmed it, or the last approver that was needed. */
  runAs: 'requester' | 'approver';
  lifeMs: number;
  /** The parts of its life after which approvers are reminded, 0 to 1. */
  remindAt: readonly number[];
  /** Who may approve in the place of any group once this part of its life is over. */
  escalate: { group: string; at: number } | null;
}

/** Why a change needs an approver although no rule names it. */
export type Because = 'risk' | 'protected' | 'oneself';

/** The stages that a change has to pass after this person's confirmation. */
export function stagesFor({ stages, otherwise }: Requirement, mayConfirm: boolean): readonly Stage[] {
  return stages.length > 0 || mayConfirm ? stages : otherwise;
}

/** Whose credentials run it: who may not run a change has no role at Microsoft to run it with. */
export function runAsFor(requirement: Requirement | null, mayConfirm: boolean): Requirement['runAs'] {
  return mayConfirm ? (requirement?.runAs ?? 'requester') : 'approver';
}
