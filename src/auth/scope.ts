/** A part of the tenant. Each bound that is there has to hold; one that is null bounds nothing. */
export interface Scope {
  sites: readonly string[] | null;
  /** First and last of each range, E.164. */
  numbers: readonly { from: string; to: string }[] | null;
  departments: readonly string[] | null;
}

/** Where a person, a number or a site belongs. */
export interface Place {
  /** Every site that it is at: through which it calls, and whose numbers it has. */
  sites: readonly string[];
  /** E.164, with `;ext=` where it has an extension. */
  number: string | null;
  /** Null for a person without one; absent where there is no person to have one. */
  department?: string | null;
}

/**
 * Whether something lies within a scope. Who has neither site nor number is at no site, and so in nobody's way: whoever may enable people at
 * Paris may begin with them. A number that is nobody's at a known site is at a site that is not known.
 * @param place null for what belongs to the tenant as a whole
 */
export function covers(scope: Scope | null, place: Place | null): boolean {
  if (scope === null) return true;
  return place !== null && coversSites(scope, place) && coversNumber(scope, place) && coversDepartment(scope, place);
}

function coversSites({ sites }: Scope, place: Place): boolean {
  if (sites === null) return true;
  return place.sites.length === 0 ? place.number === null : place.sites.every((site) => sites.includes(site));
}

function coversNumber({ numbers }: Scope, { number }: Place): boolean {
  if (numbers === null || number === null) return true;
  const base = number.replace(/;.*$/, '');
  return numbers.some(({ from, to }) => base.length === from.length && base >= from && base <= to);
}

function coversDepartment({ departments }: Scope, { department }: Place): boolean {
  if (departments === null || department === undefined) return true;
  return department !== null && departments.some((one) => one.toLowerCase() === department.toLowerCase());
}
