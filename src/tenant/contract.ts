import type { ContractCmdlet } from './contract-table';
import { contractCmdlet, contractCmdlets, contractParameter } from './contract-table';
import { mismatch, unsendable } from './contract-values';
import type { Call, ErrorRecord, Row, Value } from './tenant';

/**
 * Whether a call may be sent: known cmdlet of that platform, parameters that bind to one parameter set, values of the
 * contract's types, exactly one target for a write. The ids are PowerShell's own where it would refuse the same.
 * A refusal proves that nothing ran (`not-run`).
 */
export function checkCall(call: Call, platform: string): ErrorRecord | null {
  const cmdlet = contractCmdlet(call.cmdlet);
  if (!cmdlet || cmdlet.name !== call.cmdlet || !cmdlet.platform.includes(platform)) return notRecognised(call.cmdlet);
  return checkNames(call, cmdlet) ?? checkValues(call, cmdlet) ?? checkSet(call, cmdlet) ?? checkTarget(call, cmdlet);
}

/** Whether a cmdlet changes anything in the tenant. */
export function isWrite(cmdlet: string): boolean {
  return !/^(Get|Test|Connect|Disconnect)-/i.test(cmdlet) && cmdlet !== 'New-CsOnlineSession';
}

/** Whether a parameter takes its value after a colon alone: what follows a switch and a space is another argument. */
export function isSwitch(cmdlet: string, name: string): boolean {
  const known = contractCmdlet(cmdlet);
  return known !== undefined && contractParameter(known, name)?.type === 'SwitchParameter';
}

/** The roles of which any one lets somebody run a cmdlet; none is needed when there are none. */
export function rolesFor(cmdlet: string): readonly string[] {
  return contractCmdlet(cmdlet)?.roles.anyOf ?? [];
}

export const everyRole: readonly string[] = [...new Set(contractCmdlets.flatMap(({ roles }) => roles.anyOf))];

/** The parameters of a call under the names of the contract, whatever alias or case they came in. Only for a call that `checkCall` let through. */
export function canonicalParameters(call: Call): Record<string, Value> {
  const cmdlet = contractCmdlet(call.cmdlet);
  return Object.fromEntries(
    Object.entries(call.parameters).map(([name, value]) => [(cmdlet && contractParameter(cmdlet, name)?.name) ?? name, value]),
  );
}

/** An answer's row with the contract's fields of that cmdlet alone. */
export function project(cmdlet: string, row: Row): Row {
  const fields = contractCmdlet(cmdlet)?.outputs ?? [];
  return Object.fromEntries(fields.flatMap(({ name }) => (Object.hasOwn(row, name) ? [[name, row[name]!]] : [])));
}

/** PowerShell's words for a command that is not there. */
export function notRecognised(cmdlet: string): ErrorRecord {
  return refusal(
    'CommandNotFoundException',
    `The term '${cmdlet}' is not recognized as a name of a cmdlet, function, script file, or executable program.`,
    cmdlet,
  );
}

function checkNames(call: Call, cmdlet: ContractCmdlet): ErrorRecord | null {
  const seen = new Set<string>();
  for (const name of Object.keys(call.parameters)) {
    const parameter = contractParameter(cmdlet, name);
    if (!parameter)
      return bindingError('NamedParameterNotFound', cmdlet, `A parameter cannot be found that matches parameter name '${name}'.`, name);
    if (seen.has(parameter.name)) {
      return bindingError(
        'ParameterAlreadyBound',
        cmdlet,
        `Cannot bind parameter because parameter '${parameter.name}' is specified more than once.`,
        name,
      );
    }
    seen.add(parameter.name);
  }
  return null;
}

function checkValues(call: Call, cmdlet: ContractCmdlet): ErrorRecord | null {
  for (const [name, value] of Object.entries(call.parameters)) {
    const hostile = unsendable(value);
    if (hostile) return bindingError('ParameterArgumentValidationError', cmdlet, `The value of parameter '${name}' ${hostile}.`, name);
    const parameter = contractParameter(cmdlet, name)!;
    const wrong = mismatch(value, parameter);
    if (wrong) return bindingError('ParameterArgumentTransformationError', cmdlet, `The value of parameter '${name}' ${wrong}.`, name);
  }
  return null;
}

function checkSet(call: Call, cmdlet: ContractCmdlet): ErrorRecord | null {
  const given = Object.keys(canonicalParameters(call));
  const fitting = cmdlet.parameterSets.filter(({ parameters }) => given.every((name) => parameters.some((one) => one.name === name)));
  if (fitting.length === 0)
    return bindingError('AmbiguousParameterSet', cmdlet, 'Parameter set cannot be resolved using the specified named parameters.');
  // Where several sets fit, PowerShell takes the default one, and asks for what it lacks.
  const byDefault = fitting.filter((set) => set.default);
  const candidates = byDefault.length > 0 ? byDefault : fitting;
  const missing = candidates.map(({ parameters }) => parameters.filter((one) => one.mandatory && !given.includes(one.name)));
  if (missing.some((names) => names.length === 0)) return null;
  const names = missing[0]!.map(({ name }) => name).join(' ');
  return bindingError(
    'MissingMandatoryParameter',
    cmdlet,
    `Cannot process command because of one or more missing mandatory parameters: ${names}.`,
    names,
  );
}

const targetNames = ['Identity', 'ObjectId', 'UserPrincipalName', 'UserId'];
const otherTargetNames = ['TelephoneNumber', 'Fqdn', 'Name'];

/** Exactly one target, an id or a name: a pattern, a whole group or the whole tenant is never written to. */
function checkTarget(call: Call, cmdlet: ContractCmdlet): ErrorRecord | null {
  if (!isWrite(cmdlet.name)) return null;
  const parameters = canonicalParameters(call);
  const refuse = (message: string) => bindingError('ParameterArgumentValidationError', cmdlet, message, 'Identity');
  if (parameters.Global !== undefined || parameters.Group !== undefined)
    return refuse('A write to the whole tenant or to a group is never sent.');
  if (parameters.Confirm === true) return refuse('-Confirm would wait for somebody at the keyboard.');
  if (cmdlet.tenantWide) return null;
  const named = (names: string[]) => names.flatMap((name) => parameters[name] ?? []);
  const targets = named(targetNames).length > 0 ? named(targetNames) : named(otherTargetNames);
  const [target] = targets;
  if (targets.length !== 1 || typeof target !== 'string') return refuse('A write needs exactly one identity.');
  if (target.trim() === '' || /[*?[\]`$<>|]|@\{/.test(target)) return refuse(`'${target}' is not one identity.`);
  return /^(tag:)?global$/i.test(target.trim()) ? refuse('A write to Global is never sent.') : null;
}

function bindingError(id: string, cmdlet: ContractCmdlet, message: string, target?: string): ErrorRecord {
  return refusal(`${id},${cmdlet.name}`, message, target);
}

function refusal(id: string, message: string, target?: string): ErrorRecord {
  return target === undefined ? { id, message, category: 'InvalidArgument' } : { id, message, category: 'InvalidArgument', target };
}
