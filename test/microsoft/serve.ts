import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: http.IncomingHttpHeaders;
  body: string;
}

export interface Answered {
  status: number;
  headers?: Record<string, string>;
  /** Sent as JSON; left out: an empty answer. */
  json?: unknown;
}

export interface Served {
  /** `http://127.0.0.1:<port>` */
  url: string;
  /** How often each `METHOD /path` was asked for. */
  asked: string[];
  close(): Promise<void>;
}

/** A server on a free port of this machine. What a handler throws is an answer of 500; null hangs up. */
export async function serve(handle: (asked: Asked) => Answered | null | Promise<Answered | null>): Promise<Served> {
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
      const path = decodeURIComponent(pathname);
      const method = request.method ?? 'GET';
      asked.push(`${method} ${path}`);
      Promise.resolve({ method, path, query: searchParams, headers: request.headers, body: Buffer.concat(chunks).toString('utf8') })
        .then(handle)
        .catch((error: unknown): Answered => ({ status: 500, json: { error: { code: 'Broken', message: String(error) } } }))
        .then((answer) => {
          if (answer === null) return response.destroy();
          const { status, headers, json } = answer;
          response.writeHead(status, { ...(json !== undefined && { 'content-type': 'application/json; charset=utf-8' }), ...headers });
          response.end(json === undefined ? undefined : JSON.stringify(json));
        })
        .catch(() => response.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function bearerOf({ headers }: Pick<Asked, 'headers'>): string {
  return /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
}
