import type { Part } from '../changes/change';
import { parameterValue } from '../resources/cmdlet-step';
import { goalOf, type Patch } from '../resources/facts';
import type { FactRead, FactReads } from '../resources/fact-read';
import { literal } from '../resources/power-shell';
import type { CmdletStep, Step } from '../resources/resource';
import type { Value } from '../tenant/tenant';

/**
 * What the script knows of a part: how its facts are read, what they were and shall be. Throws when a fact that a step sets or a wait
 * awaits cannot be read: nothing is written unguarded.
 */
export function partDefinition(variable: string, name: string, { plan, before }: Part, reads: FactReads): string[] {
  const steps = plan.map(({ step }) => step);
  const sets = steps.flatMap((step) => (step.kind === 'cmdlet' ? [scalars(step.sets)] : []));
  const goal = Object.fromEntries(sets.flatMap((set) => Object.entries(set)));
  const was = Object.keys(goal).map((fact): [string, Value] => [fact, parameterValue(goalOf(before.facts[fact] ?? null))]);
  const between = Object.entries(goal).flatMap(([fact, last]): [string, Value][] => {
    const others = sets.flatMap((set) => (fact in set && set[fact] !== last ? [set[fact]!] : []));
    return others.length > 0 ? [[fact, others]] : [];
  });
  const facts = new Set(steps.flatMap((step) => Object.keys(step.kind === 'cmdlet' ? step.sets : step.until)));
  return [
    `${variable} = @{`,
    `    Name    = ${literal(name)}`,
    ...readState([...facts], reads).map((line) => `    ${line}`),
    `    Before  = ${literal(Object.fromEntries(was))}`,
    `    Between = ${literal(Object.fromEntries(between))}`,
    `    Goal    = ${literal(goal)}`,
    '}',
  ];
}

/** A step with its guard, or a wait with its limit. */
export function stepCall(variable: string, step: Step): string[] {
  if (step.kind === 'wait')
    return [`Wait-State ${variable} ${literal(scalars(step.until))} ${Math.ceil(step.giveUpAfterMs / 1000)} $Say.GaveUp`];
  return [
    `Invoke-Step ${variable} ${literal(step.cmdlet)} ${literal(scalars(step.sets))} {`,
    `    ${commandLine(step)} -ErrorAction Stop`,
    '}',
  ];
}

/** Each cmdlet is asked once for all the facts that it tells. */
function readState(facts: readonly string[], reads: FactReads): string[] {
  const groups = new Map<string, { fact: string; read: FactRead }[]>();
  for (const fact of facts) {
    const read = reads[fact];
    if (!read) throw new Error(`No cmdlet is known that reads «${fact}».`);
    const command = `${commandLine(read)} -ErrorAction Stop`;
    const call = read.mayBeMissing ? `Get-Existing { ${command} }` : command;
    groups.set(call, [...(groups.get(call) ?? []), { fact, read }]);
  }
  return [
    'Read    = {',
    '    $state = @{}',
    ...[...groups].flatMap(([call, told]) => [
      `    $answer = @(${call})`,
      ...told.map(({ fact, read }) => `    $state[${literal(fact)}] = Get-Fact (${read.value.source})`),
    ]),
    '    $state',
    '}',
  ];
}

/** In the script an inherited policy is `$null`, as the cmdlets have it. */
function scalars(patch: Patch): Record<string, Value> {
  return Object.fromEntries(Object.entries(patch).map(([fact, goal]) => [fact, parameterValue(goal)]));
}

/** The colon makes true and false fit switches too. */
function commandLine({ cmdlet, parameters }: Pick<CmdletStep, 'cmdlet' | 'parameters'>): string {
  const given = Object.entries(parameters).map(([name, value]) =>
    typeof value === 'boolean' ? `-${plain(name)}:${literal(value)}` : `-${plain(name)} ${literal(value)}`,
  );
  return [plain(cmdlet), ...given].join(' ');
}

function plain(name: string): string {
  if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(name)) throw new Error(`«${name}» cannot be a name in PowerShell.`);
  return name;
}
