/** A part of the tenant. Each bound that is there has to hold; one that is null bounds nothing. */
export interface Scope {
  sites: readonly string[] | null;
  /** First and last of each range, E.164. */
  numbers: readonly { from: string; to: string }[] | null;
  departments: readonly string[] | null;
}
