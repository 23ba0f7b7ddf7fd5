/** The keys that sign the audit. They are kept outside of the database: who can write its rows cannot sign them. */
export interface AuditKeys {
  /** The name of the key that signs now. */
  readonly current: string;
  /** Ed25519 over the UTF-8 of `message`, as base64. */
  sign(message: string): string;
  /** `lost`: the key is known to have been lost, so that its signatures prove nothing. `unknown`: no key of that name is listed here. */
  check(key: string, message: string, signature: string): 'good' | 'bad' | 'lost' | 'unknown';
  /** The first entry that a key of the list signed: from there on an entry without signature is wrong. Null: not known. */
  readonly signedFrom: number | null;
}

/** What is signed of an entry. Its hash covers all the rest; the first line keeps it apart from what else the key signs. */
export function entryMessage(hash: string): string {
  return `switchboard audit entry\n${hash}`;
}
