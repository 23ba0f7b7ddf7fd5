import { createPublicKey, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { sign, type SignOptions } from 'jsonwebtoken';

export type Claims = Record<string, unknown>;

/** A real RSA key that signs tokens, and what is published of it. */
export interface SigningKey {
  kid: string;
  publicPem: string;
  publicKey: KeyObject;
  jwk(endorsements?: readonly string[]): Record<string, unknown>;
  sign(claims: Claims, header?: Record<string, unknown>): string;
}

export function makeKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publicKey = createPublicKey(privateKey);
  const kid = randomUUID();
  return {
    kid,
    publicKey,
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    jwk: (endorsements) => ({
      ...publicKey.export({ format: 'jwk' }),
      kid,
      x5t: kid,
      use: 'sig',
      ...(endorsements && { endorsements }),
    }),
    sign: (claims, header = {}) => {
      const options: SignOptions = { algorithm: 'RS256', header: { alg: 'RS256', typ: 'JWT', kid, ...header } };
      const given = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
      return sign(given, privateKey, options);
    },
  };
}

/** Written by hand, as somebody would who has no key: `alg: none`, or HMAC with what everybody knows as the secret. */
export function forge(claims: Claims, header: { alg: 'none' | 'HS256'; kid: string }, mac: (text: string) => string): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ typ: 'JWT', ...header })}.${part(claims)}`;
  return `${text}.${mac(text)}`;
}

/**
 * What a token with this claim looks like in a file or a log: the claim as it is and, because tokens are base64, in each of the three ways in which
 * it can fall on base64's groups. One of them is in the text of every token that carries it.
 */
export function marksOf(marker: string): string[] {
  const shifted = [0, 1, 2].map((before) => {
    const text = Buffer.from(' '.repeat(before) + marker).toString('base64url');
    // The first and the last group also hold what stands beside the marker.
    return text.slice(before === 0 ? 0 : 4, -4);
  });
  return [marker, ...shifted];
}
