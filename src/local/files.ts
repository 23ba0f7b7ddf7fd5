import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import type { People } from '../auth/people';
import { may, sameAccount, type Identity } from '../auth/person';
import type { Clock } from '../clock';
import { createKeptFiles } from '../store/kept-files';

export interface LocalFiles {
  /** Takes the content whole, and gives a link that opens for this person alone until then. What fails leaves nothing. */
  offer(person: Identity, name: string, content: Readable): Promise<{ url: string; until: Date }>;
  /** Deletes what is over. */
  sweep(): void;
}

/**
 * Files to fetch for a while, under `<folder>`. As everywhere in local mode people are who they say they are: `from` in the link says it, and has
 * to be the owner, who still may read.
 */
export function createLocalFiles(
  routes: Server,
  { folder, people, clock, url }: { folder: string; people: People; clock: Clock; url: () => string },
): LocalFiles {
  const kept = createKeptFiles({ folder, clock });

  routes.get('/files/:token', async (request: Request, response: Response) => {
    const token = z.string().max(100).parse(request.params.token);
    const from = new URLSearchParams(request.getQuery()).get('from') ?? '';
    const found = kept.find(token);
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
    await pipeline(createReadStream(found.file), response).catch(() => undefined);
  });

  return {
    offer: (person, name, content) =>
      kept.keep(person, name, content, async ({ token, until }) => {
        const owner = (await people.everybody()).find((one) => one.person.objectId === person.objectId)?.id ?? '';
        return { url: `${url()}/files/${token}?from=${encodeURIComponent(owner)}`, until };
      }),
    sweep: () => kept.sweep(),
  };
}
