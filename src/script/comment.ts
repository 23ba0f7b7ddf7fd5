import { visible } from '../cards/safe-text';

/**
 * Lines as a comment that nothing in them can end, hide or reorder. Always <# #>: behind a single # PowerShell looks for directives and
 * for anything that resembles the beginning of a signature, and a program that reads the file in the wrong code page may take the end
 * of the line for half of the character before it.
 */
export function comment(...lines: readonly string[]): string[] {
  const [only = '', ...others] = lines.map((line) => visible(line).replaceAll('#>', '# >'));
  return others.length === 0 ? [`<# ${only} #>`] : ['<#', ...[only, ...others].map((line) => (line === '' ? '' : `  ${line}`)), '#>'];
}
