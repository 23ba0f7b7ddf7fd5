import type { ServiceClientCredentialsFactory } from 'botframework-connector';
import type { AppToken } from '../auth/app-token';
import type { Clock } from '../clock';
import type { TeamsApp } from '../config-teams';
import { adapterOf, isLoopback, RefusedError, type Adapter, type Refusal } from './adapter';
import { ChannelTokenError, checkChannelToken } from './channel-token';
import { createSendLimits } from './send-limits';
import { createSigningKeys, KeysUnreachableError } from './signing-keys';

/** The adapter of production: it listens to signed requests of the configured channels alone, and answers where the configuration lets it. */
export function createTeamsAdapter({
  app,
  appToken,
  clock,
  timeoutMs = 10_000,
}: {
  app: Pick<TeamsApp, 'appId' | 'channels' | 'endpoints'>;
  /** With which the bot proves itself to channels and to the token service. */
  appToken: AppToken;
  clock: Clock;
  timeoutMs?: number;
}): Adapter {
  const { appId, channels, endpoints } = app;
  const keyOf = createSigningKeys({ metadataUrl: endpoints.botOpenId, clock, timeoutMs });
  const bot = {
    appId,
    // In each cloud the Bot Framework is one name: as issuer towards bots, and as audience of theirs.
    audience: endpoints.botIssuer,
    tokenService: endpoints.tokenService,
    credentials: credentialsOf(appId, () => appToken(`${endpoints.botIssuer}/.default`)),
  };

  const refusal: Adapter['refusal'] = async (activity, authorization) => {
    try {
      await checkChannelToken(authorization, activity, { appId, issuer: endpoints.botIssuer, keyOf, clock });
    } catch (error) {
      if (error instanceof ChannelTokenError)
        return { status: 401, message: 'This request is not from the Bot Framework.', reason: error.message };
      if (error instanceof KeysUnreachableError) return { status: 503, message: 'Try again in a moment.', reason: error.message };
      throw error;
    }
    if (!channels.includes(activity.channelId)) return forbidden('This channel is not listened to.', 'channel');
    return isTrusted(activity.serviceUrl, endpoints.connectors) ? null : foreignAddress;
  };

  return adapterOf({
    bot,
    refusal,
    addressOf(serviceUrl) {
      // What is stored may be older than the configuration, or not ours: the bot's token goes nowhere else.
      if (!isTrusted(serviceUrl, endpoints.connectors)) throw new RefusedError(foreignAddress);
      return serviceUrl;
    },
    timeoutMs,
    limits: createSendLimits(),
  });
}

function forbidden(message: string, reason: string): Refusal {
  return { status: 403, message, reason };
}

const foreignAddress = forbidden('Answers do not go to this serviceUrl.', 'foreign serviceUrl');

/** Over TLS to a host of the list, or to this machine where the list names it. */
export function isTrusted(serviceUrl: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(serviceUrl)) return false;
  const { protocol, host, hostname, username, password } = new URL(serviceUrl);
  if (username !== '' || password !== '') return false;
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname))) return false;
  return hosts.some((one) => (one.startsWith('*.') ? host.endsWith(one.slice(1).toLowerCase()) : one.toLowerCase() === host));
}

/**
 * The bot's own token on each request. The SDK's factories would bring a second msal of an older line, whose authorities are fixed and which reads
 * certificates with an `openssl` of the machine.
 */
function credentialsOf(appId: string, token: () => ReturnType<AppToken>): ServiceClientCredentialsFactory {
  const credentials: Awaited<ReturnType<ServiceClientCredentialsFactory['createCredentials']>> = {
    async signRequest(request) {
      request.headers.set('Authorization', `Bearer ${(await token()).token}`);
      return request;
    },
  };
  return {
    isValidAppId: (id) => Promise.resolve(id === appId),
    isAuthenticationDisabled: () => Promise.resolve(false),
    createCredentials: () => Promise.resolve(credentials),
  };
}
