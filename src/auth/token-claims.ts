import type { z } from 'zod';

/**
 * What a token says of itself, read and not checked: who checks its signature is for the caller to know. Throws an `Error` without a word of the
 * token for what is no such token.
 */
export function claimsIn<Claims extends z.ZodType>(token: string, claims: Claims): z.output<Claims> {
  try {
    return claims.parse(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')));
  } catch {
    // Whatever the parser says could hold pieces of the token.
    throw new Error('What came as a token cannot be read as one.');
  }
}
