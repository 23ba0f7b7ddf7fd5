import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../clock';
import { sendHttp, type HttpAnswer } from '../http-client';
import { retryAfterMs } from '../retry-after';

/** Reads of Microsoft Graph with the application's own identity. Both throw `GraphError`, or what `token` throws. */
export interface Graph {
  /** @param path below the version, or a whole `@odata.nextLink` of Graph's own */
  get(path: string): Promise<unknown>;
  /** A question that needs a body; it changes nothing, so that it may be sent again. */
  ask(path: string, body: unknown): Promise<unknown>;
}

/** Graph did not answer what was asked. Its words are kept out: they may repeat what was sent. */
export class GraphError extends Error {
  constructor(
    what: string,
    /** 0: no answer at all. */
    readonly status: number,
    /** Graph's own code for it, such as `Authorization_RequestDenied`. */
    readonly code: string | null = null,
    cause?: unknown,
  ) {
    super(`${what}: ${status === 0 ? 'no answer' : status}${code === null ? '' : ` ${code}`}`, { cause });
    this.name = 'GraphError';
  }
}

export interface GraphOptions {
  /** Where Graph is, without a slash at the end. */
  url: string;
  /** The application's own token for Graph. */
  token(): Promise<string>;
  clock: Clock;
  timeoutMs?: number;
  /** The longest pause that somebody is kept waiting for: a longer one is kept to by not asking. */
  patienceMs?: number;
}

const attempts = 3;

/** Asks again after a pause when Graph is busy, and not at all before the moment that Graph named. */
export function createGraph({ url, token, clock, timeoutMs = 5_000, patienceMs = 3_000 }: GraphOptions): Graph {
  let notBefore = 0;

  async function once(method: string, address: string, body: string | undefined): Promise<HttpAnswer | null> {
    const headers = {
      authorization: `Bearer ${await token()}`,
      accept: 'application/json',
      // What a list may be asked for beyond the plain depends on it: learn.microsoft.com/graph/aad-advanced-queries
      consistencylevel: 'eventual',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    try {
      return await sendHttp(address, { method, headers, body, timeoutMs });
    } catch {
      return null;
    }
  }

  async function send(method: string, path: string, body?: string): Promise<unknown> {
    const address = path.startsWith('/') ? `${url}/v1.0${path}` : path;
    // The token goes to Graph and nowhere else, whatever an answer says of where the next page is.
    if (!address.startsWith(`${url}/`)) throw new GraphError('the next page is somewhere else', 0);
    for (let attempt = 1; ; attempt++) {
      if (clock.now().getTime() < notBefore) throw new GraphError(`${method} is put off`, 429);
      const answer = await once(method, address, body);
      if (answer && answer.status >= 200 && answer.status < 300) return JSON.parse(answer.body);
      const passing = answer === null || answer.status === 429 || answer.status >= 500;
      const named = retryAfterMs(answer?.headers['retry-after']);
      if (passing && named !== null && named > patienceMs) notBefore = clock.now().getTime() + named;
      if (!passing || attempt === attempts || (named ?? 0) > patienceMs)
        throw new GraphError(`${method} failed`, answer?.status ?? 0, answer && codeOf(answer));
      await pause(named ?? 200 * attempt * (0.5 + Math.random()));
    }
  }

  return { get: (path) => send('GET', path), ask: (path, body) => send('POST', path, JSON.stringify(body)) };
}

function codeOf({ body }: HttpAnswer): string | null {
  return /"code"\s*:\s*"([A-Za-z_.]{1,80})"/.exec(body)?.[1] ?? null;
}
