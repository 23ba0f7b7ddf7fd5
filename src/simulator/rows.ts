/**
 * Rows that readers may see late: after a write they show what was there before, for a while.
 * Writes and rules look at `current`; reads look at `visible`.
 */
export class Rows<T> {
  private readonly newest = new Map<string, T>();
  /** Former values, oldest first, each with the moment until which readers may still see it. */
  private readonly former = new Map<string, { row: T; until: number }[]>();

  constructor(entries: Iterable<[string, T]> = []) {
    for (const [key, row] of entries) this.newest.set(key, row);
  }

  current(key: string): T | undefined {
    return this.newest.get(key);
  }

  all(): IterableIterator<[string, T]> {
    return this.newest.entries();
  }

  /** @param staleUntil until when readers see the value that was there before. */
  put(key: string, row: T, now: number, staleUntil: number): void {
    const before = this.newest.get(key);
    if (before !== undefined && staleUntil > now) {
      const older = (this.former.get(key) ?? []).filter(({ until }) => until > now);
      this.former.set(key, [...older, { row: before, until: staleUntil }]);
    }
    this.newest.set(key, row);
  }

  /** @param pick for a flickering read: chooses among old and new (from 0 to count − 1). Without it the oldest is seen. */
  visible(key: string, now: number, pick?: (count: number) => number): T | undefined {
    const older = this.former.get(key)?.filter(({ until }) => until > now) ?? [];
    if (older.length === 0) {
      this.former.delete(key);
      return this.newest.get(key);
    }
    return older[pick ? pick(older.length + 1) : 0]?.row ?? this.newest.get(key);
  }

  *allVisible(now: number, pick?: (count: number) => number): IterableIterator<T> {
    if (this.former.size === 0) return yield* this.newest.values();
    for (const key of this.newest.keys()) yield this.visible(key, now, pick)!;
  }
}
