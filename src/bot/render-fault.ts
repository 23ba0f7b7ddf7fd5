import { randomUUID } from 'node:crypto';
import { sentence, UserError, type Sentence } from '../sentence';
import type { Log } from './log';

/**
 * The one place where an error becomes words: a `UserError` its own sentence; anything else is a fault,
 * logged with its cause under an id, and the person is told the id.
 */
export function renderFault(error: unknown, log: Log, context: Record<string, unknown> = {}): Sentence {
  if (error instanceof UserError) return error.sentence;
  const id = randomUUID().slice(0, 8);
  log.error({ ...context, fault: id, err: error }, 'fault');
  return sentence('fault.unexpected', { id });
}
