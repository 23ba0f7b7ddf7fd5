import type { Described, Finding, Subject } from './resource';

/** What the status card says of one person. */
export interface StatusReport {
  subject: Subject;
  lines: Described[];
  findings: Finding[];
}
