import 'reflect-metadata';
import { KeyObject, webcrypto, X509Certificate } from 'node:crypto';
import {
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsageExtension,
  SubjectAlternativeNameExtension,
  X509Certificate as PeculiarCertificate,
  X509CertificateGenerator,
  X509Certificates,
} from '@peculiar/x509';

cryptoProvider.set(webcrypto);

type Algorithm = 'P-256' | 'RSA-2048' | 'RSA-1024' | 'RSA-2048-SHA-1';

export interface Made {
  certificate: X509Certificate;
  der: Buffer;
  pem: string;
  keyPem: string;
  keys: webcrypto.CryptoKeyPair;
}

export interface MadeFrom {
  name?: string;
  /** DNS names of the SAN. */
  names?: string[];
  issuer?: Made;
  ca?: boolean;
  algorithm?: Algorithm;
  from?: Date;
  until?: Date;
  /** Object identifiers of the extended key usage. */
  uses?: string[];
}

const parameters = {
  'P-256': { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  'RSA-2048': rsa(2048, 'SHA-256'),
  'RSA-1024': rsa(1024, 'SHA-256'),
  'RSA-2048-SHA-1': rsa(2048, 'SHA-1'),
};

let serial = 1;

/** A certificate as its test needs it; without an issuer it signs itself. */
export async function made({ name, names, issuer, ca, algorithm = 'P-256', from, until, uses }: MadeFrom): Promise<Made> {
  const wanted = parameters[algorithm];
  const keys = await webcrypto.subtle.generateKey(wanted, true, ['sign', 'verify']);
  const subject = name === undefined ? '' : `CN=${name}`;
  const signer = issuer ?? { keys, certificate: null };
  const created = await X509CertificateGenerator.create({
    serialNumber: String(serial++).padStart(4, '0'),
    subject,
    issuer: issuer ? `CN=${issuer.certificate.subject.replace(/^CN=/, '')}` : subject,
    notBefore: from ?? new Date(Date.now() - 3_600_000),
    notAfter: until ?? new Date(Date.now() + 365 * 86_400_000),
    publicKey: keys.publicKey,
    signingKey: signer.keys.privateKey,
    signingAlgorithm: { ...wanted, name: issuer ? signer.keys.privateKey.algorithm.name : wanted.name },
    extensions: [
      ...(ca ? [new BasicConstraintsExtension(true, undefined, true)] : []),
      ...(names ? [new SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns', value })))] : []),
      ...(uses ? [new ExtendedKeyUsageExtension(uses)] : []),
    ],
  });
  const der = Buffer.from(created.rawData);
  const keyPem = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString();
  return { certificate: new X509Certificate(der), der, pem: `${created.toString('pem')}\n`, keyPem, keys };
}

/** PKCS #7 with nothing but certificates, as Windows exports a chain (.p7b). */
export function pkcs7(...chain: Made[]): Buffer {
  return Buffer.from(new X509Certificates(chain.map(({ der }) => new PeculiarCertificate(der))).export('raw'));
}

function rsa(modulusLength: number, hash: string) {
  return { name: 'RSASSA-PKCS1-v1_5', modulusLength, publicExponent: new Uint8Array([1, 0, 1]), hash };
}
