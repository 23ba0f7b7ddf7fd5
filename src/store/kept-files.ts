import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { Identity } from '../auth/person';
import type { Clock } from '../clock';

/** A file that waits to be fetched: where its content is, and whose it is. */
export interface KeptFile extends Pick<Identity, 'tenantId' | 'objectId'> {
  file: string;
  name: string;
}

/** Files that people are offered, for half an hour each. */
export interface KeptFiles {
  /** Takes the content whole, and offers it. What fails, the offer too, leaves nothing. */
  keep<Offer>(
    owner: Pick<Identity, 'tenantId' | 'objectId'>,
    name: string,
    content: Readable,
    offer: (kept: { token: string; file: string; until: Date }) => Promise<Offer>,
  ): Promise<Offer>;
  /** Null: there is none, or its time is over. */
  find(token: string): KeptFile | null;
  remove(token: string): void;
  /** Deletes what is over. */
  sweep(): void;
}

const keptForMs = 30 * 60_000;

const card = z.object({ name: z.string(), tenantId: z.string(), objectId: z.string(), until: z.iso.datetime() });

/** Under `folder`, the content beside a card that says whose it is. A token is 256 random bits, of which the disk knows only the hash. */
export function createKeptFiles({ folder, clock }: { folder: string; clock: Clock }): KeptFiles {
  const contentOf = (token: string) => path.join(folder, `${createHash('sha256').update(token).digest('hex')}.content`);
  const cardOf = (content: string) => content.replace(/content$/, 'json');

  const contents = () =>
    (existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.content')) : []).map((name) => path.join(folder, name));

  function remove(content: string): void {
    for (const file of [content, cardOf(content)]) rmSync(file, { force: true });
  }

  function read(content: string): z.infer<typeof card> | null {
    if (!existsSync(cardOf(content)) || !existsSync(content)) return null;
    const found = card.parse(JSON.parse(readFileSync(cardOf(content), 'utf8')));
    return new Date(found.until) > clock.now() ? found : null;
  }

  // What was being written when a process died is nobody's.
  for (const content of contents()) if (!existsSync(cardOf(content))) remove(content);

  return {
    async keep({ tenantId, objectId }, name, content, offer) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const token = randomBytes(32).toString('base64url');
      const file = contentOf(token);
      const written = createWriteStream(file, { mode: 0o600 });
      try {
        await pipeline(content, written);
        const until = new Date(clock.now().getTime() + keptForMs);
        const said: z.infer<typeof card> = { name, tenantId, objectId, until: until.toISOString() };
        writeFileSync(cardOf(file), JSON.stringify(said), { mode: 0o600 });
        return await offer({ token, file, until });
      } catch (error) {
        // What breaks before the file is open would have it made after it was removed.
        if (!written.closed) await new Promise<void>((resolve) => written.once('close', () => resolve()));
        remove(file);
        throw error;
      }
    },

    find(token) {
      const file = contentOf(token);
      const found = read(file);
      return found && { file, name: found.name, tenantId: found.tenantId, objectId: found.objectId };
    },

    remove: (token) => remove(contentOf(token)),

    sweep() {
      for (const content of contents()) if (existsSync(cardOf(content)) && read(content) === null) remove(content);
    },
  };
}
