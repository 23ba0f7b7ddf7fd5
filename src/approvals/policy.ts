import type { Facts } from '../resources/facts';
import { isInheritable } from '../resources/facts';
import type { Risk } from '../resources/resource';
import type { Because, Requirement } from './requirement';

/** What a rule is about. Everything that is named must hold; an empty one holds for every change. */
export interface When {
  /** A fact that changes, in the words of `plainFacts`. */
  fact?: string | undefined;
  from?: readonly string[] | undefined;
  to?: readonly string[] | undefined;
  resource?: readonly string[] | undefined;
  risk?: Risk | undefined;
  /** One of these sites is left or come to. */
  site?: readonly string[] | undefined;
  /** So many parts, with what the requester asked for in the last 24 hours. */
  countFrom?: number | undefined;
}

/** Who decides, and how. */
export type Deciders = Pick<Requirement, 'stages' | 'reason' | 'runAs' | 'lifeMs' | 'remindAt' | 'escalate'>;

export interface Rule extends Deciders {
  name: string;
  when: When;
}

export interface Policy {
  /** The first that fits a part decides about it; what it says for several parts adds up. */
  rules: readonly Rule[];
  /** For a risk that no rule knows, for what is protected, and for who may ask but not confirm. */
  default: Deciders;
  protected: { people: readonly string[]; numbers: readonly { from: string; to: string }[] };
  /** How many changes of one person may wait at once. */
  maxPending: number;
}

/** A part as the policy weighs it: the facts that change, whichever operation, put back or batch causes it. */
export interface WeighedPart {
  resource: string;
  /** Object id, or what else its resource is known by. */
  key: string;
  upn: string | null;
  before: Plain;
  after: Plain;
  risk: Risk;
  isRequester: boolean;
}

export type Plain = Readonly<Record<string, string>>;

/** Who would have to approve this. Pure. @param count the parts that this person asked for in the last 24 hours, these included */
export function requirementOf(policy: Policy, parts: readonly WeighedPart[], count: number): Requirement {
  const matched = policy.rules.filter((rule) => parts.some((part) => firstRule(policy, part, count) === rule));
  const because: Because[] = [
    ...(parts.some((part) => part.risk === 'high' && !firstRule(policy, part, count)) ? ['risk' as const] : []),
    ...(parts.some((part) => isProtected(policy, part)) ? ['protected' as const] : []),
    ...(parts.some(({ isRequester }) => isRequester) ? ['oneself' as const] : []),
  ];
  const asked = matched.flatMap(({ stages }) => stages);
  // Where a rule has somebody else decide already, this is somebody else.
  const another = because.some((why) => why !== 'oneself') || (because.length > 0 && asked.length === 0);
  const deciders: Deciders[] = [...matched.filter(({ stages }) => stages.length > 0), ...(another ? [policy.default] : [])];
  const stages = deciders.flatMap((decider) => [...decider.stages]);
  const decisive = deciders.length > 0 ? deciders : [policy.default];
  const [first = policy.default] = decisive;
  // Who may stand in for one stage may not for another: where deciders differ, nobody does.
  const escalates = decisive.every(({ escalate }) => escalate?.group === first.escalate?.group);
  return {
    rules: matched.map(({ name }) => name),
    because,
    stages,
    otherwise: policy.default.stages,
    reason: [...decisive, ...matched].some(({ reason }) => reason),
    runAs: decisive.some(({ runAs }) => runAs === 'approver') ? 'approver' : 'requester',
    lifeMs: Math.min(...decisive.map(({ lifeMs }) => lifeMs)),
    remindAt: first.remindAt,
    escalate: escalates ? first.escalate : null,
  };
}

/** Every group that may approve something. */
export function approvingGroups({ rules, default: others }: Policy): string[] {
  return [others, ...rules].flatMap(({ stages, escalate }) => [
    ...stages.flatMap((stage) => Object.keys(stage)),
    ...(escalate ? [escalate.group] : []),
  ]);
}

/** The names of the rules about which one of these groups decides, or may stand in for who does. */
export function rulesOf({ rules }: Policy, groups: readonly string[]): string[] {
  const decides = ({ stages, escalate }: Deciders): boolean =>
    stages.some((stage) => groups.some((group) => group in stage)) || (escalate !== null && groups.includes(escalate.group));
  return rules.filter(decides).map(({ name }) => name);
}

/** Facts as a policy names them: `on`, `off`, `none`, a number, the name of a policy or `default`. */
export function plainFacts(facts: Facts): Plain {
  return Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, plain(fact)]));
}

function plain(fact: Facts[string]): string {
  if (isInheritable(fact)) return fact.policy === null || fact.source !== 'direct' ? 'default' : fact.policy;
  if (typeof fact === 'boolean') return fact ? 'on' : 'off';
  return fact === null ? 'none' : String(fact);
}

function firstRule({ rules }: Policy, part: WeighedPart, count: number): Rule | undefined {
  return rules.find(({ when }) => fits(when, part, count));
}

function fits({ fact, from, to, resource, risk, site, countFrom }: When, part: WeighedPart, count: number): boolean {
  const was = (name: string) => part.before[name] ?? 'none';
  const becomes = (name: string) => part.after[name] ?? 'none';
  if (fact !== undefined && was(fact) === becomes(fact)) return false;
  if (fact !== undefined && from && !from.includes(was(fact))) return false;
  if (fact !== undefined && to && !to.includes(becomes(fact))) return false;
  if (resource && !resource.includes(part.resource)) return false;
  if (risk !== undefined && part.risk !== risk) return false;
  if (site && !site.includes(was('site')) && !site.includes(becomes('site'))) return false;
  return countFrom === undefined || count >= countFrom;
}

function isProtected({ protected: { people, numbers } }: Policy, { key, upn, before, after }: WeighedPart): boolean {
  if (people.some((one) => one === key || one.toLowerCase() === upn?.toLowerCase())) return true;
  return [before.number, after.number].some((number) => number !== undefined && numbers.some((range) => isWithin(number, range)));
}

/** E.164 numbers of one length compare as text. */
function isWithin(number: string, { from, to }: { from: string; to: string }): boolean {
  const [base = ''] = number.split(';');
  return base.length === from.length && base >= from && base <= to;
}
