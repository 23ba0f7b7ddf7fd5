import { connect } from 'node:net';

/** `closed`: a host answered that nothing listens. `silent`: nobody answered. `no-way`: this host knows no way there. */
export type DialResult = 'open' | 'closed' | 'silent' | 'no-way';

export interface Where {
  /** IP address: never a name, which could be another host the second time. */
  address: string;
  port: number;
  timeoutMs: number;
}

/** Opens a TCP connection and closes it again without a byte. Rejects with the signal's reason when it is stopped. */
export async function dial({ address, port, timeoutMs }: Where, signal: AbortSignal): Promise<DialResult> {
  signal.throwIfAborted();
  const socket = connect({ host: address, port });
  try {
    return await new Promise<DialResult>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      socket.setTimeout(timeoutMs, () => resolve('silent'));
      socket.once('connect', () => resolve('open'));
      socket.on('error', (error) => resolve(failureOf(error)));
    });
  } finally {
    socket.destroy();
  }
}

export function failureOf(error: Error): Exclude<DialResult, 'open'> {
  const code = 'code' in error ? error.code : null;
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET') return 'closed';
  return code === 'ETIMEDOUT' ? 'silent' : 'no-way';
}
