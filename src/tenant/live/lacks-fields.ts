import type { Answer, Call } from '../tenant';
import { usedCalls } from './used-calls';

/** A failure that names what is missing, when an answer lacks a field of the contract that we go by: absent is not the same as empty. Else null. */
export function lacksFields({ cmdlet, parameters }: Call, answer: Extract<Answer, { outcome: 'done' }>): Answer | null {
  // Who asks for some properties gets those.
  if (parameters.Properties !== undefined) return null;
  const fields = usedCalls.find((one) => one.cmdlet === cmdlet)?.fields ?? [];
  const missing = fields.find((field) => answer.output.some((row) => !Object.hasOwn(row, field)));
  if (missing === undefined) return null;
  return { outcome: 'failed', error: { id: `Contract.FieldMissing,${cmdlet}`, message: `${cmdlet} answered without ${missing}.` } };
}
