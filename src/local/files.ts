import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import type { People } from '../auth/people';
import { may, sameAccount, type Identity } from '../auth/person';
import type { Clock } from '../clock';

export interface LocalFiles {
  /** Takes the content whole, and gives a link that opens for this person alone until then. What fails leaves nothing. */
  offer(person: Identity, name: string, content: Readable): Promise<{ url: string; until: Date }>;
  /** Deletes what is over. */
  sweep(): void;
}

const keptForMs = 30 * 60_000;

const card = z.object({ name: z.string(), tenantId: z.string(), objectId: z.string(), until: z.iso.datetime() });

/**
 * Files to fetch for a while, under `<folder>`: the content beside a card that says whose it is. A link is 256 random bits, of which the disk
 * knows only the hash. As everywhere in local mode people are who they say they are: `from` in the link says it, and has to be the owner,
 * who still may read.
 */
export function createLocalFiles(
  routes: Server,
  { folder, people, clock, url }: { folder: string; people: People; clock: Clock; url: () => string },
): LocalFiles {
  const contentOf = (token: string) => path.join(folder, `${createHash('sha256').update(token).digest('hex')}.content`);
  const cardOf = (content: string) => content.replace(/content$/, 'json');

  const contents = () =>
    (existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.content')) : []).map((name) => path.join(folder, name));

  function remove(content: string): void {
    for (const file of [content, cardOf(content)]) rmSync(file, { force: true });
  }

  /** The card of a file that is there and whose time is not over. */
  function read(content: string): z.infer<typeof card> | null {
    if (!existsSync(cardOf(content)) || !existsSync(content)) return null;
    const found = card.parse(JSON.parse(readFileSync(cardOf(content), 'utf8')));
    return new Date(found.until) > clock.now() ? found : null;
  }

  routes.get('/files/:token', async (request: Request, response: Response) => {
    const token = z.string().max(100).parse(request.params.token);
    const from = new URLSearchParams(request.getQuery()).get('from') ?? '';
    const content = contentOf(token);
    const found = read(content);
    const person = await people.speaking({ id: from });
    const refuse = (status: number, message: string) => {
      response.send(status, { error: { code: status === 404 ? 'NotFound' : 'Forbidden', message } });
    };
    if (!found) return refuse(404, 'There is no such file, or its time is over. Ask for it again.');
    if (!sameAccount(person, found) || !may(person, 'read')) return refuse(403, 'This file is for somebody else.');
    response.writeHead(200, {
      'Content-Type': `${path.extname(found.name) === '.csv' ? 'text/csv' : 'text/plain'}; charset=utf-8`,
      'Content-Disposition': `attachment; filename="${found.name}"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    });
    // A client that goes away in the middle is no fault of anybody's.
    await pipeline(createReadStream(content), response).catch(() => undefined);
  });

  // What was being written when a process died is nobody's.
  for (const content of contents()) if (!existsSync(cardOf(content))) remove(content);

  return {
    async offer({ tenantId, objectId }, name, content) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const token = randomBytes(32).toString('base64url');
      const file = contentOf(token);
      const written = createWriteStream(file, { mode: 0o600 });
      try {
        await pipeline(content, written);
        const until = new Date(clock.now().getTime() + keptForMs);
        const said: z.infer<typeof card> = { name, tenantId, objectId, until: until.toISOString() };
        writeFileSync(cardOf(file), JSON.stringify(said), { mode: 0o600 });
        const owner = (await people.everybody()).find(({ person }) => person.objectId === objectId)?.id ?? '';
        return { url: `${url()}/files/${token}?from=${encodeURIComponent(owner)}`, until };
      } catch (error) {
        // What breaks before the file is open would have it made after it was removed.
        if (!written.closed) await new Promise<void>((resolve) => written.once('close', () => resolve()));
        remove(file);
        throw error;
      }
    },

    sweep() {
      for (const content of contents()) if (existsSync(cardOf(content)) && read(content) === null) remove(content);
    },
  };
}
