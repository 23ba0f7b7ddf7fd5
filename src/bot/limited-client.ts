import type { ConnectorClientOptions } from 'botframework-connector';
import type { SendLimits } from './send-limits';
import { retryAfterMs } from '../retry-after';

const usualPauseMs = 2_000;
const longestPauseMs = 300_000;

type HttpClient = NonNullable<ConnectorClientOptions['httpClient']>;
type Sent = ReturnType<HttpClient['sendRequest']>;
type Request = Parameters<HttpClient['sendRequest']>[0];

/**
 * A connector client's requests within the channel's limits. Of two edits of one message that both wait only the newer goes, and stands for both. The
 * connector client itself repeats what was answered with 429: that waits here for the pause that the channel named.
 */
export function limitedClient(client: HttpClient, limits: SendLimits): HttpClient {
  const waiting = new Map<string, { request: Request; sent: Sent }>();

  return {
    sendRequest(request) {
      const conversation = conversationOf(request.url);
      if (conversation === null || (request.method !== 'POST' && request.method !== 'PUT')) return client.sendRequest(request);
      const earlier = request.method === 'PUT' ? waiting.get(request.url) : undefined;
      if (earlier) {
        earlier.request = request;
        return earlier.sent;
      }
      const mine: { request: Request; sent: Sent } = { request, sent: Promise.resolve().then(() => send(mine, conversation)) };
      if (request.method === 'PUT') waiting.set(request.url, mine);
      return mine.sent;
    },
  };

  async function send(mine: { request: Request }, conversation: string): Sent {
    await limits.turn(conversation);
    waiting.delete(mine.request.url);
    const answer = await client.sendRequest(mine.request);
    if (answer.status === 429)
      limits.holdBack(conversation, Math.min(retryAfterMs(answer.headers.get('retry-after')) || usualPauseMs, longestPauseMs));
    return answer;
  }
}

function conversationOf(url: string): string | null {
  return /\/v3\/conversations\/([^/?]+)\/activities/.exec(url)?.[1] ?? null;
}
