import type { Activity } from 'botbuilder';
import { decode, verify, type JwtPayload } from 'jsonwebtoken';
import type { Clock } from '../clock';
import type { ChannelKey } from './signing-keys';

/** Why a request does not come from a channel of ours: for the log. Nothing of the token is in it. */
export class ChannelTokenError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'ChannelTokenError';
  }
}

/** What the SDK allows for clocks that differ. */
const skewSeconds = 300;
/** Ids of activities are remembered for longer (retention.ts), so that nothing can be sent again for as long as its token lives. */
const longestLifeSeconds = 24 * 3600;

/**
 * Checks what a channel puts into `Authorization`: signed by a key that the Bot Framework publishes for this very channel, issued by it for this bot,
 * valid now, and for the address that answers go to. Stricter than the SDK, which takes keys that are endorsed for nothing, tokens of the emulator and
 * of other bots, and tokens without an end. «Authentication with the Bot Connector API» lists the checks. Throws `ChannelTokenError`, or what `keyOf` throws.
 */
export async function checkChannelToken(
  authorization: string,
  { channelId, serviceUrl }: Pick<Activity, 'channelId' | 'serviceUrl'>,
  { appId, issuer, keyOf, clock }: { appId: string; issuer: string; keyOf: (kid: string) => Promise<ChannelKey | undefined>; clock: Clock },
): Promise<JwtPayload> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]*)$/.exec(authorization)?.[1];
  if (token === undefined) throw new ChannelTokenError('there is no token');
  const kid = kidOf(token);
  const known = kid === undefined ? undefined : await keyOf(kid);
  if (!known) throw new ChannelTokenError('it is signed with a key that is not published');
  const claims = verified(token, known, { appId, issuer, clock });
  if (!known.endorsements.includes(channelId)) throw new ChannelTokenError('its key is not endorsed for the channel');
  const { exp, serviceurl } = claims;
  const left = exp === undefined ? Infinity : exp - clock.now().getTime() / 1000;
  if (left > longestLifeSeconds + skewSeconds) throw new ChannelTokenError('it lives longer than a day');
  if (serviceurl !== serviceUrl) throw new ChannelTokenError('it is for another serviceUrl');
  return claims;
}

function verified(
  token: string,
  { key }: ChannelKey,
  { appId, issuer, clock }: { appId: string; issuer: string; clock: Clock },
): JwtPayload {
  try {
    const claims = verify(token, key, {
      algorithms: ['RS256', 'RS384', 'RS512'],
      issuer,
      audience: appId,
      clockTolerance: skewSeconds,
      clockTimestamp: Math.floor(clock.now().getTime() / 1000),
    });
    if (typeof claims === 'string') throw new Error('no claims');
    return claims;
  } catch (error) {
    // What jsonwebtoken says names claims, never their values but for what was expected.
    throw new ChannelTokenError(`it is not valid: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function kidOf(token: string): string | undefined {
  try {
    return decode(token, { complete: true })?.header.kid;
  } catch {
    return undefined;
  }
}
