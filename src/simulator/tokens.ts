import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import type { ErrorRecord } from '../tenant/tenant';
import type { TokenRule } from './control';

export interface CallTokens {
  graph: string;
  /** Graph itself sees no other token than its own. */
  teams?: string | undefined;
}

/** Whom the tokens of a call name, or with what words the service refuses them. */
export type Bearer = { caller: string; tokenId: string | null } | { refused: ErrorRecord };

const claims = z.object({
  tid: z.string(),
  oid: z.string(),
  aud: z.string(),
  exp: z.number(),
  nbf: z.number().default(0),
  uti: z.string().optional(),
});
const header = z.object({ alg: z.literal('RS256') });

/** Checks the tokens of one call as the service does. @param now in milliseconds */
export function bearerOf(rule: TokenRule, tokens: CallTokens | undefined, cmdlet: string, now: number): Bearer {
  const needed: (keyof CallTokens)[] = cmdlet.includes('-Mg') ? ['graph'] : ['graph', 'teams'];
  if (!tokens) return refused(cmdlet, 'NotConnected', 'Run either Connect-MicrosoftTeams or new-csonlinesession before running cmdlets.');
  const seen = needed.map((name) => ({ wanted: rule[name], claims: read(rule, tokens[name] ?? '') }));
  const all = seen.flatMap(({ claims: one }) => one ?? []);
  const [first] = all;
  if (!first || all.length < needed.length) return refused(cmdlet, 'Unauthorized', 'CompactToken parsing failed with error code: 80049217');
  if (seen.some(({ wanted, claims: one }) => one?.aud !== wanted))
    return refused(cmdlet, 'Unauthorized', 'Object reference not set to an instance of an object.');
  if (all.some(({ tid }) => tid !== rule.tenantId)) return refused(cmdlet, 'Forbidden.Tenant', 'The token is of another tenant.');
  if (all.some(({ oid }) => oid !== first.oid)) return refused(cmdlet, 'Forbidden.Mixed', 'The tokens are of two people.');
  if (all.some(({ exp }) => now / 1_000 >= exp))
    return refused(cmdlet, 'Authentication_ExpiredToken', 'Access token has expired or is not yet valid.');
  return { caller: first.oid, tokenId: all.at(-1)?.uti ?? null };
}

function read(rule: TokenRule, token: string): z.infer<typeof claims> | null {
  const [head = '', body = '', signature = ''] = token.split('.');
  try {
    header.parse(parsed(head));
    const signed = verify(
      'RSA-SHA256',
      Buffer.from(`${head}.${body}`),
      createPublicKey(rule.publicKey),
      Buffer.from(signature, 'base64url'),
    );
    return signed ? claims.parse(parsed(body)) : null;
  } catch {
    return null;
  }
}

function parsed(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
}

function refused(cmdlet: string, id: string, message: string): Bearer {
  return { refused: { id: `${id},${cmdlet}`, message, category: 'AuthenticationError' } };
}
