import type { AddressInfo } from 'node:net';
import { createServer as createRestifyServer, plugins, type Next, type Request, type Response, type Server } from 'restify';
import { ConfigError } from '../config';
import { isLoopback } from './adapter';
import { createLog, type Log } from './log';

/** Something that must work before messages are taken. It throws when it does not. */
export interface Check {
  name: string;
  timeoutMs: number;
  run(signal: AbortSignal): Promise<void>;
}

export interface HttpServer {
  /** To add routes to. */
  routes: Server;
  /** Where it listens. Throws before `listen`. */
  url(): string;
  /** Throws with a sentence for the operator when it cannot listen. */
  listen(): Promise<string>;
  /** Takes no new requests; open ones get `limitMs` to end. */
  stop(limitMs: number): Promise<void>;
}

export interface ServerOptions {
  host: string;
  port: number;
  /** Local mode: refuse to listen where others could reach us. */
  loopbackOnly: boolean;
  maxBodyBytes?: number;
  checks: Check[];
  log: Log;
}

/** An HTTP server that takes JSON alone, up to a limit, and answers `/healthz` and `/readyz`. */
export function createServer({ host, port, loopbackOnly, maxBodyBytes = 256 * 1024, checks, log }: ServerOptions): HttpServer {
  if (loopbackOnly && !isLoopback(host)) {
    throw new ConfigError([
      `HOST: local mode trusts whoever reaches it, so it listens on this machine alone, not on «${host}»: set HOST=127.0.0.1.`,
    ]);
  }
  // What restify logs by itself holds whole requests, with their headers and bodies.
  const silent = createLog({ level: 'silent' });
  const routes = createRestifyServer({ name: 'switchboard', ignoreTrailingSlash: true, log: silent as unknown as Server['log'] });
  routes.server.requestTimeout = 60_000;
  routes.pre((request, response, next) => jsonAlone(request, response, next, maxBodyBytes));
  routes.use(plugins.bodyReader({ maxBodySize: maxBodyBytes }));
  routes.use(plugins.jsonBodyParser({ bodyReader: true, mapParams: false }));
  routes.on('restifyError', (_request: Request, _response: Response, error: unknown, done: () => void) => {
    const status = statusOf(error);
    if (status >= 500) log.error({ err: error }, 'request failed');
    done();
  });
  routes.get('/healthz', (_request: Request, response: Response, next: Next) => {
    response.send(200, { status: 'ok' });
    next();
  });
  routes.get('/readyz', async (_request: Request, response: Response) => {
    const results = await Promise.all(checks.map((check) => outcomeOf(check, log)));
    response.send(results.every((result) => result.ok) ? 200 : 503, { checks: results });
  });
  const url = (): string => {
    const address: AddressInfo | null = routes.server.listening ? routes.address() : null;
    if (!address) throw new Error('The server does not listen yet.');
    return `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${address.port}`;
  };
  return {
    routes,
    url,
    listen: () =>
      new Promise((resolve, reject) => {
        const failed = (error: NodeJS.ErrnoException): void => reject(whyNotListening(error, host, port));
        routes.once('error', failed);
        routes.server.listen(port, host.replace(/^\[|\]$/g, ''), () => {
          routes.off('error', failed);
          resolve(url());
        });
      }),
    stop: (limitMs) =>
      new Promise((resolve) => {
        if (!routes.server.listening) return resolve();
        const cut = setTimeout(() => routes.server.closeAllConnections(), limitMs);
        routes.server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        routes.server.closeIdleConnections();
      }),
  };
}

function jsonAlone(request: Request, response: Response, next: Next, maxBodyBytes: number): void {
  const refuse = (status: number, message: string): void => {
    response.header('Connection', 'close');
    response.send(status, { error: { code: status, message } });
    next(false);
  };
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'DELETE') return next();
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') return refuse(415, 'Send JSON with the content type application/json.');
  // A small packed body can be a huge one.
  if (request.headers['content-encoding'] !== undefined) return refuse(415, 'Send the body without a content encoding.');
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return refuse(413, `The body may have ${maxBodyBytes} bytes at most.`);
  next();
}

function statusOf(error: unknown): number {
  return typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500;
}

async function outcomeOf(check: Check, log: Log): Promise<{ name: string; ok: boolean }> {
  const signal = AbortSignal.timeout(check.timeoutMs);
  try {
    await Promise.race([
      check.run(signal),
      new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
    ]);
    return { name: check.name, ok: true };
  } catch (error) {
    log.warn({ check: check.name, err: error }, 'not ready');
    return { name: check.name, ok: false };
  }
}

function whyNotListening(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const reason =
    error.code === 'EADDRINUSE'
      ? `Port ${port} on ${host} is taken by another program. Stop it, or choose another one: PORT=${port + 1} npm start`
      : error.code === 'EACCES'
        ? `Port ${port} may not be used by this account. Choose one above 1023: PORT=3978 npm start`
        : `Cannot listen on ${host}:${port}.`;
  return new Error(reason, { cause: error });
}
