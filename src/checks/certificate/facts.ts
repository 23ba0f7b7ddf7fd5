import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { signatureAlgorithm } from './der';

export interface Link {
  /** Its common name, or all of its subject. */
  subject: string;
  notBefore: Date;
  notAfter: Date;
  /** Bits: of the modulus (RSA), of the curve (EC); null where neither is known. */
  key: { type: string; bits: number | null };
  weakHash: 'MD2' | 'MD5' | 'SHA-1' | null;
}

/** Where the chain ends. `incomplete`: at a certificate whose issuer is neither in it nor public. */
export type Trust = { kind: 'public' | 'self-signed' } | { kind: 'private' | 'incomplete'; issuer: string };

export interface CertificateFacts {
  commonName: string | null;
  /** DNS names of the SAN in small letters. */
  names: string[];
  /** May be used by a server: its extended key usage says so, or says nothing. */
  forServers: boolean;
  /** The certificate, then its issuers as far as they were shown; no root. */
  links: [Link, ...Link[]];
  trust: Trust;
}

/**
 * The facts of a certificate and of the chain it came with, in any order. This is to explain a certificate, not to trust one: no
 * revocation, no path constraints. Throws when there is none, or its key is of no known kind.
 */
export function certificateFacts(
  certificates: readonly X509Certificate[],
  roots: readonly X509Certificate[] = publicRoots(),
): CertificateFacts {
  const leaf = certificates.find(({ ca }) => !ca) ?? certificates[0];
  if (!leaf) throw new Error('There is no certificate.');
  const { path, trust } = follow(leaf, certificates, roots);
  return {
    commonName: commonName(leaf),
    names: namesOf(leaf),
    forServers: !leaf.keyUsage || leaf.keyUsage.some((use) => use === serverAuthentication || use === anyUse),
    links: [linkOf(leaf), ...path.slice(1).map(linkOf)],
    trust,
  };
}

function follow(
  leaf: X509Certificate,
  shown: readonly X509Certificate[],
  roots: readonly X509Certificate[],
): { path: X509Certificate[]; trust: Trust } {
  const path: X509Certificate[] = [];
  for (let last = leaf; ;) {
    if (isIssuedBy(last, last)) {
      if (last === leaf) return { path: [leaf], trust: { kind: 'self-signed' } };
      const known = roots.some(({ fingerprint256 }) => fingerprint256 === last.fingerprint256);
      return { path, trust: known ? { kind: 'public' } : { kind: 'private', issuer: nameOf(last) } };
    }
    path.push(last);
    if (roots.some((root) => isIssuedBy(last, root))) return { path, trust: { kind: 'public' } };
    const next = shown.find((other) => !path.includes(other) && isIssuedBy(last, other));
    if (!next) return { path, trust: { kind: 'incomplete', issuer: last.issuer.replaceAll('\n', ', ') } };
    last = next;
  }
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    // A key that OpenSSL cannot use has signed nothing.
    return false;
  }
}

function linkOf(certificate: X509Certificate): Link {
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  return {
    subject: nameOf(certificate),
    notBefore: new Date(certificate.validFrom),
    notAfter: new Date(certificate.validTo),
    key: {
      type: asymmetricKeyType ?? 'unknown',
      bits: asymmetricKeyDetails?.modulusLength ?? curveBits[asymmetricKeyDetails?.namedCurve ?? ''] ?? null,
    },
    weakHash: weakHashes[signatureAlgorithm(certificate.raw) ?? ''] ?? null,
  };
}

/** Quoted entries hold characters that belong in no host name. */
function namesOf({ subjectAltName = '' }: X509Certificate): string[] {
  return subjectAltName
    .replace(/"(?:[^"\\]|\\.)*"/g, '')
    .split(', ')
    .flatMap((entry) => (entry.startsWith('DNS:') && entry.length > 4 ? [entry.slice(4).toLowerCase()] : []));
}

function commonName({ subject }: X509Certificate): string | null {
  const line = (subject ?? '').split('\n').find((one) => one.startsWith('CN='));
  return line?.slice(3) ?? null;
}

function nameOf(certificate: X509Certificate): string {
  return commonName(certificate) ?? (certificate.subject ?? '–').replaceAll('\n', ', ');
}

const serverAuthentication = '1.3.6.1.5.5.7.3.1';
const anyUse = '2.5.29.37.0';

const curveBits: Partial<Record<string, number>> = { prime256v1: 256, secp384r1: 384, secp521r1: 521, secp224r1: 224, prime192v1: 192 };

/** RFC 8017, 3279 and 5758. */
const weakHashes: Partial<Record<string, NonNullable<Link['weakHash']>>> = {
  '1.2.840.113549.1.1.2': 'MD2',
  '1.2.840.113549.1.1.4': 'MD5',
  '1.2.840.113549.1.1.5': 'SHA-1',
  '1.3.14.3.2.29': 'SHA-1',
  '1.2.840.10040.4.3': 'SHA-1',
  '1.2.840.10045.4.1': 'SHA-1',
};

let parsedRoots: X509Certificate[] | undefined;

function publicRoots(): X509Certificate[] {
  return (parsedRoots ??= rootCertificates.map((pem) => new X509Certificate(pem)));
}
