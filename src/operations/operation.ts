import type { Field, ResolvedValue } from '../fields/field';
import type { State } from '../resources/facts';
import type { Refusal } from '../resources/resource';
import type { TenantModel } from '../resources/tenant-model';

/** The kinds of input an operation asks for, in the order they are asked. The first one names who it is about. */
export type Fields = Readonly<Record<string, Field<unknown>>>;

export type Input<F extends Fields> = { readonly [Name in keyof F]: ResolvedValue<F[Name]> };

/**
 * A wish about a resource. Patterns, labels and questions are in the locale files under `operation.<id>`;
 * parser, dialog, cards, help and permissions derive from this value.
 */
export interface Operation<F extends Fields = Fields, Wish = object> {
  id: string;
  /** `kind` of the resource it wishes about. */
  resource: string;
  fields: F;
  /** The name of the field whose value is the resource's key. */
  about: keyof F & string;
  /** Its own facts only, so that nothing a colleague changed meanwhile is overwritten. */
  wanted(now: State, input: Input<F>, model: TenantModel): Wish | Refusal;
}

export function defineOperation<F extends Fields, Wish>(operation: Operation<F, Wish>): Operation<F, Wish> {
  return operation;
}
