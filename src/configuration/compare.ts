import type { ConfigFile } from '../config-file';
import { canonicalJson } from '../store/canonical-json';
import { sentence, type Sentence } from '../sentence';

/** What a new configuration changes. */
export interface Comparison {
  /** Everything that is different, each in a sentence. */
  differences: Sentence[];
  /** Those of them that could let somebody do more, or do it elsewhere: they need an approver. */
  widens: Sentence[];
  /** The parts that count at the next start. */
  restart: string[];
}

type Part = keyof ConfigFile;

const atStart: readonly Part[] = ['tenant', 'sites', 'directory', 'checks', 'drafts', 'numbers', 'audit', 'retention'];

/** The parts that give nobody anything, whatever they say. What is not named here is taken for one that could. */
const harmless: readonly string[] = ['language', 'directory', 'drafts', 'numbers', 'tenant.name'];

/** Compares what is in force with what is in the file. Pure. */
export function compare(old: ConfigFile, next: ConfigFile): Comparison {
  const changed = parts(next).filter((part) => !same(old[part], next[part]));
  const differences: Sentence[] = [];
  const widens: Sentence[] = [];
  for (const part of changed) {
    for (const entry of entries(part, old[part], next[part])) {
      const told = tell(entry);
      differences.push(told);
      if (isWider(part, entry, old, next)) widens.push(told);
    }
  }
  return { differences, widens, restart: changed.filter((part) => atStart.includes(part)) };
}

/** What a running bot can take of a new file: the rest counts at the next start. */
export function takenAtOnce(running: ConfigFile, next: ConfigFile): ConfigFile {
  return { ...next, ...Object.fromEntries(atStart.map((part) => [part, running[part]])) };
}

interface Entry {
  path: string;
  before: unknown;
  after: unknown;
}

/** The settings of a part one by one; people, roles and groups each as one. */
function entries(part: Part, old: unknown, next: unknown): Entry[] {
  if (!isRecord(old) || !isRecord(next)) return [{ path: part, before: old, after: next }];
  return [...new Set([...Object.keys(old), ...Object.keys(next)])]
    .map((name) => ({ path: `${part}.${name}`, before: valueOf(old, name), after: valueOf(next, name) }))
    .filter(({ before, after }) => !same(before, after));
}

function tell({ path, before, after }: Entry): Sentence {
  const values = { path, before: shown(before), after: shown(after) };
  if (before === undefined) return sentence('configuration.added', values);
  return sentence(after === undefined ? 'configuration.removed' : 'configuration.changed', values);
}

function shown(value: unknown): string {
  return value === undefined ? '' : canonicalJson(value).replaceAll('"', '').replaceAll(',', ', ').replaceAll(':', ': ');
}

function isWider(part: Part, { path, before, after }: Entry, old: ConfigFile, next: ConfigFile): boolean {
  const name = path.slice(part.length + 1);
  switch (part) {
    case 'roles':
      return roleIsWider(old.roles[name], next.roles[name]);
    case 'people':
      return personIsWider(old.people[name], next.people[name]);
    case 'groups':
      // A name for what had none gives nothing; another group behind a name that roles use may.
      return before !== undefined && after !== undefined;
    case 'sites':
      // What belongs to a site follows from its ranges and policies.
      return Object.values(old.roles).some(({ scope }) => scope?.sites !== undefined);
    default:
      return !harmless.includes(part) && !harmless.includes(path);
  }
}

type RoleOfFile = ConfigFile['roles'][string];
type PersonOfFile = ConfigFile['people'][string];

function roleIsWider(was: RoleOfFile | undefined, is: RoleOfFile | undefined): boolean {
  if (!is) return false;
  if (!was) return true;
  return !(
    isWithin(is.may, was.may) &&
    isWithin(is.groups, was.groups) &&
    isWithin(is.people, was.people) &&
    isBoundWithin(is.operations, was.operations) &&
    isBoundWithin(is.scope?.sites, was.scope?.sites) &&
    isBoundWithin(is.scope?.departments, was.scope?.departments) &&
    isRangeWithin(is.scope?.numbers, was.scope?.numbers)
  );
}

function personIsWider(was: PersonOfFile | undefined, is: PersonOfFile | undefined): boolean {
  // Who was held for somebody's second account, or for a guest, is no longer.
  if (!is) return was?.sameAs !== undefined || was?.guest === true;
  if (!was) return is.groups.length > 0;
  const isSameAccount = was.objectId === is.objectId && was.tenantId === is.tenantId;
  const isOneHuman = was.sameAs === undefined || was.sameAs === is.sameAs;
  return !isSameAccount || !isOneHuman || (was.guest && !is.guest) || !isWithin(is.groups, was.groups);
}

function isWithin(some: readonly string[], all: readonly string[]): boolean {
  return some.every((one) => all.includes(one));
}

/** A bound that is not there bounds nothing. */
function isBoundWithin(some: readonly string[] | undefined, all: readonly string[] | undefined): boolean {
  return all === undefined || (some !== undefined && isWithin(some, all));
}

type Ranges = readonly { from: string; to: string }[] | undefined;

function isRangeWithin(some: Ranges, all: Ranges): boolean {
  if (all === undefined) return true;
  return (some ?? [{ from: '', to: '~' }]).every((one) =>
    all.some(({ from, to }) => one.from.length === from.length && one.from >= from && one.to <= to),
  );
}

function parts(file: ConfigFile): Part[] {
  return Object.keys(file).filter((name): name is Part => Object.hasOwn(file, name));
}

function same(a: unknown, b: unknown): boolean {
  return canonicalJson(a ?? null) === canonicalJson(b ?? null);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueOf(record: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
