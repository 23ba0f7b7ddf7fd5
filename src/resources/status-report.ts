import type { State } from './facts';
import type { Described, Finding, Subject } from './resource';

/** What the status card says of one person. */
export interface StatusReport {
  subject: Subject;
  /** As it was read. */
  state: State;
  lines: Described[];
  findings: Finding[];
}
