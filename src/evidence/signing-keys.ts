import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { AuditKeys } from '../store/audit-keys';
import { DatabaseError } from '../store/database-error';
import type { Schema } from '../store/schema';

const listSchema = z.object({
  keys: z.array(
    z.object({
      /** The name: the first 16 hexadecimal digits of the SHA-256 of the 32 bytes of the public key. */
      key: z.string(),
      /** The 32 bytes as base64url; null for a key that was lost: what it signed can no longer be proved. */
      publicKey: z.string().nullable(),
      /** The first entry that it signed. */
      from: z.number(),
    }),
  ),
});
export type ListedKey = z.infer<typeof listSchema>['keys'][number];

export interface SigningKeys extends AuditKeys {
  /** All keys that are known here, for whoever verifies elsewhere. */
  list(): readonly ListedKey[];
  /**
   * Compares with what is in the database, and lists this key beside its file. Call it before anything is appended.
   * Throws `DatabaseError` when the last entries were signed with a key that is not known here.
   */
  join(db: Kysely<Schema>): Promise<void>;
}

/** How many signatures that were found good are remembered: a change's own entries are looked at before each of its cmdlets. */
const rememberedSignatures = 20_000;

/**
 * Reads the key that signs the audit, or makes it (readable by its owner alone). All keys that ever signed here are listed in `signing-keys.json` beside
 * it, with the entry from which they signed; to change the key, put another one in its place, or none, and start again.
 * Bots that share a database need the same key and list. Throws `DatabaseError` when there is something else in the file.
 */
export function openSigningKeys(file: string): SigningKeys {
  if (!existsSync(file)) makeKey(file);
  const privateKey = readKey(file);
  const listFile = path.join(path.dirname(file), 'signing-keys.json');
  return signingKeys(privateKey, {
    file,
    read: () => (existsSync(listFile) ? readList(listFile) : []),
    write: (keys) => writeWhole(listFile, `${JSON.stringify({ keys }, null, 2)}\n`, 0o644),
  });
}

/** The keys beside a running bot: nothing is made. Throws `DatabaseError` where there is no key yet. */
export function readSigningKeys(file: string): SigningKeys {
  if (!existsSync(file))
    throw new DatabaseError(`${file}: there is no key that signs the audit yet. Start Switchboard once, or set SIGNING_KEY_FILE.`);
  return openSigningKeys(file);
}

/** Keys without a file, for tests and measurements. */
export function passingKeys(): SigningKeys {
  return passingProcesses()();
}

/** The same keys as several processes have them: each remembers for itself which signatures it has found good. */
export function passingProcesses(): () => SigningKeys {
  let listed: ListedKey[] = [];
  const { privateKey } = generateKeyPairSync('ed25519');
  return () => signingKeys(privateKey, { file: 'memory', read: () => listed, write: (keys) => void (listed = keys) });
}

interface Place {
  file: string;
  read(): ListedKey[];
  write(keys: ListedKey[]): void;
}

function signingKeys(privateKey: KeyObject, place: Place): SigningKeys {
  const publicKey = createPublicKey(privateKey);
  const raw = z.string().parse(publicKey.export({ format: 'jwk' }).x);
  const current = nameOf(raw);
  const known = new Map<string, KeyObject | null>();
  const good = new Set<string>();
  let listed: readonly ListedKey[] = [];
  const learn = (keys: readonly ListedKey[]) => {
    listed = keys;
    for (const one of keys) known.set(one.key, one.publicKey === null ? null : publicOf(one.publicKey));
    known.set(current, publicKey);
  };
  learn(place.read());

  const remember = (fact: string): void => {
    if (good.size >= rememberedSignatures) good.clear();
    good.add(fact);
  };
  return {
    current,
    get signedFrom() {
      return listed.length === 0 ? null : Math.min(...listed.map(({ from }) => from));
    },
    sign: (message) => {
      const signature = sign(null, Buffer.from(message), privateKey).toString('base64');
      remember(`${current} ${signature} ${message}`);
      return signature;
    },
    check: (key, message, signature) => {
      const one = known.get(key);
      if (one === undefined) return 'unknown';
      if (one === null) return 'lost';
      const fact = `${key} ${signature} ${message}`;
      if (good.has(fact)) return 'good';
      if (!verify(null, Buffer.from(message), one, Buffer.from(signature, 'base64'))) return 'bad';
      remember(fact);
      return 'good';
    },
    list: () => listed,
    async join(db) {
      const last = await db
        .selectFrom('audit')
        .select(['seq', 'signed_by'])
        .where('signed_by', 'is not', null)
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (last?.signed_by && !known.has(last.signed_by)) throw new DatabaseError(otherKey(place.file, current, last.signed_by, last.seq));
      if (listed.some(({ key }) => key === current)) return;
      const first = await db.selectFrom('audit').select('seq').where('signed_by', '=', current).orderBy('seq').limit(1).executeTakeFirst();
      const head = await db.selectFrom('audit').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
      const keys = [...listed, { key: current, publicKey: raw, from: first?.seq ?? (head?.seq ?? 0) + 1 }];
      place.write(keys);
      learn(keys);
    },
  };
}

function otherKey(file: string, current: string, other: string, seq: number): string {
  return [
    `The audit of this database was last signed (entry ${seq}) with the key ${other}, and the key in ${file} is ${current}.`,
    'If another Switchboard uses this database too, both need the same key: copy its signing-key.pem and signing-keys.json here, or point',
    'SIGNING_KEY_FILE at it. If the key was replaced, add the public half of the old one to signing-keys.json; if it is lost, add',
    `{ "key": "${other}", "publicKey": null, "from": <its first entry> } there: what it signed can then no longer be proved. See docs/audit.md.`,
  ].join('\n');
}

function nameOf(raw: string): string {
  return createHash('sha256').update(Buffer.from(raw, 'base64url')).digest('hex').slice(0, 16);
}

function publicOf(raw: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw }, format: 'jwk' });
}

function makeKey(file: string): void {
  const { privateKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  const made = `${file}.${process.pid}`;
  write(made, privateKey, 0o600);
  try {
    // Whoever is first at a shared folder made the key; a half written one is never seen.
    linkSync(made, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(made, { force: true });
  }
}

function readKey(file: string): KeyObject {
  try {
    const key = createPrivateKey(readFileSync(file));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (error) {
    // The error itself may quote what stands in the file.
    throw new DatabaseError(`${file} cannot be read as the key that signs the audit (${codeOf(error)}). Restore it, or see docs/audit.md.`);
  }
  throw new DatabaseError(`${file} is not an Ed25519 key. Restore the key that signs the audit, or see docs/audit.md.`);
}

function readList(file: string): ListedKey[] {
  try {
    return listSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).keys;
  } catch (error) {
    throw new DatabaseError(`${file} cannot be read: it lists the public keys that signed the audit. See docs/audit.md.`, { cause: error });
  }
}

function writeWhole(file: string, text: string, mode: number): void {
  const made = `${file}.${process.pid}`;
  write(made, text, mode);
  renameSync(made, file);
}

function write(file: string, text: string, mode: number): void {
  const descriptor = openSync(file, 'w', mode);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'not a PEM file';
}
