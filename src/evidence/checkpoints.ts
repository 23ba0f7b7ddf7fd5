import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { AuditKeys } from '../store/audit-keys';
import { DatabaseError } from '../store/database-error';
import type { AuditHead } from '../store/verify-audit';

const checkpointSchema = z.object({
  seq: z.number(),
  hash: z.string(),
  at: z.string(),
  key: z.string(),
  signature: z.string(),
});

/** The end of the chain at a moment, signed and kept elsewhere: who cuts or rewrites the chain cannot make it fit. */
export type Checkpoint = z.infer<typeof checkpointSchema>;

/** Where checkpoints go. `send` throws when it could not; it is tried again later. */
export interface Sink {
  name: string;
  send(checkpoint: Checkpoint): Promise<void>;
}

function checkpointMessage({ seq, hash, at }: Pick<Checkpoint, 'seq' | 'hash' | 'at'>): string {
  return `switchboard audit checkpoint\n${seq}\n${hash}\n${at}`;
}

export function signedCheckpoint(keys: AuditKeys, { seq, hash }: AuditHead, at: string): Checkpoint {
  return { seq, hash, at, key: keys.current, signature: keys.sign(checkpointMessage({ seq, hash, at })) };
}

/** One line of JSON each, never rewritten. */
export function fileSink(file: string): Sink {
  return {
    name: file,
    send: (checkpoint) => {
      mkdirSync(path.dirname(file), { recursive: true });
      const descriptor = openSync(file, 'a', 0o644);
      try {
        writeSync(descriptor, `${JSON.stringify(checkpoint)}\n`);
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
      return Promise.resolve();
    },
  };
}

const webhookTimeoutMs = 5_000;

/** A POST of JSON; anything but 2xx is a failure. No redirects: what is told goes where the configuration says. */
export function webhookSink(url: string): Sink {
  return {
    name: new URL(url).origin,
    send: async (checkpoint) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(checkpoint),
        redirect: 'error',
        signal: AbortSignal.timeout(webhookTimeoutMs),
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`It answered ${response.status}.`);
    },
  };
}

/**
 * The checkpoints of a file, oldest first; none when there is no such file. A last line that a power cut broke off is left out.
 * Throws `DatabaseError` for a line that is no checkpoint or was not signed with a key that is known here.
 */
export function readCheckpoints(file: string, keys: AuditKeys): Checkpoint[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  // What stands behind the last line break was not written to its end.
  lines.pop();
  return lines.map((line, index) => {
    const parsed = checkpointSchema.safeParse(jsonOf(line));
    const found = parsed.success ? keys.check(parsed.data.key, checkpointMessage(parsed.data), parsed.data.signature) : 'bad';
    if (!parsed.success || found === 'bad' || found === 'unknown')
      throw new DatabaseError(`${file}, line ${index + 1}: this is no checkpoint that was signed with a key listed here.`);
    return parsed.data;
  });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
