import type { Place } from '../auth/scope';
import type { Sentence } from '../sentence';

/** What keeps somebody to a part of the tenant. */
export interface Bounds {
  /** Why this is not theirs to see or do; null when it is. */
  outside(place: Place | null): Sentence | null;
  /** Where a person belongs now; null when there is no such person. Throws `TenantReadError`. @param id Entra object id */
  placeOf(id: string): Promise<Place | null>;
}
