import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import { failureOf, type DialResult, type Where } from './dial';

/** DER, the host's own first. `no-tls`: something listens, and shows no certificate. */
export type CertificatesRead = { kind: 'shown'; certificates: Buffer[] } | { kind: Exclude<DialResult, 'open'> | 'no-tls' };

/**
 * Begins TLS with a host, takes the certificates that it shows, whatever they are worth, and hangs up. Old protocols and weak keys are
 * accepted, since this is to look at them; nothing is sent. Rejects with the signal's reason when it is stopped.
 */
export async function readCertificates(
  { address, port, timeoutMs, name }: Where & { name: string },
  signal: AbortSignal,
): Promise<CertificatesRead> {
  signal.throwIfAborted();
  const socket = connect({
    host: address,
    port,
    servername: name,
    rejectUnauthorized: false,
    minVersion: 'TLSv1',
    ciphers: 'DEFAULT@SECLEVEL=0',
  });
  let connected = false;
  let certificates: Buffer[] = [];
  socket.once('connect', () => (connected = true));
  // An Edge that asks for a certificate (MTLS) ends a TLS 1.2 handshake before «secureConnect». Keys are agreed on before that, after
  // its own certificates came. The socket may not be destroyed in here: OpenSSL is at work.
  socket.on('keylog', () => (certificates = shownBy(socket)));
  try {
    return await new Promise<CertificatesRead>((resolve, reject) => {
      const end = (kind: Exclude<CertificatesRead['kind'], 'shown'>): void =>
        resolve(certificates.length > 0 ? { kind: 'shown', certificates } : { kind });
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      socket.setTimeout(timeoutMs, () => end(connected ? 'no-tls' : 'silent'));
      socket.once('secureConnect', () => end('no-tls'));
      socket.once('close', () => end('no-tls'));
      socket.on('error', (error: Error) => end(connected ? 'no-tls' : failureOf(error)));
    });
  } finally {
    socket.destroy();
  }
}

function shownBy(socket: TLSSocket): Buffer[] {
  const shown: Buffer[] = [];
  let next: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  // The last one names itself as its issuer; before the host has shown any, there is an empty object.
  while (next?.raw && !shown.some((seen) => seen.equals(next!.raw))) {
    shown.push(next.raw);
    next = next.issuerCertificate;
  }
  return shown;
}
