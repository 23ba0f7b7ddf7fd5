import { createPrivateKey } from 'node:crypto';
import { inspect } from 'node:util';
import { holdsPrivateKey, readUpload } from '../../src/checks/certificate/read-upload';
import { UserError } from '../../src/sentence';
import { made } from './made-certificates';

const passphrase = { cipher: 'aes-256-cbc', passphrase: 'secret' };

/** Every form in which a key may come, beside its certificate or alone. */
async function filesWithKeys(): Promise<Record<string, Buffer>> {
  const { pem, der, keyPem } = await made({ name: 'ap.contoso.com', algorithm: 'RSA-2048' });
  const ec = createPrivateKey((await made({ name: 'ap.contoso.com' })).keyPem);
  const key = createPrivateKey(keyPem);
  const pkcs8 = key.export({ type: 'pkcs8', format: 'der' });
  // PFX ::= SEQUENCE { version 3, authSafe ContentInfo … } (RFC 7292)
  const pfx = Buffer.from('3020020103301b06092a864886f70d010701a00e040c000102030405060708090a0b', 'hex');
  return {
    'PKCS #8 in PEM': Buffer.from(keyPem),
    'certificate, then key': Buffer.from(pem + keyPem),
    'encrypted PKCS #8 in PEM': Buffer.from(key.export({ type: 'pkcs8', format: 'pem', ...passphrase })),
    'PKCS #1 in PEM': Buffer.from(key.export({ type: 'pkcs1', format: 'pem' })),
    'encrypted PKCS #1 in PEM': Buffer.from(key.export({ type: 'pkcs1', format: 'pem', ...passphrase })),
    'SEC 1 in PEM': Buffer.from(ec.export({ type: 'sec1', format: 'pem' })),
    'UTF-16': Buffer.from(`\ufeff${pem}${keyPem}`, 'utf16le'),
    'PKCS #8 in DER': pkcs8,
    'encrypted PKCS #8 in DER': key.export({ type: 'pkcs8', format: 'der', ...passphrase }),
    'PKCS #1 in DER': key.export({ type: 'pkcs1', format: 'der' }),
    'SEC 1 in DER': ec.export({ type: 'sec1', format: 'der' }),
    'PKCS #12': pfx,
    'PKCS #12 in base64': Buffer.from(pfx.toString('base64')),
    'PKCS #8 in base64, wrapped': Buffer.from(pkcs8.toString('base64').replace(/.{64}/g, '$&\r\n')),
    'a key that calls itself a certificate': Buffer.from(
      `-----BEGIN CERTIFICATE-----\n${pkcs8.toString('base64')}\n-----END CERTIFICATE-----\n`,
    ),
    'certificate, then key, both in DER': Buffer.concat([der, pkcs8]),
    PuTTY: Buffer.from('PuTTY-User-Key-File-3: ssh-rsa\nPrivate-Lines: 14\nAAAA'),
    'Java key store': Buffer.from('feedfeed00000002', 'hex'),
  };
}

test('a private key is refused in every form, wiped, and no word of the error is of the file', async () => {
  for (const [name, original] of Object.entries(await filesWithKeys())) {
    const file = Buffer.from(original);
    const error = refusal(file);
    expect([name, error.message]).toEqual([name, name.includes('both in DER') ? 'check.upload.unreadable' : 'check.upload.private-key']);
    expect(file.every((byte) => byte === 0)).toBe(true);
    expect(error.sentence.values).toBeUndefined();
    expect(error.cause).toBeUndefined();
    const told = inspect(error, { depth: 9 });
    for (const piece of pieces(original)) expect(told).not.toContain(piece);
  }
});

test('a certificate alone holds no private key', async () => {
  const { pem, der } = await made({ name: 'ap.contoso.com', names: ['ap.contoso.com'] });
  for (const file of [Buffer.from(pem), der, Buffer.from('-----BEGIN CERTIFICATE-----')]) expect(holdsPrivateKey(file)).toBe(false);
});

test('nesting without end is refused like any other file', () => {
  expect(refusal(Buffer.from('3080'.repeat(60_000), 'hex')).message).toBe('check.upload.unreadable');
});

function refusal(file: Buffer): UserError {
  try {
    readUpload(file);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('It was taken.');
}

/** Lines of a text, or stretches of bytes, long enough to be no accident. */
function pieces(file: Buffer): string[] {
  return [file.toString('base64'), file.toString('hex'), file.toString('latin1')].flatMap((text) => text.match(/[A-Za-z0-9+/]{24}/g) ?? []);
}
