import type { Activity } from 'botbuilder';
import { z } from 'zod';

const id = z.string().min(1).max(500);
const account = z.looseObject({ id, name: z.string().max(500).nullish() });

const frame = z.looseObject({
  type: z.string().min(1).max(100),
  id: id.optional(),
  channelId: z.string().min(1).max(100),
  serviceUrl: z.url().max(2000),
  conversation: z.looseObject({ id }),
  from: account.optional(),
  recipient: account.optional(),
  text: z.string().max(20_000).nullish(),
  locale: z.string().max(35).nullish(),
  name: z.string().max(200).nullish(),
  replyToId: z.string().max(500).nullish(),
  entities: z.array(z.looseObject({ type: z.string().nullish() })).nullish(),
  attachments: z
    .array(
      z.looseObject({ contentType: z.string().max(200).nullish(), name: z.string().max(500).nullish(), contentUrl: z.string().nullish() }),
    )
    .nullish(),
});

/** A message or an invoke is somebody's, and has an id by which it is handled once. Other kinds may come without. */
const spoken = frame.extend({ type: z.enum(['message', 'invoke']), id, from: account, recipient: account });

export type Parsed = { kind: 'activity'; activity: Activity } | { kind: 'refused'; problems: string[] };

/** Checks an activity before the SDK sees it. Null and missing are the same to us: null members are dropped. */
export function parseIncomingActivity(body: unknown): Parsed {
  const first = frame.safeParse(body);
  const checked = first.success && (first.data.type === 'message' || first.data.type === 'invoke') ? spoken.safeParse(body) : first;
  if (!checked.success)
    return {
      kind: 'refused',
      problems: checked.error.issues.slice(0, 10).map((issue) => `${issue.path.join('.') || 'activity'}: ${issue.message}`),
    };
  const present = Object.fromEntries(Object.entries(checked.data).filter(([, value]) => value !== null));
  // The SDK declares members as required that channels leave out; the schema above has checked those we read.
  return { kind: 'activity', activity: present as unknown as Activity };
}
