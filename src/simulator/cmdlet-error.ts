import type { ErrorRecord } from '../tenant/tenant';

/** An error record that a cmdlet answers with. Nothing has been changed when it is thrown. */
export class CmdletError extends Error {
  readonly record: ErrorRecord;

  /** @param id FullyQualifiedErrorId without the cmdlet */
  constructor(id: string, message: string, details: { category?: string; target?: string } = {}) {
    super(message);
    this.name = 'CmdletError';
    this.record = { id, message, ...details };
  }
}
