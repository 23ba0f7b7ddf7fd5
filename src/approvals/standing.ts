import type { Stage } from './requirement';

/** A vote that counts: the last one of that person in that stage, on what is to be run now. */
export interface Counted {
  stage: number;
  /** The human behind the account: two accounts of one are one. */
  human: string;
  kind: 'approve' | 'deny';
}

export interface StageStanding {
  groups: readonly { group: string; needed: number; have: number }[];
  passed: boolean;
}

export interface Standing {
  stages: readonly StageStanding[];
  /** The stage that waits for votes; null when all are passed. */
  open: number | null;
}

/** Whether this human is in the group, now. */
export type IsMember = (human: string, group: string) => boolean;

/**
 * How far votes have brought a requirement. Pure. Votes count stage by stage; whoever counted in one does not count in a later one,
 * and nobody stands for two places. A stage without groups is never passed.
 */
export function standingOf(stages: readonly Stage[], votes: readonly Counted[], isMember: IsMember): Standing {
  const spent = new Set<string>();
  const standings: StageStanding[] = [];
  let open: number | null = null;
  for (const [index, stage] of stages.entries()) {
    const humans = votes
      .filter(({ stage: of, kind, human }) => of === index && kind === 'approve' && !spent.has(human))
      .map(({ human }) => human)
      .filter((human, place, all) => all.indexOf(human) === place);
    const filled = open === null ? fill(stage, humans, isMember) : fill(stage, [], isMember);
    standings.push(filled.standing);
    filled.humans.forEach((human) => spent.add(human));
    if (open === null && !filled.standing.passed) open = index;
  }
  return { stages: standings, open };
}

/** Gives each place of a stage a person of its group, as many as can be: a person moves to another place when that makes room. */
function fill(stage: Stage, humans: readonly string[], isMember: IsMember): { standing: StageStanding; humans: string[] } {
  const places = Object.entries(stage).flatMap(([group, needed]) => Array.from({ length: needed }, () => group));
  const sitting: (string | undefined)[] = places.map(() => undefined);
  const seat = (human: string, tried: Set<number>): boolean =>
    places.some((group, place) => {
      if (tried.has(place) || !isMember(human, group)) return false;
      tried.add(place);
      const there = sitting[place];
      if (there !== undefined && !seat(there, tried)) return false;
      sitting[place] = human;
      return true;
    });
  for (const human of humans) seat(human, new Set());
  const have = (group: string) => places.filter((one, place) => one === group && sitting[place] !== undefined).length;
  const groups = Object.entries(stage).map(([group, needed]) => ({ group, needed, have: have(group) }));
  return {
    standing: { groups, passed: places.length > 0 && sitting.every((human) => human !== undefined) },
    humans: sitting.filter((human) => human !== undefined),
  };
}
