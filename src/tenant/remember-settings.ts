import type { Clock } from '../clock';
import type { Answer, Tenant } from './tenant';

export interface SettingsMemory {
  /**
   * The same tenant; what this reader asked within the last minute is not asked again. For reads about the tenant as a whole that are only shown:
   * what decides about a write reads anew.
   */
  of(reader: string, tenant: Tenant): Tenant;
  /** After a change of ours, which may have changed what is remembered. */
  forget(): void;
}

const keptMs = 60_000;

/** Settings of a tenant change a few times a year, and every status shows some: two cmdlets of four. */
export function createSettingsMemory(clock: Clock): SettingsMemory {
  const kept = new Map<string, { until: number; answer: Promise<Answer> }>();
  return {
    of: (reader, tenant) => ({
      ...tenant,
      call(call) {
        const name = JSON.stringify([reader, call]);
        const now = clock.now().getTime();
        const known = kept.get(name);
        if (known && now < known.until) return known.answer;
        for (const [old, { until }] of kept) if (until <= now) kept.delete(old);
        const answer = tenant.call(call);
        const entry = { until: now + keptMs, answer };
        kept.set(name, entry);
        const drop = (): void => void (kept.get(name) === entry && kept.delete(name));
        answer.then(({ outcome }) => outcome === 'done' || drop(), drop);
        return answer;
      },
    }),
    forget: () => kept.clear(),
  };
}
