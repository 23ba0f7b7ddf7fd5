import type { Value } from '../tenant/tenant';
import { ps, type PowerShell } from './power-shell';

/** How somebody with PowerShell alone reads one fact: which cmdlet answers, and what of its answer the fact is. */
export interface FactRead {
  cmdlet: string;
  parameters: Record<string, Value>;
  /** That there is no such thing is an answer too: one without rows. */
  mayBeMissing?: true;
  /**
   * Over `$answer`, the rows. True, false, a number or a text; an empty text or nothing is `$null`. A policy that is inherited is `$null`
   * too, whatever it is. The functions of script/prelude.ps1 are there.
   */
  value: PowerShell;
}

/** By fact. */
export type FactReads = Readonly<Record<string, FactRead>>;

/** Whether a property of the row is true; nothing counts as false. */
export function flag(property: string): PowerShell {
  return ps`Get-Flag $answer ${property}`;
}

/** The text of a property of the first row that has one. */
export function text(property: string): PowerShell {
  return ps`Get-Text $answer ${property}`;
}
