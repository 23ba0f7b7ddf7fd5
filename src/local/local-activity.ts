import { z } from 'zod';

const id = z.string().min(1).max(200);
const account = z.looseObject({ id, name: z.string().max(200).optional() });

/** What a Direct Line client may send. */
export const clientActivity = z.looseObject({
  type: z.enum(['message', 'invoke', 'event', 'typing', 'conversationUpdate']),
  from: account,
  text: z.string().max(20_000).optional(),
  locale: z.string().max(35).optional(),
  name: z.string().max(200).optional(),
  replyToId: id.optional(),
  attachments: z.array(z.looseObject({ contentType: z.string().max(200).optional(), name: z.string().max(500).optional() })).optional(),
});
export type ClientActivity = z.infer<typeof clientActivity>;

/** What the bot sends to its connector. */
export const botActivity = z.looseObject({ type: z.string().min(1).max(100) });

/** Conversations are named by us: anything else in a path is somebody's guess. */
export const conversationId = z.guid();

/** The bot's answer to a click, as far as the transcript needs it. */
export const cardAnswer = z.object({
  type: z.literal('application/vnd.microsoft.card.adaptive'),
  value: z.record(z.string(), z.unknown()),
});
