import type { Row, Value } from '../tenant/tenant';
import { CmdletError } from './cmdlet-error';
import { matchesWildcard } from './wildcard';

export type Predicate = (row: Row) => boolean;

/**
 * Reads the Where-Object-like text of `-Filter`: `-eq -ne -like -notlike -gt -ge -lt -le -and -or -not`, brackets; text is compared without case.
 * As in PowerShell -and and -or have the same rank and are read from the left.
 * @param properties what can be filtered by. Throws `CmdletError` for anything else.
 */
export function parseFilter(text: string, properties: readonly string[]): Predicate {
  const tokens = tokenize(text);
  let at = 0;
  const peek = () => tokens[at];
  const take = () => tokens[at++] ?? invalid(text);

  const expression = (): Predicate => {
    let left = term();
    for (let operator = peek()?.word; operator === '-and' || operator === '-or'; operator = peek()?.word) {
      const both = operator === '-and';
      const first = left;
      take();
      const second = term();
      left = both ? (row) => first(row) && second(row) : (row) => first(row) || second(row);
    }
    return left;
  };

  const term = (): Predicate => {
    const { word } = take();
    if (word === '-not') {
      const inner = term();
      return (row) => !inner(row);
    }
    if (word === '(') {
      const inner = expression();
      return take().word === ')' ? inner : invalid(text);
    }
    const property = properties.find((one) => one.toLowerCase() === word);
    if (!property)
      throw new CmdletError(
        'InvalidFilter',
        `The filter "${text}" is not valid: "${word ?? ''}" is not a property that can be filtered by.`,
      );
    return comparison(property, take().word, valueOf(take(), text), text);
  };

  const predicate = expression();
  return at === tokens.length ? predicate : invalid(text);
}

/** The text that a property must come after for the filter to fit, in lower case: of a filter without `-or` and `-not` alone. */
export function lowerBound(text: string, property: string): string | undefined {
  const tokens = tokenize(text);
  if (tokens.some(({ word }) => word === '-or' || word === '-not')) return undefined;
  const at = tokens.findIndex(({ word }, index) => word === property.toLowerCase() && tokens[index + 1]?.word === '-gt');
  return at < 0 ? undefined : tokens[at + 2]?.quoted?.toLowerCase();
}

function comparison(property: string, operator: string | undefined, value: Value, text: string): Predicate {
  const same: Predicate = (row) => folded(row[property]) === folded(value);
  const alike: Predicate = (row) => matchesWildcard(String(row[property] ?? ''), String(value ?? ''));
  switch (operator) {
    case '-eq':
      return same;
    case '-ne':
      return (row) => !same(row);
    case '-like':
      return alike;
    case '-gt':
      return (row) => folded(row[property]) > folded(value);
    case '-ge':
      return (row) => folded(row[property]) >= folded(value);
    case '-lt':
      return (row) => folded(row[property]) < folded(value);
    case '-le':
      return (row) => folded(row[property]) <= folded(value);
    case '-notlike':
      return (row) => !alike(row);
    default:
      return invalid(text);
  }
}

interface Token {
  /** Lower case; undefined for a quoted value. */
  word?: string;
  quoted?: string;
}

function tokenize(text: string): Token[] {
  // The five characters that PowerShell reads as a single quote, and the four it reads as a double one; doubled, a quote stands for itself.
  const pattern = /\s+|([()])|['‘’‚‛]((?:[^'‘’‚‛]|['‘’‚‛]{2})*)['‘’‚‛]|["“”„]((?:[^"“”„]|["“”„]{2})*)["“”„]|([^\s()'‘’‚‛"“”„]+)/y;
  const tokens: Token[] = [];
  while (pattern.lastIndex < text.length) {
    const [whole, bracket, single, double, word] = pattern.exec(text) ?? [];
    if (whole === undefined) return invalid(text);
    if (bracket ?? word) tokens.push({ word: (bracket ?? word)!.toLowerCase() });
    else if (single !== undefined) tokens.push({ quoted: single.replace(/(['‘’‚‛])['‘’‚‛]/g, '$1') });
    else if (double !== undefined) tokens.push({ quoted: double.replace(/(["“”„])["“”„]/g, '$1') });
  }
  return tokens;
}

function valueOf({ word, quoted }: Token, text: string): Value {
  if (quoted !== undefined) return quoted;
  if (word === '$true' || word === 'true') return true;
  if (word === '$false' || word === 'false') return false;
  if (word === '$null') return null;
  return word !== undefined && /^-?\d+$/.test(word) ? Number(word) : invalid(text);
}

function folded(value: Value | undefined): string {
  return String(value ?? '').toLowerCase();
}

function invalid(text: string): never {
  throw new CmdletError('InvalidFilter', `The filter "${text}" is not valid.`);
}
