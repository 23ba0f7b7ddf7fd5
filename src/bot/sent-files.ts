import type { Activity, Attachment } from 'botbuilder';
import type { SentFile } from '../dialogs/conversation';
import { UserError } from '../sentence';

/** Reads an attachment that is a file. Throws `UserError` for one that may not be read. */
export type ReadFile = (attachment: Attachment) => AsyncIterable<Uint8Array>;

/**
 * The files of a message. In local mode they come inside it, as `data:` addresses; anything else that a message names is never fetched.
 * What has no name is no file: Teams adds its own HTML of each text.
 */
export function sentFiles({ attachments }: Pick<Activity, 'attachments'>, read: ReadFile = readData): SentFile[] {
  return (attachments ?? []).flatMap((attachment) => {
    const { name, contentUrl } = attachment;
    return typeof name === 'string' && typeof contentUrl === 'string' ? [{ name, open: () => read(attachment) }] : [];
  });
}

/** The activity as it is kept once it was handled: the names of its files without their content. Null when it has none. */
export function withoutFiles(activity: Activity): Activity | null {
  if (!activity.attachments?.some(({ contentUrl }) => contentUrl)) return null;
  return { ...activity, attachments: activity.attachments.map(({ contentType, name }) => ({ contentType, ...(name && { name }) })) };
}

/** The bytes of a `data:` address with base64; null for any other text. */
function bytesOfData(url: string): Buffer | null {
  const found = /^data:[^,]{0,200};base64,/i.exec(url.slice(0, 250));
  return found ? Buffer.from(url.slice(found[0].length), 'base64') : null;
}

async function* readData({ contentUrl = '' }: Attachment): AsyncIterable<Uint8Array> {
  const bytes = bytesOfData(contentUrl);
  if (!bytes) throw new UserError('message.file-elsewhere');
  yield bytes;
}
