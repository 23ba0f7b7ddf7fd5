import type { Attachment } from 'botbuilder';
import { z } from 'zod';
import { UserError } from '../sentence';
import type { ReadFile } from './sent-files';
import { isTrusted } from './teams-adapter';

const maxBytes = 2 * 1024 * 1024;
const timeoutMs = 15_000;

const info = z.object({ downloadUrl: z.string() });

/**
 * Files that somebody sent us in Teams: fetched from their OneDrive by the address that came with the message, without following it elsewhere.
 * @param hosts where that may be
 */
export function createDownloadFile(hosts: readonly string[]): ReadFile {
  return ({ contentType, content }: Attachment) => {
    if (contentType !== 'application/vnd.microsoft.teams.file.download.info') throw new UserError('message.file-elsewhere');
    const { downloadUrl } = info.parse(content);
    if (!isTrusted(downloadUrl, hosts)) throw new UserError('message.file-elsewhere');
    return download(downloadUrl);
  };
}

async function* download(address: string): AsyncIterable<Uint8Array> {
  const body = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) })
    .then((answer) => (answer.ok ? answer.body : null))
    // The address lets anybody read the file: it is in no error.
    .catch(() => null);
  if (!body) throw new UserError('message.file-elsewhere');
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new UserError('message.file-too-large', { limit: maxBytes / 1024 / 1024 });
    yield chunk;
  }
}
