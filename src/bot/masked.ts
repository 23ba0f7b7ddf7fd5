const secretName = /authorization|token|secret|password|cookie|api-?key|^key$/i;
const bearer = /\b(Bearer|Basic)\s+[^\s",;]+/gi;
const jsonWebToken = /\beyJ[\w-]{5,}\.[\w-]+(\.[\w-]*)?/g;
/** «+1 425 555 0100», «tel:14255550100», «(425) 555-0100», but neither GUIDs nor moments. */
const phoneNumber = /(?:\+|tel:\+?)[1-9](?:[\s().-]{0,2}\d){5,16}|\(\d{2,4}\)[\s.-]?\d{3}[\s.-]?\d{3,4}|(?<![\w.-])\d{9,15}(?![\w.-])/g;
const deepest = 8;

/** A copy that may be logged: secrets taken out by name and by shape, phone numbers cut to their last four digits, errors as plain objects. */
export function masked(value: unknown, name = '', depth = 0): unknown {
  if (secretName.test(name) && value !== null && value !== undefined) return '[redacted]';
  if (typeof value === 'string') return maskedText(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value;
  if (value instanceof Date) return value.toISOString();
  if (depth === deepest) return '[deeper]';
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => masked(item, '', depth + 1));
  if (value instanceof Error) return masked(plainError(value), '', depth + 1);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item, key, depth + 1)]));
}

function maskedText(text: string): string {
  return text.replace(bearer, '$1 [redacted]').replace(jsonWebToken, '[redacted]').replace(phoneNumber, lastDigits);
}

function lastDigits(number: string): string {
  const digits = number.replace(/\D/g, '');
  return `…${digits.slice(-4)}`;
}

/** Not every property: those of HTTP clients hold whole requests. */
function plainError(error: Error): Record<string, unknown> {
  const { code, statusCode } = error as Error & { code?: unknown; statusCode?: unknown };
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(code !== undefined && { code }),
    ...(statusCode !== undefined && { statusCode }),
    ...(error.cause !== undefined && { cause: error.cause }),
  };
}
