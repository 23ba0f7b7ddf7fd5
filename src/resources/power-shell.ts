import type { Value } from '../tenant/tenant';

/** PowerShell source that nobody but us wrote: values stand in it as literals. Made by `ps` alone. */
export interface PowerShell {
  readonly source: string;
}

/** Our own PowerShell around values: ps`(Get-Text $answer 'Usage') -eq ${name}`. Each value becomes a literal, whatever is in it. */
export function ps(source: TemplateStringsArray, ...values: Value[]): PowerShell {
  return { source: source.slice(1).reduce((text, piece, index) => `${text}${literal(values[index] ?? null)}${piece}`, source[0] ?? '') };
}

/** A value as PowerShell source that evaluates to exactly this value. Pure ASCII. Throws for a number that is not finite. */
export function literal(value: Value): string {
  if (value === null) return '$null';
  if (typeof value === 'boolean') return value ? '$true' : '$false';
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return `@(${value.map(literal).join(', ')})`;
  const entries = Object.entries(value).map(([name, item]) => `${text(name)} = ${literal(item)}`);
  return entries.length === 0 ? '@{}' : `@{ ${entries.join('; ')} }`;
}

function number(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`${value} is no number that PowerShell could be given.`);
  return value < 0 ? `(${value})` : String(value);
}

/**
 * What is not plain is written as \uXXXX. Windows PowerShell reads a file without a mark in the code page of its machine, where the
 * bytes of a Cyrillic letter hold one of the five quotes that end a text; so no character beyond ASCII may stand in the source. Blanks
 * that a chat would swallow are written out too.
 */
function text(value: string): string {
  if (!unsafe.test(value)) return `'${value.replaceAll("'", "''")}'`;
  const escaped = value.replaceAll('\\', '\\\\').replace(new RegExp(unsafe, 'g'), (character) => {
    return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  });
  return `(Expand-Text '${escaped.replaceAll("'", "''")}')`;
}

/** One UTF-16 unit each: half a character stays half a character. */
const unsafe = /[^ -~]|[`$]|^ | $|(?<= ) /;
