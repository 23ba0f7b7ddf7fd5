import { z } from 'zod';
import { SignInNeededError, type UserToken } from '../auth/credentials';
import { accountKey, type Identity } from '../auth/person';
import { claimsIn } from '../auth/token-claims';
import type { Clock } from '../clock';
import type { Database } from '../store/database';
import { findReachable } from '../store/reachable';
import type { ChannelUser, TokenService } from './token-service';

const claims = z.object({
  oid: z.string(),
  tid: z.string(),
  exp: z.number(),
  iat: z.number(),
  /** An optional claim that the app registration asks for: when they typed or confirmed something, whatever was renewed since. */
  auth_time: z.coerce.number().optional(),
});

/**
 * What a token says, if it is this person's and still good: it came over TLS from the token service, so that its signature is Entra's to check, when it is
 * traded for others. Throws `SignInNeededError` when it is somebody else's.
 */
export function readUserToken(token: string, { tenantId, objectId }: Pick<Identity, 'tenantId' | 'objectId'>, now: Date): UserToken | null {
  const { oid, tid, exp, iat, auth_time } = claimsIn(token, claims);
  if (oid.toLowerCase() !== objectId.toLowerCase() || tid.toLowerCase() !== tenantId.toLowerCase())
    throw new SignInNeededError('other-account');
  const expiresAt = new Date(exp * 1_000);
  return expiresAt > now ? { token, signedInAt: new Date((auth_time ?? iat) * 1_000), expiresAt } : null;
}

const reference = z.object({ channelId: z.string(), user: z.object({ id: z.string() }) });

/** Everybody's sign-in, asked for anew each time: nothing is kept. */
export interface SignedIn {
  /** Throws `SignInNeededError` when the account is another. */
  of(person: Identity): Promise<UserToken | null>;
  /** As whom the token service knows somebody: as where they speak with us alone; null where they never did. */
  userOf(person: Identity): Promise<ChannelUser | null>;
}

export function createUserTokens({
  database,
  clock,
  service,
}: {
  database: Database;
  clock: Clock;
  service: Pick<TokenService, 'tokenOf'>;
}): SignedIn {
  const userOf: SignedIn['userOf'] = async (person) => {
    const place = await findReachable(database.db, accountKey(person));
    if (!place) return null;
    const { channelId, user } = reference.parse(JSON.parse(place.reference));
    return { userId: user.id, channelId };
  };
  return {
    userOf,
    async of(person) {
      const user = await userOf(person);
      const token = user && (await service.tokenOf(user));
      return token ? readUserToken(token, person, clock.now()) : null;
    },
  };
}
