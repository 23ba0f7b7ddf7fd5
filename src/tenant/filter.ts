/**
 * Text for `-Filter`, built so that a value stays a value: `or(eq('LineURI', uri), like('DisplayName', contains(name)))`.
 * Every group stands in brackets, because PowerShell gives -and and -or the same rank.
 */
export function eq(property: string, value: string | boolean): string {
  return `${checked(property)} -eq ${typeof value === 'boolean' ? `$${value}` : quoted(value)}`;
}

/** In the order of the tenant, whatever that is: texts from this one on. */
export function from(property: string, value: string): string {
  return `${checked(property)} -ge ${quoted(value)}`;
}

/** Texts before this one, in the order of the tenant. */
export function before(property: string, value: string): string {
  return `${checked(property)} -lt ${quoted(value)}`;
}

/** @param pattern made by `prefix` or `contains`. */
export function like(property: string, pattern: Pattern): string {
  return `${checked(property)} -like ${quoted(pattern.wildcards)}`;
}

export function and(...terms: string[]): string {
  return joined('-and', terms);
}

export function or(...terms: string[]): string {
  return joined('-or', terms);
}

/** A wildcard pattern in which what a person typed is literal. */
export interface Pattern {
  wildcards: string;
}

export function prefix(text: string): Pattern {
  return { wildcards: `${literal(text)}*` };
}

export function contains(text: string): Pattern {
  return { wildcards: `*${literal(text)}*` };
}

function joined(operator: string, terms: string[]): string {
  const [first, ...others] = terms;
  if (first === undefined) throw new Error('A filter needs at least one term.');
  return others.length === 0 ? first : `(${terms.join(` ${operator} `)})`;
}

function checked(property: string): string {
  if (!/^[A-Za-z]+$/.test(property)) throw new Error(`«${property}» is not a property name.`);
  return property;
}

/** PowerShell ends a single-quoted string at any of these five; doubled, each stands for itself (about_Quoting_Rules; the tokenizer's IsSingleQuote). */
function quoted(value: string): string {
  if (/\p{Cc}|\p{Cs}/u.test(value)) throw new Error('A filter cannot hold control characters or half characters.');
  return `'${value.replace(/['‘’‚‛]/g, '$&$&')}'`;
}

function literal(text: string): string {
  return text.replace(/[*?[\]`]/g, '`$&');
}
