import type { FieldContext } from '../fields/field';
import type { Operation } from '../operations/operation';
import type { Sentence } from '../sentence';
import { sentence } from '../sentence';

export type ResolvedInput = { values: Record<string, unknown>; texts: Record<string, string> } | { problem: Sentence };

/** Resolves the texts of a request, in the operation's order, so that a field may use the answers before it. */
export async function resolveInput(
  operation: Operation,
  texts: Record<string, string>,
  context: Omit<FieldContext, 'answers'>,
): Promise<ResolvedInput> {
  const values: Record<string, unknown> = {};
  const exact: Record<string, string> = {};
  for (const [name, field] of Object.entries(operation.fields)) {
    const text = texts[name];
    if (text === undefined && operation.optional.includes(name)) continue;
    if (text === undefined) return { problem: sentence('refusal.fieldMissing', { field: sentence(`field.${field.kind}.label`) }) };
    const resolution = await field.resolve(text, { ...context, answers: values });
    if (resolution.kind === 'problem') return { problem: resolution.problem };
    if (resolution.kind === 'choices')
      return { problem: sentence('refusal.fieldAmbiguous', { field: sentence(`field.${field.kind}.label`), text }) };
    values[name] = resolution.value;
    exact[name] = resolution.text;
  }
  return { values, texts: exact };
}
