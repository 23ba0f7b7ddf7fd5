import type { Value } from '../tenant/tenant';

/** Parameters of a call that the contract's check let through, under canonical names. */
export type Parameters = Readonly<Record<string, Value>>;

export function textOf(parameters: Parameters, name: string): string | undefined {
  const value = parameters[name];
  return typeof value === 'string' ? value : undefined;
}

/** `null` when it is `$null` or empty (unassign), `undefined` when it was not given. */
export function assignmentOf(parameters: Parameters, name: string): string | null | undefined {
  return parameters[name] === null ? null : textOf(parameters, name) === '' ? null : textOf(parameters, name);
}

export function flagOf(parameters: Parameters, name: string): boolean | undefined {
  const value = parameters[name];
  return typeof value === 'boolean' ? value : undefined;
}

export function countOf(parameters: Parameters, name: string): number | undefined {
  const value = parameters[name];
  return typeof value === 'number' ? value : undefined;
}

/** The texts of a list; one text alone is a list of one, as PowerShell binds it. */
export function listOf(parameters: Parameters, name: string): string[] {
  const value = parameters[name];
  const values = Array.isArray(value) ? value : [value];
  return values.filter((one) => typeof one === 'string');
}
