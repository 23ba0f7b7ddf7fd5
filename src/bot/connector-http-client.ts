import type { ConnectorClientOptions } from 'botframework-connector';
import { sendHttp } from '../http-client';

type HttpClient = NonNullable<ConnectorClientOptions['httpClient']>;

/** Sends the connector client's requests, each with a time limit: its own waits for a silent server for ever. Follows no redirect. */
export function connectorHttpClient(timeoutMs: number): HttpClient {
  return {
    async sendRequest(request) {
      const answer = await sendHttp(request.url, {
        method: request.method,
        headers: request.headers.rawHeaders(),
        body: typeof request.body === 'string' ? request.body : undefined,
        timeoutMs,
      });
      if (answer.status >= 300 && answer.status < 400) throw new Error(`${new URL(request.url).origin} sends requests elsewhere.`);
      const headers = request.headers.clone();
      for (const name of headers.headerNames()) headers.remove(name);
      for (const [name, value] of Object.entries(answer.headers)) headers.set(name, String(value));
      return { request, status: answer.status, headers, bodyAsText: answer.body };
    },
  };
}
