import type { ContractCmdlet, ContractParameter } from '../contract-table';

/**
 * A PowerShell module with every cmdlet of the contract, each asking the simulated tenant over loopback: names, sets,
 * types, aliases and accepted values are PowerShell's own to bind. `runtime` is the text of simulated-runtime.ps1. Throws when a name could be anything but a name.
 */
export function generateModule(cmdlets: readonly ContractCmdlet[], runtime: string): string {
  return [header, runtime, ...cmdlets.map(functionOf), footer].join('\n');
}

const header = '# Generated from contract/cmdlets.json by `npm run generate`. Do not edit.';

const footer = 'Export-ModuleMember -Function *-Cs*, *-Msol*, *-Mg*, *-MicrosoftTeams, Connect-SimulatedTenant\n';

function functionOf(cmdlet: ContractCmdlet): string {
  const defaultSet = cmdlet.parameterSets.find((set) => set.default)?.name ?? cmdlet.parameterSets[0]?.name ?? 'Default';
  const parameters = parametersOf(cmdlet).map((declared) => `        ${declared}`);
  return [
    `function ${plainName(cmdlet.name)} {`,
    `    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = ${quoted(defaultSet)})]`,
    parameters.length > 0 ? `    param(\n${parameters.join(',\n')}\n    )` : '    param()',
    `    Send-SimulatedCall $PSCmdlet ${quoted(cmdlet.name)} $PSBoundParameters`,
    '}',
    '',
  ].join('\n');
}

/** `WhatIf` and `Confirm` come with SupportsShouldProcess. */
const builtIn = new Set(['whatif', 'confirm']);

function parametersOf(cmdlet: ContractCmdlet): string[] {
  const all = cmdlet.parameterSets.flatMap((set) => set.parameters.map((parameter) => ({ set: set.name, parameter })));
  const names = new Set([...all.map(({ parameter }) => parameter.name.toLowerCase()), 'wi', 'cf']);
  const kept = [...new Set(all.map(({ parameter }) => parameter.name))].filter((name) => !builtIn.has(name.toLowerCase()));
  return kept.map((name) => {
    const uses = all.filter(({ parameter }) => parameter.name === name);
    const sets = uses.map(
      ({ set, parameter }) => `[Parameter(ParameterSetName = ${quoted(set)}${parameter.mandatory ? ', Mandatory' : ''})]`,
    );
    // an alias that is another parameter's name, in whatever set, would make the function unusable
    const aliases = [...new Set(uses.flatMap(({ parameter }) => parameter.aliases))].filter((alias) => !names.has(alias.toLowerCase()));
    for (const alias of aliases) names.add(alias.toLowerCase());
    const alias = aliases.length > 0 ? `[Alias(${aliases.map((one) => quoted(plainName(one))).join(', ')})]` : '';
    return `${sets.join('')}${alias}${typeOf(uses.map(({ parameter }) => parameter))} $${plainName(name)}`;
  });
}

/** One type for a parameter over all its sets; a null only reaches an `[object]`: `[string]` would make it empty text. */
function typeOf(uses: ContractParameter[]): string {
  if (uses.some((parameter) => parameter.nullable)) return '[AllowNull()][AllowEmptyString()][object]';
  const types = new Set(uses.map(({ type }) => powerShellType(type)));
  const [only = '[object]'] = types;
  if (types.size > 1) return '[object]';
  const accepted = uses[0]?.acceptedValues;
  return accepted && /string/.test(only) ? `[ValidateSet(${accepted.map(quoted).join(', ')})]${only}` : only;
}

function powerShellType(type: string): string {
  return Object.hasOwn(powerShellTypes, type) ? powerShellTypes[type]! : '[object]';
}

/** The closed list: what is not here is bound as it comes. */
const powerShellTypes: Record<string, string> = {
  String: '[string]',
  UserIdParameter: '[string]',
  OUIdParameter: '[string]',
  XdsIdentity: '[string]',
  XdsGlobalRelativeIdentity: '[string]',
  Fqdn: '[string]',
  PhoneNumber: '[string]',
  UserType: '[string]',
  UserEnabledFilter: '[string]',
  ExchangeArchivingPolicyOptionsEnum: '[string]',
  DomainStatus: '[string]',
  DomainAuthenticationType: '[string]',
  DomainCapabilities: '[string]',
  LogLevel: '[string]',
  DateTime: '[string]',
  Guid: '[guid]',
  Boolean: '[bool]',
  SwitchParameter: '[switch]',
  Int32: '[int]',
  Int64: '[long]',
  Integer: '[int]',
  'String[]': '[string[]]',
  'LicenseOption[]': '[string[]]',
  List: '[string[]]',
  IDictionary: '[System.Collections.IDictionary]',
  Hashtable: '[System.Collections.IDictionary]',
  'IMicrosoftGraphAssignedLicense[]': '[object[]]',
};

function plainName(name: string): string {
  if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(name)) throw new Error(`«${name}» cannot be a name in PowerShell.`);
  return name;
}

/** PowerShell ends a single-quoted text at any of five quote characters. */
function quoted(text: string): string {
  return `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}
