import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { StatusCodes, type Activity, type TurnContext } from 'botbuilder';
import { z } from 'zod';
import { sameAccount, type Identity } from '../auth/person';
import type { Clock } from '../clock';
import type { Speech } from '../dialogs/conversation';
import { say } from '../i18n/say';
import { sentence, UserError } from '../sentence';
import { createKeptFiles } from '../store/kept-files';
import { answered, type Invoked } from './invoked';
import type { OwnChat } from './own-chat';
import { isTrusted } from './teams-adapter';

/** Files in Teams: the person is asked in their own chat, and what they accept goes to their own OneDrive. */
export interface FileConsent {
  /** Takes the content whole, and asks. Throws `UserError` where no message of ours reaches the person. What fails leaves nothing. */
  offer(person: Identity, name: string, content: Readable): Promise<{ url: string; until: Date }>;
  /** The answer: accepted or declined. */
  invoke(turn: TurnContext, speech: Speech): Promise<Invoked>;
  /** Deletes what is over. */
  sweep(): void;
}

const uploadMs = 9_000;

const consent = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('accept'),
    context: z.object({ token: z.string().max(100) }),
    uploadInfo: z.object({
      contentUrl: z.string(),
      name: z.string(),
      uploadUrl: z.string(),
      uniqueId: z.string().nullish(),
      fileType: z.string().nullish(),
    }),
  }),
  z.object({ action: z.literal('decline'), context: z.object({ token: z.string().max(100) }) }),
]);

/**
 * @param folder holds what was offered until it is fetched
 * @param hosts where a file may be uploaded to
 */
export function createFileConsent({
  folder,
  clock,
  own,
  hosts,
}: {
  folder: string;
  clock: Clock;
  own: OwnChat;
  hosts: readonly string[];
}): FileConsent {
  const kept = createKeptFiles({ folder, clock });

  return {
    offer: (person, name, content) =>
      kept.keep(person, name, content, async ({ token, file, until }) => {
        const asked = await own.post(person, (language) =>
          consentCard(name, readFileSync(file).byteLength, token, say(language, sentence('files.what'))),
        );
        if (!asked) throw new UserError('files.no-own-chat');
        return { url: own.address ?? '', until };
      }),

    async invoke(turn, { person, language }) {
      const parsed = consent.safeParse(turn.activity.value);
      const found = parsed.success ? kept.find(parsed.data.context.token) : null;
      const refuse = async (key: string): Promise<Invoked> => {
        await turn.sendActivity({ type: 'message', text: say(language, sentence(key)), textFormat: 'plain' });
        return answered({});
      };
      if (!parsed.success || !found || !sameAccount(person, found)) return refuse('files.gone');
      const { token } = parsed.data.context;
      if (parsed.data.action === 'decline') {
        kept.remove(token);
        return answered({});
      }
      const { uploadInfo } = parsed.data;
      if (!isTrusted(uploadInfo.uploadUrl, hosts)) return refuse('files.elsewhere');
      if (!(await uploaded(uploadInfo.uploadUrl, readFileSync(found.file)))) return refuse('files.not-taken');
      kept.remove(token);
      await turn.sendActivity(fileCard(uploadInfo));
      return { status: StatusCodes.OK, body: {} };
    },

    sweep: () => kept.sweep(),
  };
}

/** One request with all of it. The address is a secret of the person's: it is in no error. */
async function uploaded(address: string, content: Buffer): Promise<boolean> {
  try {
    const answer = await fetch(address, {
      method: 'PUT',
      headers: {
        'content-type': 'application/octet-stream',
        'content-range': `bytes 0-${Math.max(0, content.byteLength - 1)}/${content.byteLength}`,
      },
      body: new Uint8Array(content),
      redirect: 'error',
      signal: AbortSignal.timeout(uploadMs),
    });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}

function consentCard(name: string, sizeInBytes: number, token: string, description: string): Partial<Activity> {
  const context = { token };
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.teams.card.file.consent',
        name,
        content: { description, sizeInBytes, acceptContext: context, declineContext: context },
      },
    ],
  };
}

function fileCard({
  contentUrl,
  name,
  uniqueId,
  fileType,
}: {
  contentUrl: string;
  name: string;
  uniqueId?: string | null | undefined;
  fileType?: string | null | undefined;
}): Partial<Activity> {
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.teams.card.file.info', contentUrl, name, content: { uniqueId, fileType } }],
  };
}
