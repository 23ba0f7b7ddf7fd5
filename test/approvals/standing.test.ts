import fc from 'fast-check';
import type { Stage } from '../../src/approvals/requirement';
import { standingOf, type Counted } from '../../src/approvals/standing';

const yes = (stage: number, human: string): Counted => ({ stage, human, kind: 'approve' });
const groups: Record<string, string[]> = { a: ['ann', 'bea'], b: ['bea', 'cy'], c: ['dan'] };
const isMember = (human: string, group: string) => groups[group]?.includes(human) ?? false;

test.each<[string, Stage[], Counted[], number | null]>([
  ['nobody voted', [{ a: 1 }], [], 0],
  ['one is enough', [{ a: 1 }], [yes(0, 'ann')], null],
  ['a stranger does not count', [{ a: 1 }], [yes(0, 'dan')], 0],
  ['two of one group', [{ a: 2 }], [yes(0, 'ann')], 0],
  ['a person twice is one', [{ a: 2 }], [yes(0, 'ann'), yes(0, 'ann')], 0],
  ['who is in both groups stands for one', [{ a: 1, b: 1 }], [yes(0, 'bea')], 0],
  ['and makes room for the other', [{ a: 1, b: 1 }], [yes(0, 'bea'), yes(0, 'ann')], null],
  ['a later stage waits for the earlier', [{ a: 1 }, { c: 1 }], [yes(1, 'dan')], 0],
  ['stage after stage', [{ a: 1 }, { c: 1 }], [yes(0, 'ann'), yes(1, 'dan')], null],
  ['nobody counts in two stages', [{ a: 1 }, { b: 1 }], [yes(0, 'bea'), yes(1, 'bea')], 1],
  ['a denial is no approval', [{ a: 1 }], [{ stage: 0, human: 'ann', kind: 'deny' }], 0],
  ['a stage without groups is never passed', [{}], [yes(0, 'ann')], 0],
  ['no stage, nothing to wait for', [], [], null],
])('%s', (_what, stages, votes, open) => {
  expect(standingOf(stages, votes, isMember).open).toBe(open);
});

test('a stage is passed exactly when its places can be given to different people', () => {
  const human = fc.constantFrom<string>('p', 'q', 'r', 's');
  const group = fc.constantFrom('x', 'y', 'z');
  fc.assert(
    fc.property(
      fc.dictionary(group, fc.integer({ min: 1, max: 2 }), { minKeys: 1 }),
      fc.uniqueArray(human),
      fc.dictionary(group, fc.uniqueArray(human)),
      (stage, voters, members) => {
        const belongs = (who: string, to: string) => members[to]?.includes(who) ?? false;
        const places = Object.entries(stage).flatMap(([name, count]) => Array.from({ length: count }, () => name));
        const canSeat = ([place, ...others]: string[], left: string[]): boolean =>
          place === undefined ||
          left.some(
            (who) =>
              belongs(who, place) &&
              canSeat(
                others,
                left.filter((one) => one !== who),
              ),
          );
        const { open } = standingOf(
          [stage],
          voters.map((who) => yes(0, who)),
          belongs,
        );
        expect(open === null).toBe(canSeat(places, voters));
      },
    ),
    { numRuns: 2_000 },
  );
});
