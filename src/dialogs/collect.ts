import type { FieldContext, Resolution } from '../fields/field';
import type { Operation } from '../operations/operation';
import type { Sentence } from '../sentence';

export interface Answer {
  /** Exact: the same when it is resolved again. */
  text: string;
  label: string;
  says?: Sentence;
}

/** How far the answers to an operation have come. */
export interface Collected {
  answers: Record<string, Answer>;
  /** Resolved values by field name: what later questions may use. */
  values: Record<string, unknown>;
  /** What has to be asked next; null when everything is known. */
  open: { field: string; resolution: Exclude<Resolution<unknown>, { kind: 'value' }> | null } | null;
}

/**
 * Resolves what was said so far. One field's problem leaves the other answers as they are. A field with one possible answer
 * is filled in, unless it may stay open; what is wrong is asked before what is missing, unless the missing answer would put it right.
 */
export async function collect(
  { fields, optional }: Operation,
  texts: Readonly<Record<string, string>>,
  context: Omit<FieldContext, 'answers'>,
): Promise<Collected> {
  const answers: Collected['answers'] = {};
  const values: Collected['values'] = {};
  let missing: { field: string; kind: string } | null = null;
  let unsolved: Collected['open'] = null;
  for (const [name, field] of Object.entries(fields)) {
    const here = { ...context, answers: values };
    const text = texts[name] ?? (missing || optional.includes(name) ? undefined : (await field.suggest(here)).only);
    if (text === undefined) {
      if (optional.includes(name)) continue;
      missing ??= { field: name, kind: field.kind };
      continue;
    }
    const resolution = await field.resolve(text, here);
    if (resolution.kind === 'value') {
      values[name] = resolution.value;
      answers[name] = { text: resolution.text, label: resolution.label, ...(resolution.says && { says: resolution.says }) };
    } else if (!(missing && resolution.kind === 'problem' && resolution.wants === missing.kind)) {
      unsolved ??= { field: name, resolution };
    }
  }
  return { answers, values, open: unsolved ?? (missing && { field: missing.field, resolution: null }) };
}
