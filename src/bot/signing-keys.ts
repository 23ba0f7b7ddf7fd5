import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../clock';
import { sendHttp } from '../http-client';

/** A key with which the Bot Framework signs, and the channels for which it may. */
export interface ChannelKey {
  key: KeyObject;
  endorsements: readonly string[];
}

/** The keys could not be had, now or ever before. */
export class KeysUnreachableError extends Error {}

/** How long published keys are taken for current, as Microsoft asks of bots: «Authentication with the Bot Connector API». */
const freshForMs = 24 * 3_600_000;
/** A name of a key that is not known may be a new key, or anything that a stranger sends. */
const lookAgainAfterMs = 300_000;

const metadata = z.object({ jwks_uri: z.url({ protocol: /^https?$/ }) });
const published = z.object({
  keys: z.array(z.looseObject({ kid: z.string(), kty: z.string(), endorsements: z.array(z.string()).optional() })),
});

/**
 * The keys that an OpenID metadata document leads to, by their names; undefined for a name that is not among them. Old keys serve while new ones
 * cannot be had. Throws `KeysUnreachableError` when there are none yet.
 */
export function createSigningKeys({
  metadataUrl,
  clock,
  timeoutMs,
}: {
  metadataUrl: string;
  clock: Clock;
  timeoutMs: number;
}): (kid: string) => Promise<ChannelKey | undefined> {
  let known: Map<string, ChannelKey> | null = null;
  let readAt = 0;
  let triedAt = -Infinity;
  let reading: Promise<void> | null = null;

  async function json(url: string): Promise<unknown> {
    const { status, body } = await sendHttp(url, { method: 'GET', headers: { accept: 'application/json' }, timeoutMs });
    if (status !== 200) throw new Error(`${url} answered ${status}.`);
    return JSON.parse(body);
  }

  async function read(): Promise<void> {
    triedAt = clock.now().getTime();
    const { keys } = published.parse(await json(metadata.parse(await json(metadataUrl)).jwks_uri));
    const usable = keys.filter(({ kty }) => kty === 'RSA');
    known = new Map(
      usable.map(({ kid, endorsements = [], ...jwk }) => [kid, { key: createPublicKey({ format: 'jwk', key: jwk }), endorsements }]),
    );
    readAt = triedAt;
  }

  return async (kid) => {
    const now = clock.now().getTime();
    const old = now - readAt > freshForMs || !known?.has(kid);
    if (known === null || (old && now - triedAt > lookAgainAfterMs)) {
      try {
        await (reading ??= read().finally(() => (reading = null)));
      } catch (error) {
        if (known === null) throw new KeysUnreachableError('The keys of the Bot Framework cannot be read.', { cause: error });
      }
    }
    return known?.get(kid);
  };
}
