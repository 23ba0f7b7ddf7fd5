import type { TenantModel } from '../resources/tenant-model';
import type { Sentence } from '../sentence';
import type { Tenant } from '../tenant/tenant';
import type { Bounds } from './bounds';
import type { DirectoryIndex } from './directory';

/** One thing to pick. Typing `text` means exactly this one. */
export interface Choice {
  text: string;
  label: string;
  detail?: string;
  /** The label in the reader's language, where it is not a name; typing it means the same as `text`. */
  says?: Sentence;
  /** What must be known before choosing: «guest», «deleted» … Shown after `detail`. */
  marks?: Sentence[];
}

export type Resolution<T> =
  /** `text` is the exact form that is kept: resolving it again later means the same thing. */
  | { kind: 'value'; value: T; text: string; label: string; says?: Sentence }
  /** More than one fits. `total` may be larger than `choices.length`. `asOf`: they come from the index, which is that old. */
  | { kind: 'choices'; choices: Choice[]; total: number; asOf?: Date }
  /** `wants`: the kind of field whose answer would solve it; when that one is still open it is asked first. */
  | { kind: 'problem'; problem: Sentence; choices?: Choice[]; wants?: string; asOf?: Date };

export interface FieldContext {
  tenant: Tenant;
  model: TenantModel;
  /** The values of the fields resolved so far, by name: a number is read in the country of the site. */
  answers: Readonly<Record<string, unknown>>;
  /** What keeps whoever asks to a part of the tenant; null when nothing does. */
  bounds: Bounds | null;
  /** Absent where there is none. */
  index?: DirectoryIndex | undefined;
  /** Numbers of the site's ranges that nobody holds, claims or cools, lowest first. */
  freeNumbers(site: string | null, count: number): Promise<string[]>;
  /** The site through which this person calls now. @param id Entra object id */
  siteOf(id: string): Promise<string | null>;
}

/** A kind of input. Its question and label are in the locale files under `field.<kind>`. */
export interface Field<T> {
  kind: string;
  /** Its answer is one person's alone: it is not asked for again for another. */
  isOnes?: true;
  /** Who asks for several things in a row often answers it alike. */
  repeats?: true;
  /** Nothing else is an answer than what it suggests. */
  closed?: true;
  resolve(text: string, context: FieldContext): Promise<Resolution<T>>;
  /** Likely answers, offered with the question. When there is exactly one possible answer, `only` fills it in without asking. */
  suggest(context: FieldContext): Promise<{ choices: Choice[]; only?: string }>;
}

export type ResolvedValue<F> = F extends Field<infer T> ? T : never;
