import { holdsPrivateKey } from './read-upload';

/** A line of a PEM body is 64 characters long; the shortest of keys in DER has 48 bytes. */
const blob = /[A-Za-z0-9+/]{40,}(?:\s+[A-Za-z0-9+/]{4,})*={0,2}/g;

const mostValues = 50;

/**
 * Whether a message holds a private key anywhere: in a text, in a card's data, in a file that came inside. For whatever stores messages.
 * A text that only speaks of private keys holds none.
 */
export function keyInMessage(message: unknown): boolean {
  const open: unknown[] = [message];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string' && keyInText(next)) return true;
    if (typeof next === 'object' && next !== null) for (const value of Object.values(next)) open.push(value);
  }
  return false;
}

function keyInText(text: string): boolean {
  const data = /^data:[^,]{0,200},/i.exec(text.slice(0, 250))?.[0];
  if (data !== undefined) {
    const file = bytesOf(text.slice(data.length), /;base64,$/i.test(data));
    return holdsPrivateKey(file) || keyInDer(file) || keyInWords(file.toString('latin1').replaceAll('\0', ''));
  }
  return keyInWords(text);
}

function keyInWords(text: string): boolean {
  if (/-----BEGIN[^-]{0,40}PRIVATE KEY|Private-Lines:/i.test(text)) return true;
  // Of JSON and XML the form tells; of bare base64 what it is once decoded.
  if (/"kty"|KeyValue>/.test(text) && holdsPrivateKey(Buffer.from(text))) return true;
  return (text.match(blob) ?? []).some((part) => keyInDer(Buffer.from(part, 'base64')));
}

/** A key may stand behind a certificate; what follows may be no DER at all. */
function keyInDer(bytes: Uint8Array): boolean {
  let rest = bytes;
  for (let values = 0; values < mostValues && rest.length > 0; values++) {
    const length = lengthInDer(rest);
    if (length === 0) return false;
    if (holdsPrivateKey(rest.subarray(0, length))) return true;
    rest = rest.subarray(length);
  }
  return false;
}

/** How long the first value is by its own account; 0 for what is no sequence. */
function lengthInDer(bytes: Uint8Array): number {
  const [tag, first = 0, ...more] = bytes.subarray(0, 6);
  if (tag !== 0x30) return 0;
  if (first < 0x80) return 2 + first;
  const digits = first & 0x7f;
  return 2 + digits + more.slice(0, digits).reduce((length, byte) => length * 256 + byte, 0);
}

function bytesOf(body: string, isBase64: boolean): Buffer {
  if (isBase64) return Buffer.from(body, 'base64');
  try {
    return Buffer.from(decodeURIComponent(body));
  } catch {
    return Buffer.from(body);
  }
}
