import { faultId } from '../fault-id';
import { sentence, UserError, type Sentence } from '../sentence';
import type { Log } from './log';

/**
 * The one place where an error becomes words: a `UserError` its own sentence; anything else is a fault. A fault, and what a `UserError` was caused
 * by, is logged under an id, and the person is told the id.
 */
export function renderFault(error: unknown, log: Log, context: Record<string, unknown> = {}): Sentence {
  const id = faultId();
  if (error instanceof UserError) {
    const { sentence: said, cause } = error;
    if (cause === undefined) return said;
    log.warn({ ...context, fault: id, err: cause }, 'something outside went wrong');
    return sentence(said.key, { ...said.values, id });
  }
  log.error({ ...context, fault: id, err: error }, 'fault');
  return sentence('fault.unexpected', { id });
}
