import { BitString, Constructed, fromBER, Integer, ObjectIdentifier, OctetString, Sequence, type BaseBlock } from 'asn1js';

/** What a file in DER is. `key`: holds a private key, or may (PKCS#1, PKCS#8, SEC1, PKCS#12). `certificates`: DER of each. */
export type DerFile = { kind: 'certificates'; certificates: Buffer[] } | { kind: 'key' } | { kind: 'other' };

export function derFile(bytes: Uint8Array): DerFile {
  const [first, second, third] = childrenOf(parse(bytes));
  // Versions come first in everything that holds a key; a certificate or a signed message begins otherwise.
  if (first instanceof Integer) return { kind: 'key' };
  if (first instanceof Sequence && second instanceof OctetString) return { kind: 'key' };
  if (first instanceof Sequence && second instanceof Sequence && third instanceof BitString)
    return { kind: 'certificates', certificates: [Buffer.from(bytes)] };
  if (first instanceof ObjectIdentifier && first.getValue() === signedData)
    return { kind: 'certificates', certificates: inSignedData(second) };
  return { kind: 'other' };
}

/** The object identifier of the algorithm that signed a certificate: Node names it from version 24.9 on only. */
export function signatureAlgorithm(certificate: Uint8Array): string | null {
  const [algorithm] = childrenOf(childrenOf(parse(certificate))[1]);
  return algorithm instanceof ObjectIdentifier ? algorithm.getValue() : null;
}

const signedData = '1.2.840.113549.1.7.2';

/** PKCS#7 (RFC 5652): [0] { SignedData { version, digests, content, [0] certificates … } } */
function inSignedData(content: BaseBlock | undefined): Buffer[] {
  const parts = childrenOf(childrenOf(content)[0]);
  const certificates = parts.find((part) => part instanceof Constructed && part.idBlock.tagClass === 3 && part.idBlock.tagNumber === 0);
  return childrenOf(certificates).map((certificate) => Buffer.from(certificate.valueBeforeDecodeView));
}

function childrenOf(block: BaseBlock | undefined): BaseBlock[] {
  return block instanceof Constructed ? block.valueBlock.value : [];
}

/** Undefined when it is no ASN.1, or more than one value: nothing may hide behind the first. */
function parse(bytes: Uint8Array): BaseBlock | undefined {
  try {
    const { offset, result } = fromBER(bytes);
    return offset === bytes.byteLength ? result : undefined;
  } catch {
    return undefined;
  }
}
