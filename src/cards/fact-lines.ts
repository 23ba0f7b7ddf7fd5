import type { Part } from '../changes/change';
import type { Described, Resource } from '../resources/resource';
import type { Sentence } from '../sentence';

/** A fact on a change card: what it was, what it becomes. */
export interface FactLine {
  name: string;
  before: Sentence;
  after: Sentence;
  changes: boolean;
}

/** The lines of a part's card, in the words of its resource. Once a part is done they show what was read back. */
export function factLines(resource: Pick<Resource, 'describe' | 'after'>, part: Part): FactLine[] {
  const after = part.state === 'done' && part.after ? part.after : resource.after(part.before, part.goal);
  return besideEachOther(resource.describe(part.before), resource.describe(after));
}

function besideEachOther(before: Described[], after: Described[]): FactLine[] {
  const was = new Map(before.map((line) => [line.name, line]));
  return after.flatMap(({ name, value, usual = false }) => {
    const old = was.get(name);
    if (usual && old?.usual === true) return [];
    const shown = old?.value ?? { key: 'card.none' };
    return [{ name, before: shown, after: value, changes: JSON.stringify(shown) !== JSON.stringify(value) }];
  });
}

/** The lines of a card that shows how things are. */
export function worthALine(lines: readonly Described[]): Described[] {
  return lines.filter(({ usual }) => usual !== true);
}
