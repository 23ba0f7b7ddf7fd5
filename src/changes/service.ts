import type { Person } from '../auth/person';
import type { Described, Subject } from '../resources/resource';
import type { Sentence } from '../sentence';
import type { Change } from './change';

/** What became of a wish. All of them are expected: none is an error. */
export type Proposal =
  | { kind: 'proposed'; change: Change }
  | { kind: 'already-so'; subject: Subject; described: Described[] }
  /** Somebody's open change on the same person: shown instead of a second one. */
  | { kind: 'already-open'; change: Change }
  | { kind: 'refused'; reason: Sentence };

/** What became of a click or its command: the fresh change always, and why nothing happened where nothing did. */
export interface Decision {
  change: Change;
  /** `null` when it was carried out. */
  refused: Sentence | null;
}

/** Everything a conversation can do with changes. Rights are checked here, whatever a card or client says. */
export interface Changes {
  /**
   * @param proposedBy «conversation|activity»: proposing twice by the same activity gives the same change.
   * @param replaces the draft that this one is an edit of; it becomes `superseded`.
   */
  propose(wish: {
    who: Person;
    operation: string;
    input: Record<string, string>;
    proposedBy: string;
    replaces?: number;
  }): Promise<Proposal>;
  putBack(wish: { who: Person; of: number; proposedBy: string }): Promise<Proposal>;
  /** @param version the version that the person saw; without one the newest is meant. Throws `UserError` for an unknown id. */
  confirm(who: Person, id: number, version?: number): Promise<Decision>;
  withdraw(who: Person, id: number, version?: number): Promise<Decision>;
  stop(who: Person, id: number, version?: number): Promise<Decision>;
  /** Goes on with what waits for a person: a role was given meanwhile. */
  resume(who: Person, id: number, version?: number): Promise<Decision>;
  get(who: Person, id: number): Promise<Change>;
  /** For Switchboard itself: cards that were sent are kept up to date whoever holds them. */
  load(id: number): Promise<Change>;
  /** Newest first. */
  list(who: Person, filter: { key?: string; limit: number; before?: number }): Promise<Change[]>;
  /** Numbers of the site that nobody holds, claims, cools or was offered by another; offered to this person for some minutes. */
  freeNumbers(who: Person, site: string | null, count: number): Promise<string[]>;
  /** The site through which a person calls now; null: none, or nobody. */
  siteOf(who: Person, key: string): Promise<string | null>;
}
