import { randomInt, randomUUID } from 'node:crypto';
import type { Entra } from './entra';
import type { TeamsPerson } from './person';
import { bearerOf, serve, type Answered, type Asked } from './serve';

/** The Bot Framework token service: keeps who signed in, and gives their token to the bot alone. */
export interface TokenService {
  url: string;
  asked: string[];
  /** As if they had signed in in the browser. */
  signIn(person: TeamsPerson, options?: { token?: string }): void;
  signOut(person: TeamsPerson): void;
  signedIn(person: TeamsPerson): boolean;
  /** They sign in in the browser, which shows this code: the sign-in counts once the bot hands it in. */
  beginSignIn(person: TeamsPerson): string;
  /** Whether an exchange of their Teams token is refused until they agree in the browser. */
  wantsConsent(person: TeamsPerson, wanted: boolean): void;
  /** Every next call fails with this, or works again with null. */
  fail(answer: { status: number; headers?: Record<string, string> } | null): void;
  close(): Promise<void>;
}

const never: Answered = { status: 404, json: {} };

export async function openTokenService({
  entra,
  appId,
  connection,
}: {
  entra: Entra;
  appId: string;
  connection: string;
}): Promise<TokenService> {
  const held = new Map<string, string>();
  const begun = new Map<string, { code: string; token: string }>();
  const reluctant = new Set<string>();
  let failing: Answered | null = null;

  const answerOf = (userId: string, channelId: string | null): Answered => {
    const token = held.get(userId);
    if (token === undefined) return never;
    try {
      const { exp = 0 } = entra.verify(token, [appId, `api://botid-${appId}`]);
      return { status: 200, json: { channelId, connectionName: connection, token, expiration: new Date(exp * 1000).toISOString() } };
    } catch {
      // The service keeps no token that is over; its refresh token is not played here.
      return never;
    }
  };

  function exchange(userId: string, channelId: string | null, body: string): Answered {
    const { token = '' } = JSON.parse(body) as { token?: string };
    const failed = (message: string): Answered => ({ status: 400, json: { error: { code: 'BadRequest', message } } });
    if (reluctant.has(userId)) return failed('invalid_grant: AADSTS65001: The user or administrator has not consented.');
    try {
      entra.verify(token, [appId, `api://botid-${appId}`]);
    } catch {
      return failed('invalid_grant: AADSTS500131: The assertion is not valid.');
    }
    held.set(userId, token);
    return answerOf(userId, channelId);
  }

  function userToken(asked: Asked, verb: string): Answered {
    const userId = asked.query.get('userId') ?? '';
    const channelId = asked.query.get('channelId');
    const named = asked.query.get('connectionName');
    if (named !== null && named !== connection)
      return { status: 404, json: { error: { code: 'NotFound', message: `No connection ${named}.` } } };
    switch (verb) {
      case 'GET GetToken': {
        const waiting = begun.get(userId);
        if (waiting && asked.query.get('code') === waiting.code) {
          begun.delete(userId);
          held.set(userId, waiting.token);
        }
        return answerOf(userId, channelId);
      }
      case 'POST exchange':
        return exchange(userId, channelId, asked.body);
      case 'DELETE SignOut':
        held.delete(userId);
        return { status: 200, json: {} };
      case 'GET GetTokenStatus':
        return {
          status: 200,
          json: [
            { channelId, connectionName: connection, hasToken: held.has(userId), serviceProviderDisplayName: 'Azure Active Directory v2' },
          ],
        };
      case 'POST GetAadTokens': {
        const { resourceUrls = [] } = JSON.parse(asked.body) as { resourceUrls?: string[] };
        const { status, json } = answerOf(userId, channelId);
        return status === 200 ? { status, json: Object.fromEntries(resourceUrls.map((url) => [url, json])) } : { status, json };
      }
      default:
        return { status: 404 };
    }
  }

  const server = await serve((asked) => {
    try {
      entra.verify(bearerOf(asked), ['https://api.botframework.com']);
    } catch {
      return { status: 401 };
    }
    if (failing) return failing;
    const [, api, area, verb] = asked.path.split('/');
    if (api === 'api' && area?.toLowerCase() === 'usertoken') return userToken(asked, `${asked.method} ${verb}`);
    const resource = { id: randomUUID(), uri: `api://botid-${appId}`, providerId: randomUUID() };
    const signInLink = `${server.url}/api/oauth/signin?signin=${randomUUID()}`;
    if (asked.path === '/api/botsignin/GetSignInResource') return { status: 200, json: { signInLink, tokenExchangeResource: resource } };
    if (asked.path === '/api/botsignin/GetSignInUrl') return { status: 200, json: signInLink };
    return { status: 404 };
  });

  return {
    url: server.url,
    asked: server.asked,
    signIn: (person, { token = person.ssoToken() } = {}) => void held.set(person.id, token),
    signOut: (person) => void held.delete(person.id),
    signedIn: (person) => held.has(person.id),
    beginSignIn(person) {
      const code = String(randomInt(100_000, 1_000_000));
      begun.set(person.id, { code, token: person.ssoToken() });
      return code;
    },
    wantsConsent: (person, wanted) => void (wanted ? reluctant.add(person.id) : reluctant.delete(person.id)),
    fail: (answer) => void (failing = answer),
    close: server.close,
  };
}
