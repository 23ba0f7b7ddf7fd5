import { fold } from '../fields/fold';

/**
 * How alike two texts are, 0 to 1, by their letter pairs: the share that they have in common (Sørensen and Dice), which forgives
 * exchanged, missing and doubled letters.
 */
export function likeness(first: readonly string[], second: readonly string[]): number {
  if (first.length === 0 || second.length === 0) return 0;
  const left = [...second];
  const common = first.filter((pair) => {
    const at = left.indexOf(pair);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  return (2 * common.length) / (first.length + second.length);
}

export function letterPairs(text: string): string[] {
  return fold(text)
    .split(' ')
    .flatMap((word) => Array.from(` ${word} `).map((letter, index, letters) => letter + (letters[index + 1] ?? '')))
    .filter((pair) => pair.trim().length > 0 && pair.length === 2);
}
