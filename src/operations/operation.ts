import type { Field, ResolvedValue } from '../fields/field';
import type { State } from '../resources/facts';
import type { Refusal } from '../resources/resource';
import type { TenantModel } from '../resources/tenant-model';

/** The kinds of input an operation asks for, in the order they are asked. */
export type Fields = Readonly<Record<string, Field<unknown>>>;

export type Input<F extends Fields, Optional extends keyof F = never> = {
  readonly [Name in keyof F]: ResolvedValue<F[Name]> | (Name extends Optional ? undefined : never);
};

/** One resource and what is wanted of it. */
export interface PartWish {
  /** `kind` of the resource. */
  resource: string;
  key: string;
  /** Places of the parts that must be done before this one: those before it in the list. */
  needs: readonly number[];
  /** Facts with a read of their own that this wish looks at (`Resource.read`). */
  also?: readonly string[];
  /**
   * Its own facts only, so that nothing a colleague changed meanwhile is overwritten.
   * @param beside the states of all parts, by place
   */
  wanted(now: State, beside: readonly State[]): object | Refusal;
}

/**
 * A wish about one or several resources. Patterns, labels and questions are in the locale files under `operation.<id>`;
 * parser, dialog, cards, help and permissions derive from this value.
 */
export interface Operation {
  id: string;
  fields: Fields;
  /** The names of fields that may stay without an answer: they are not asked for. */
  optional: readonly string[];
  /** The field that says whom it is about, so that their status can offer it; null for what is about no person. */
  about: string | null;
  /** Whether offering it unasked makes sense for what is in this state: something is missing that it gives, or there is something to vary. */
  offered(now: State): boolean;
  /** The parts in the order in which they run. `input` holds the resolved values by field name. Pure. */
  parts(input: Readonly<Record<string, unknown>>, model: TenantModel): PartWish[];
}

/** The key of a resource of which each tenant has one. */
export const tenantKey = 'tenant';

/** What is said of an operation beside what it wishes. */
interface About<F extends Fields, Optional extends keyof F & string> {
  id: string;
  fields: F;
  optional?: readonly Optional[];
  offered?(now: State): boolean;
}

/**
 * An operation on one resource, typed by its fields; what comes out is the value under the one type that shared code knows.
 * @param operation.about the field whose value's `id` is the resource's key; null for a resource of which there is one
 */
export function defineOperation<F extends Fields, Wish extends object, Optional extends keyof F & string = never>({
  resource,
  about,
  also = () => [],
  wanted,
  ...operation
}: About<F, Optional> & {
  resource: string;
  about: (keyof F & string) | null;
  also?(input: Input<F, Optional>, model: TenantModel): readonly string[];
  wanted(now: State, input: Input<F, Optional>, model: TenantModel): Wish | Refusal;
}): Operation {
  return defineParts<F, Optional>({
    ...operation,
    about,
    parts: (input, model) => [
      {
        resource,
        key: about === null ? tenantKey : keyOf(input[about]),
        needs: [],
        also: also(input, model),
        wanted: (now) => wanted(now, input, model),
      },
    ],
  });
}

/** An operation on several resources, typed by its fields. */
export function defineParts<F extends Fields, Optional extends keyof F & string = never>({
  optional = [],
  offered = () => false,
  ...operation
}: About<F, Optional> & {
  about: (keyof F & string) | null;
  parts(input: Input<F, Optional>, model: TenantModel): PartWish[];
}): Operation {
  return { ...operation, optional, offered };
}

/** The key that a resolved value stands for. Throws when it has none. */
export function keyOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string') return value.id;
  throw new Error('What an operation is about has no id.');
}
