import { z } from 'zod';
import { contractCmdlet, contractCmdlets, contractParameter } from '../contract-table';
import type { UsedCall } from './used-calls';

const parameterSchema = z.object({
  Name: z.string(),
  /** The name of the .NET type, without its namespace. */
  Type: z.string(),
  Aliases: z.array(z.string()),
  Sets: z.array(z.object({ Name: z.string(), Mandatory: z.boolean() })),
});

const moduleRow = z.object({ Name: z.string(), Version: z.string() });
const cmdletRow = z.object({ Cmdlet: z.string(), Parameters: z.array(parameterSchema) });

type Parameter = z.infer<typeof parameterSchema>;

/** A module as the bridge found it. */
export interface InstalledModule {
  name: string;
  version: string;
  cmdlets: ReadonlyMap<string, readonly Parameter[]>;
}

/** Reads what the bridge says of the module it has imported. Throws `ZodError`. */
export function installedModule(rows: readonly unknown[]): InstalledModule {
  const [first, ...others] = rows;
  const { Name: name, Version: version } = moduleRow.parse(first);
  const cmdlets = others.map((row) => cmdletRow.parse(row)).map((row) => [row.Cmdlet, row.Parameters] as const);
  return { name, version, cmdlets: new Map(cmdlets) };
}

/** What of the installed module is not as the contract has it. */
export interface Differences {
  /** Calls that we make would fail or mean something else. */
  matter: string[];
  /** Nothing that we do depends on it. */
  harmless: string[];
}

export function compareModule(installed: InstalledModule, used: readonly UsedCall[]): Differences {
  const matter = used.flatMap((call) => unable(installed, call));
  return { matter: [...new Set(matter)], harmless: harmlessly(installed, used) };
}

/** Why a call of ours would not bind as it is meant; nothing when it does. */
function unable({ cmdlets }: InstalledModule, { cmdlet, parameters }: UsedCall): string[] {
  const there = cmdlets.get(cmdlet);
  if (!there) return [`${cmdlet}: is not there`];
  const found = parameters.map((name) => ({ name, parameter: named(there, name) }));
  const missing = found.filter(({ parameter }) => !parameter);
  if (missing.length > 0) return missing.map(({ name }) => `${cmdlet} -${name}: is not there`);
  const other = found.flatMap(({ name, parameter }) => {
    const meant = kindOf(typeInContract(cmdlet, name));
    const is = kindOf(parameter!.Type);
    return meant === 'other' || is === 'other' || meant === is ? [] : [`${cmdlet} -${name}: takes ${parameter!.Type}, not ${meant}`];
  });
  if (other.length > 0) return other;
  const lacking = setsOf(there).flatMap((set) => {
    const fits = found.every(({ parameter }) => isIn(parameter!, set));
    return fits ? [there.filter((one) => isMandatory(one, set) && !found.some(({ parameter }) => parameter === one))] : [];
  });
  const shortest = lacking.sort((one, two) => one.length - two.length)[0];
  if (!shortest) return [`${cmdlet}: ${parameters.map((name) => `-${name}`).join(' ')} do not go together`];
  return shortest.map(({ Name }) => `${cmdlet} -${Name}: has to be given`);
}

/** What the contract has and the module has not, and the other way round, where we do not use it. */
function harmlessly({ cmdlets }: InstalledModule, used: readonly UsedCall[]): string[] {
  return contractCmdlets.flatMap(({ name, parameterSets }) => {
    const there = cmdlets.get(name);
    if (!there) return [];
    const uses = new Set(used.flatMap(({ cmdlet, parameters }) => (cmdlet === name ? parameters : [])));
    const known = [...new Set(parameterSets.flatMap(({ parameters }) => parameters.map((one) => one.name)))];
    const gone = known.filter((one) => !named(there, one) && !uses.has(one)).map((one) => `${name} -${one}: is not there`);
    const cmdlet = contractCmdlet(name)!;
    const fresh = there.filter((one) => !common.has(one.Name.toLowerCase()) && !contractParameter(cmdlet, one.Name));
    return [...gone, ...fresh.map((one) => `${name} -${one.Name}: is not in the contract`)];
  });
}

function named(parameters: readonly Parameter[], name: string): Parameter | undefined {
  const wanted = name.toLowerCase();
  return parameters.find(({ Name, Aliases }) => [Name, ...Aliases].some((one) => one.toLowerCase() === wanted));
}

const everySet = '__AllParameterSets';

function setsOf(parameters: readonly Parameter[]): string[] {
  const names = parameters.flatMap(({ Sets }) => Sets.map(({ Name }) => Name)).filter((name) => name !== everySet);
  return names.length > 0 ? [...new Set(names)] : [everySet];
}

function isIn({ Sets }: Parameter, set: string): boolean {
  return Sets.some(({ Name }) => Name === set || Name === everySet);
}

function isMandatory({ Sets }: Parameter, set: string): boolean {
  return Sets.some(({ Name, Mandatory }) => Mandatory && (Name === set || Name === everySet));
}

function typeInContract(cmdlet: string, name: string): string {
  const known = contractCmdlet(cmdlet);
  return (known && contractParameter(known, name)?.type) ?? 'Object';
}

/** What a value of a type is to whoever sends it: PowerShell turns one into another within a kind, and silently between some. */
function kindOf(type: string): 'text' | 'truth' | 'a number' | 'other' {
  const bare = type.replace(/^Nullable`1|^System\./, '');
  if (/^(string|.*Identity|.*IdParameter|fqdn|phonenumber|usertype|userenabledfilter)$/i.test(bare)) return 'text';
  if (/^(boolean|bool|switchparameter)$/i.test(bare)) return 'truth';
  return /^(u?int(16|32|64)|integer|long)$/i.test(bare) ? 'a number' : 'other';
}

const common = new Set(
  [
    ...['Verbose', 'Debug', 'ErrorAction', 'WarningAction', 'InformationAction', 'ProgressAction', 'ErrorVariable', 'WarningVariable'],
    ...['InformationVariable', 'OutVariable', 'OutBuffer', 'PipelineVariable', 'WhatIf', 'Confirm', 'Break', 'HttpPipelineAppend'],
    ...['HttpPipelinePrepend', 'Proxy', 'ProxyCredential', 'ProxyUseDefaultCredentials', 'MsftInternalProcessingMode', 'AsJob', 'NoWait'],
  ].map((name) => name.toLowerCase()),
);
