import http from 'node:http';
import https from 'node:https';

export interface HttpRequest {
  method: string;
  headers: Record<string, string>;
  body?: string | undefined;
  /** Until the whole answer is there. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

export interface HttpAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** No answer, or not all of it, within `timeoutMs`. */
export class TimeLimitError extends Error {
  constructor(timeoutMs: number) {
    super(`There was no answer within ${timeoutMs} ms.`);
    this.name = 'TimeLimitError';
  }
}

/** Closed before a server that keeps connections for the usual 5 s closes them under a request. */
const kept = { keepAlive: true, timeout: 4_000 };
const plain = { request: http.request, agent: new http.Agent(kept) };
const secure = { request: https.request, agent: new https.Agent(kept) };

/**
 * One request over connections that stay open; redirects are answers. `fetch` does the same with streams and signals of its own, which cost several
 * times what a small JSON request costs. Throws `TimeLimitError`, or Node's error, whose code is ECONNREFUSED when nothing was sent.
 */
export function sendHttp(url: string | URL, { method, headers, body, timeoutMs, signal }: HttpRequest): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const { request: open, agent } = new URL(url).protocol === 'https:' ? secure : plain;
    const request = open(url, { method, headers: { ...headers, ...length }, agent, ...(signal && { signal }) });
    const limit = setTimeout(() => request.destroy(new TimeLimitError(timeoutMs)), timeoutMs);
    const fail = (error: Error): void => {
      clearTimeout(limit);
      reject(error);
    };
    request.once('error', fail);
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', fail);
      response.once('end', () => {
        clearTimeout(limit);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString('utf8') });
      });
    });
    request.end(body);
  });
}
