import type { Field, ResolvedValue } from '../fields/field';
import type { State } from '../resources/facts';
import type { Refusal } from '../resources/resource';
import type { TenantModel } from '../resources/tenant-model';

/** The kinds of input an operation asks for, in the order they are asked. */
export type Fields = Readonly<Record<string, Field<unknown>>>;

export type Input<F extends Fields> = { readonly [Name in keyof F]: ResolvedValue<F[Name]> };

/**
 * A wish about a resource. Patterns, labels and questions are in the locale files under `operation.<id>`;
 * parser, dialog, cards, help and permissions derive from this value.
 */
export interface Operation {
  id: string;
  /** `kind` of the resource it wishes about. */
  resource: string;
  fields: Fields;
  /** The name of the field whose value (its `id`) is the resource's key. */
  about: string;
  /** Whether offering it unasked makes sense for what is in this state: something is missing that it gives, or there is something to vary. */
  offered(now: State): boolean;
  /** Its own facts only, so that nothing a colleague changed meanwhile is overwritten. `input` holds the resolved values by field name. */
  wanted(now: State, input: Readonly<Record<string, unknown>>, model: TenantModel): object | Refusal;
}

/** Types an operation by its fields; what comes out is the same value under the one type that shared code knows. */
export function defineOperation<F extends Fields, Wish extends object>(operation: {
  id: string;
  resource: string;
  fields: F;
  about: keyof F & string;
  offered(now: State): boolean;
  wanted(now: State, input: Input<F>, model: TenantModel): Wish | Refusal;
}): Operation {
  return operation;
}
