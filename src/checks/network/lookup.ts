import { Resolver } from 'node:dns/promises';

/** `none` is an answer: there is no such record. `unanswered` is not: nobody knows. */
export type Answer<Found> = { kind: 'found'; records: Found[] } | { kind: 'none' } | { kind: 'unanswered'; code: string };

export interface Service {
  target: string;
  port: number;
  priority: number;
}

/** Questions to DNS servers. Names come back in small letters. Each rejects with the signal's reason when it is stopped. */
export interface Lookup {
  /** Who is asked. */
  servers: string[];
  addresses(name: string, signal: AbortSignal): Promise<Answer<string>>;
  alias(name: string, signal: AbortSignal): Promise<Answer<string>>;
  services(name: string, signal: AbortSignal): Promise<Answer<Service>>;
}

export interface LookupOptions {
  /** `address` or `address:port`; none: those of the system. */
  servers: readonly string[];
  /** For the first try; the second takes longer. */
  timeoutMs?: number;
}

export function createLookup({ servers, timeoutMs = 2_000 }: LookupOptions): Lookup {
  // Each question has a resolver of its own, since cancelling one cancels all that it was asked.
  const resolver = (): Resolver => {
    const made = new Resolver({ timeout: timeoutMs, tries: 2 });
    if (servers.length > 0) made.setServers(servers);
    return made;
  };
  return {
    servers: resolver().getServers(),
    addresses: (name, signal) => ask(resolver(), signal, (to) => to.resolve4(name)),
    alias: (name, signal) => ask(resolver(), signal, async (to) => (await to.resolveCname(name)).map((alias) => alias.toLowerCase())),
    services: (name, signal) =>
      ask(resolver(), signal, async (to) =>
        (await to.resolveSrv(name)).map(({ name: target, port, priority }) => ({ target: target.toLowerCase(), port, priority })),
      ),
  };
}

const absent = ['ENOTFOUND', 'ENODATA'];

async function ask<Found>(to: Resolver, signal: AbortSignal, question: (to: Resolver) => Promise<Found[]>): Promise<Answer<Found>> {
  signal.throwIfAborted();
  const cancel = (): void => to.cancel();
  signal.addEventListener('abort', cancel);
  try {
    const records = await question(to);
    return records.length > 0 ? { kind: 'found', records } : { kind: 'none' };
  } catch (error) {
    signal.throwIfAborted();
    const code = codeOf(error);
    if (code === null) throw error;
    return absent.includes(code) ? { kind: 'none' } : { kind: 'unanswered', code };
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

function codeOf(error: unknown): string | null {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
