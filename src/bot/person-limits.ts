import type { Clock } from '../clock';

const inMs = 60_000;

/** What one person may ask for in a while. */
export interface PersonLimits {
  /** `first`: it has become too much just now; `more`: it still is, and they know. */
  ask(person: string): 'fine' | 'first' | 'more';
}

/**
 * @param most how much in a minute
 * Counted in this process alone: it keeps one person from taking everybody's time, and is no right.
 */
export function createPersonLimits({ clock, most }: { clock: Clock; most: number }): PersonLimits {
  const asked = new Map<string, { at: number[]; told: boolean }>();
  return {
    ask(person) {
      const now = clock.now().getTime();
      const known = asked.get(person) ?? { at: [], told: false };
      const recent = known.at.filter((at) => at > now - inMs);
      if (asked.size > 10_000) asked.clear();
      if (recent.length >= most) {
        asked.set(person, { at: recent, told: true });
        return known.told ? 'more' : 'first';
      }
      asked.set(person, { at: [...recent, now], told: false });
      return 'fine';
    },
  };
}
