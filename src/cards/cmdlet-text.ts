import type { CmdletStep } from '../resources/resource';
import { isSwitch } from '../tenant/contract';
import type { Value } from '../tenant/tenant';

/** A cmdlet as an admin would type it. Every value is a literal: nothing in it can be expanded or run. */
export function cmdletText({ cmdlet, parameters }: Pick<CmdletStep, 'cmdlet' | 'parameters'>): string {
  const given = Object.entries(parameters).map(([name, value]) => `-${name}${isSwitch(cmdlet, name) ? ':' : ' '}${literal(value)}`);
  return [cmdlet, ...given].join(' ');
}

function literal(value: Value): string {
  if (value === null) return '$null';
  if (typeof value === 'boolean') return value ? '$true' : '$false';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `@(${value.map(literal).join(', ')})`;
  return `@{ ${Object.entries(value)
    .map(([name, item]) => `${quoted(name)} = ${literal(item)}`)
    .join('; ')} }`;
}

/** PowerShell ends a single-quoted string at any of five quotes, and reads each doubled one as itself. */
function quoted(text: string): string {
  return `'${text.replace(/['\u2018-\u201B]/g, '$&$&')}'`;
}
