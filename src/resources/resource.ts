import type { Place } from '../auth/scope';
import type { Sentence } from '../sentence';
import type { Tenant, Value } from '../tenant/tenant';
import type { FactReads } from './fact-read';
import type { Facts, Patch, State } from './facts';

export interface CmdletStep {
  kind: 'cmdlet';
  cmdlet: string;
  parameters: Record<string, Value>;
  /** Every goal fact that this cmdlet sets, also those already right: a half-visible write yields the same step. */
  sets: Patch;
  /** There is no way back from it, or none that anybody wants: nothing that it sets is ever put back. */
  final?: boolean | undefined;
}

export interface WaitStep {
  kind: 'wait';
  /** What is waited for, as a sentence for the card. */
  reason: Sentence;
  /** Settable or shown facts. */
  until: Patch;
  giveUpAfterMs: number;
}

export type Step = CmdletStep | WaitStep;

/** Something that one owner alone may hold: a number, a UPN, a host name. */
export interface Claim {
  kind: string;
  value: string;
}

/** One line of a card: a fact in a person's words. */
export interface Described {
  name: string;
  value: Sentence;
  /** As it is of most people: not worth a line where it does not change. */
  usual?: boolean;
  /** On or off, there or not: may stand where others read too. */
  isState?: true;
}

/** Who or what a change is for. */
export interface Subject {
  key: string;
  name: string;
  /** Null for what is no person. */
  upn: string | null;
  /** «disabled account», «shared device» … */
  labels: Sentence[];
}

/** Something that keeps a person from calling, and what to do about it. */
export interface Finding {
  severity: 'wrong' | 'warning';
  problem: Sentence;
  remedy: Sentence;
}

export interface Refusal {
  refused: Sentence;
}

export function refuse(key: string, values?: Sentence['values']): Refusal {
  return { refused: values ? { key, values } : { key } };
}

export function isRefusal(value: object): value is Refusal {
  return 'refused' in value;
}

export type Risk = 'low' | 'high';

/** Something in the tenant that has a state. One per kind; each platform answers it in its own file. */
export interface Resource<Wish = object> {
  kind: string;
  /**
   * Facts from answers alone, never inferred from what was sent. `null` when there is no such thing. Throws `TenantReadError`.
   * @param also facts that cost a read of their own and are wanted all the same; without being named they are left out, and so not known
   */
  read(tenant: Tenant, key: string, also?: readonly string[]): Promise<State | null>;
  /** The facts with a read of their own that a status shows. */
  statusAlso?: readonly string[];
  subject(key: string, state: State): Subject;
  /** Turns a wish in the domain's words into this platform's settable facts. */
  express(now: State, wish: Wish): Patch | Refusal;
  /** The whole ordered way from a state to a goal; empty when the goal is there. Pure. */
  plan(key: string, from: State, goal: Patch): Step[];
  /** What is still to be reached when somebody stops a run in the middle; without it, nothing is. Its steps are steps of the whole plan. */
  whenStopped?(): Patch;
  /** How a script reads each fact that a step can set or a wait can await (docs/architecture.md, «Script instead of run»). Pure. */
  reads(key: string, before: State, goal: Patch): FactReads;
  /** How much harm the difference of facts can do, whoever or whatever causes it. */
  risk(before: State, after: State): Risk;
  /** What policies weigh beside the settable facts: what follows from several of them. */
  weighed?(facts: Facts): Facts;
  /** What must be said beside a patch so that its cmdlets change nothing more: facts that one of them sets along, as they are now. */
  beside?(facts: Facts, patch: Patch): Patch;
  claims(facts: Facts): Claim[];
  /** Where it belongs in this state; without it, to the tenant as a whole, which no scope covers. */
  place?(state: State): Place;
  /**
   * Why this cannot be taken as the tenant is now (who holds it, what kind of thing it is); null when it can.
   * @param keys whose holding it is no obstacle: the taker, and who gives it up in the same change
   */
  obstacle(tenant: Tenant, claim: Claim, keys: readonly string[]): Promise<Sentence | null>;
  /** The state that will be there once the goal is reached, as far as it can be known. */
  after(before: State, goal: Patch): State;
  /** What before → after shows, in a person's words and a fixed order. */
  describe(state: State): Described[];
  /** What somebody should know before confirming. Reads when a warning needs it. Throws `TenantReadError`. */
  warnings(tenant: Tenant, key: string, before: State, goal: Patch): Promise<Sentence[]>;
  /**
   * What status shows beyond `describe`, and what is wrong with its remedy. It reads nothing but what is the same for everybody: these answers may be
   * a minute old. Throws `TenantReadError`.
   */
  report(tenant: Tenant, key: string, state: State): Promise<{ lines: Described[]; findings: Finding[] }>;
}
