import type { Activity } from 'botbuilder';
import type { UserTokenClient } from 'botframework-connector';

/** Whom the token service knows somebody as: the channel's id of them, never ours. */
export interface ChannelUser {
  userId: string;
  channelId: string;
}

/** Where somebody signs in, and what Teams needs to do it without a click. */
export interface SignInWays {
  link: string;
  exchange: object | undefined;
  post: object | undefined;
}

/** The Bot Framework token service, which keeps everybody's sign-in: nothing of it is kept here. Each throws when it cannot be reached. */
export interface TokenService {
  /** Null: they have to sign in. */
  tokenOf(user: ChannelUser): Promise<string | null>;
  /** Trades what Teams knows of them for a token. Null: it is not enough, they have to consent or sign in. */
  exchange(user: ChannelUser, token: string): Promise<string | null>;
  /** The code that somebody was shown at the end of their sign-in. Null: it is none, or was used. */
  redeem(user: ChannelUser, code: string): Promise<string | null>;
  forget(user: ChannelUser): Promise<void>;
  /** @param activity of the conversation in which it ends */
  ways(activity: Activity): Promise<SignInWays>;
}

/** @param connection the name of the OAuth connection of the bot resource */
export function createTokenService({ client, connection }: { client: () => Promise<UserTokenClient>; connection: string }): TokenService {
  const tokenOf = async ({ userId, channelId }: ChannelUser, code: string): Promise<string | null> => {
    const service = await client();
    return tokenIn(() => service.getUserToken(userId, connection, channelId, code));
  };
  return {
    tokenOf: (user) => tokenOf(user, ''),
    redeem: tokenOf,
    async exchange({ userId, channelId }, token) {
      const service = await client();
      return tokenIn(() => service.exchangeToken(userId, connection, channelId, { token }));
    },
    async forget({ userId, channelId }) {
      await (await client()).signOutUser(userId, connection, channelId);
    },
    async ways(activity) {
      const { signInLink, tokenExchangeResource, tokenPostResource } = await (await client()).getSignInResource(connection, activity, '');
      if (!signInLink) throw new Error('The token service named no link to sign in.');
      return { link: signInLink, exchange: tokenExchangeResource, post: tokenPostResource };
    },
  };
}

/** A 4xx is its «no»; the error says nothing that a person could use, and may hold what was sent. */
async function tokenIn(ask: () => Promise<{ token?: string } | undefined>): Promise<string | null> {
  try {
    return (await ask())?.token || null;
  } catch (error) {
    const status = typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 0;
    if (status === 400 || status === 404) return null;
    // No cause: the SDK's error holds the request.
    throw new Error(`The token service does not answer${status > 0 ? ` (${status})` : ''}.`);
  }
}
