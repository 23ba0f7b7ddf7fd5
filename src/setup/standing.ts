import { worst, type Finding, type Result } from '../checks/check';
import type { GuideSection, HumanStep } from './guide';

/** What a check came to the last time somebody looked. */
export interface KeptOutcome {
  id: string;
  target: string;
  result: Result;
  findings: Finding[];
  at: string;
}

/** Who did, or answered, what only a person can. */
export interface Tick {
  step: string;
  answer: 'done' | 'yes' | 'no';
  name: string;
  at: string;
}

export type SectionState = 'done' | 'wrong' | 'open' | 'unseen';

/** A section as it stands for the whole team. */
export interface Standing {
  section: GuideSection;
  state: SectionState;
  outcomes: KeptOutcome[];
  /** Those that are wanted, each with its tick. */
  steps: { step: HumanStep; tick: Tick | null }[];
}

/**
 * How a section stands by the last looks and the ticks. A proof that fails outweighs every tick; what was never looked at is not done; a
 * question answered with no makes the section unwanted: no more steps, no proofs. Pure.
 */
export function standingOf(section: GuideSection, outcomes: readonly KeptOutcome[], ticks: readonly Tick[]): Standing {
  const steps = wanted(section.steps, ticks);
  const isUnwanted = steps.some(({ tick }) => tick?.answer === 'no');
  const own = isUnwanted ? [] : outcomes.filter(({ id }) => section.proofs.some((begin) => id.startsWith(begin)));
  if (isUnwanted) return { section, state: 'done', outcomes: own, steps };
  return { section, state: stateOf(section, own, steps), outcomes: own, steps };
}

function stateOf({ proofs }: GuideSection, outcomes: readonly KeptOutcome[], steps: Standing['steps']): SectionState {
  const result = worst(outcomes.flatMap(({ findings }) => findings));
  if (result === 'wrong') return 'wrong';
  if (proofs.length > 0 && outcomes.length === 0) return 'unseen';
  const ticked = steps.every(({ tick }) => tick !== null);
  return ticked && result !== 'unknown' ? 'done' : 'open';
}

function wanted(steps: readonly HumanStep[], ticks: readonly Tick[]): Standing['steps'] {
  const kept: Standing['steps'] = [];
  for (const step of steps) {
    const tick = ticks.find((one) => one.step === step.id) ?? null;
    kept.push({ step, tick });
    if (step.asks && tick?.answer !== 'yes') break;
  }
  return kept;
}
