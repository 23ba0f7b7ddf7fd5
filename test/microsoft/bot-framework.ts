import { createHmac, randomUUID } from 'node:crypto';
import { forge, makeKey, type Claims, type SigningKey } from './keys';
import { serve } from './serve';

/** How a token differs from a good one. */
export interface TokenOptions {
  serviceUrl: string;
  claims?: Claims;
  /** `unendorsed`: published, for no channel. `other-channel`: published, for another channel. `stranger`: published by nobody. */
  key?: 'channel' | 'unendorsed' | 'other-channel' | 'stranger';
  alg?: 'RS256' | 'none' | 'HS256';
  /** The name of a key in the header, whoever signs. */
  kid?: string;
}

/** The Bot Framework's keys, and what it signs for a channel. */
export interface BotFramework {
  url: string;
  openId: string;
  issuer: string;
  asked: string[];
  issued: string[];
  /** What a channel puts into `Authorization` behind `Bearer `. An hour from now unless claims say otherwise. */
  channelToken(options: TokenOptions): string;
  /** New keys, as at a rotation: tokens are signed with the new ones. */
  rotate(): void;
  close(): Promise<void>;
}

let made: Record<'unendorsed' | 'other-channel' | 'stranger', SigningKey> | undefined;

/** Making keys costs more than anything else here: those that are to be refused serve all. */
function others(): NonNullable<typeof made> {
  return (made ??= { unendorsed: makeKey(), 'other-channel': makeKey(), stranger: makeKey() });
}

export async function openBotFramework({ appId, marker }: { appId: string; marker: string }): Promise<BotFramework> {
  const issuer = 'https://api.botframework.com';
  const issued: string[] = [];
  const keys = { ...others(), channel: makeKey() };
  const server = await serve(({ method, path }) => {
    if (method !== 'GET') return { status: 405 };
    if (path === '/v1/.well-known/openidconfiguration')
      return {
        status: 200,
        json: {
          issuer,
          authorization_endpoint: 'https://invalid.botframework.com',
          jwks_uri: `${server.url}/v1/.well-known/keys`,
          id_token_signing_alg_values_supported: ['RS256'],
          token_endpoint_auth_methods_supported: ['private_key_jwt'],
        },
      };
    if (path !== '/v1/.well-known/keys') return { status: 404 };
    return {
      status: 200,
      json: {
        keys: [
          keys.channel.jwk(['msteams', 'webchat', 'directline']),
          keys.unendorsed.jwk(),
          keys['other-channel'].jwk(['slack', 'facebook']),
        ],
      },
    };
  });
  return {
    url: server.url,
    openId: `${server.url}/v1/.well-known/openidconfiguration`,
    issuer,
    asked: server.asked,
    issued,
    channelToken({ serviceUrl, claims = {}, key: name = 'channel', alg = 'RS256', kid }) {
      const key = keys[name];
      const now = Math.floor(Date.now() / 1000);
      const all = { serviceurl: serviceUrl, nbf: now, exp: now + 3600, iss: issuer, aud: appId, jti: randomUUID(), marker, ...claims };
      const header = { kid: kid ?? key.kid };
      const token =
        alg === 'RS256'
          ? key.sign(all, header)
          : forge(all, { alg, ...header }, (text) =>
              alg === 'none' ? '' : createHmac('sha256', key.publicPem).update(text).digest('base64url'),
            );
      issued.push(token);
      return token;
    },
    rotate: () => void (keys.channel = makeKey()),
    close: server.close,
  };
}
