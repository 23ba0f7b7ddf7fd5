import { X509Certificate } from 'node:crypto';
import { UserError } from '../../sentence';
import { derFile, type DerFile } from './der';

const limitBytes = 128 * 1024;
const limitCertificates = 20;

/**
 * The certificates of a file as somebody sent it: PEM, DER, PKCS#7 or base64. For anything else it throws `UserError`, which holds nothing
 * of the file, and wipes `file`. With a private key in it a file is refused whatever else it holds: who reads the conversation has the key.
 */
export function readUpload(file: Uint8Array): X509Certificate[] {
  try {
    if (file.byteLength > limitBytes) throw new UserError('check.upload.too-large', { limit: limitBytes / 1024 });
    if (holdsPrivateKey(file)) throw new UserError('check.upload.private-key');
    const certificates = partsOf(file).flatMap((part) => (part.kind === 'certificates' ? part.certificates : [null]));
    if (certificates.length === 0) throw new UserError('check.upload.unreadable');
    if (certificates.length > limitCertificates) throw new UserError('check.upload.too-many', { limit: limitCertificates });
    return certificates.map(readCertificate);
  } catch (error) {
    file.fill(0);
    throw error;
  }
}

/** Whether a file holds a private key: by its words, in letters of one or two bytes, or by its form. For whatever stores messages, too. */
export function holdsPrivateKey(file: Uint8Array): boolean {
  const text = textOf(file);
  return (
    /private[ -](key|lines)/i.test(text) ||
    isXmlKey(text) ||
    isJsonKey(text) ||
    isJavaKeyStore(file) ||
    partsOf(file).some(({ kind }) => kind === 'key')
  );
}

function readCertificate(der: Buffer | null): X509Certificate {
  try {
    if (der) return new X509Certificate(der);
  } catch {
    // What OpenSSL says of it is no help to the person.
  }
  throw new UserError('check.upload.unreadable');
}

function partsOf(file: Uint8Array): DerFile[] {
  const text = textOf(file);
  const blocks = [...text.matchAll(/-----BEGIN [^-]+-----([^-]*)-----END [^-]+-----/g)].map(([, body = '']) => body);
  if (blocks.length > 0) return blocks.map((body) => derFile(Buffer.from(body, 'base64')));
  return [derFile(/^[A-Za-z0-9+/=\s]+$/.test(text) ? Buffer.from(text, 'base64') : file)];
}

/** Without byte order mark and zeros, text in UTF-16 reads as what it says. */
function textOf(file: Uint8Array): string {
  return Buffer.from(file.buffer, file.byteOffset, file.byteLength)
    .toString('latin1')
    .replace(/^(ÿþ|þÿ|ï»¿)/, '')
    .replaceAll('\0', '');
}

/** As .NET writes one: the public key has no D. */
function isXmlKey(text: string): boolean {
  return text.includes('KeyValue>') && /<(D|X|PrivateKey)>/.test(text);
}

/** RFC 7517: the private part is `d`, a secret `k`. */
function isJsonKey(text: string): boolean {
  return /"kty"\s{0,9}:/.test(text) && /"[dk]"\s{0,9}:/.test(text);
}

/** JKS and JCEKS. */
function isJavaKeyStore([one, two, three, four]: Uint8Array): boolean {
  return (one === 0xfe && two === 0xed && three === 0xfe && four === 0xed) || [one, two, three, four].every((byte) => byte === 0xce);
}
