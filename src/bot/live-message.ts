import type { ConversationReference } from 'botbuilder';
import { z } from 'zod';
import type { Rendered } from '../cards/rendered';
import { languageSchema } from '../i18n/say';
import type { Adapter } from './adapter';
import { asData } from './as-data';
import { messageOf } from './message-of';
import type { OwnChat } from './own-chat';
import { inPlace, places } from './place';
import type { TextPages } from './text-pages';
import type { TurnQueue } from './turn-queue';

const liveMessage = z.object({
  reference: z.custom<Partial<ConversationReference>>((value) => typeof value === 'object' && value !== null),
  /** The card that is edited; null where there is none. */
  activityId: z.string().nullable(),
  text: z.boolean(),
  /** A program reads along. */
  data: z.boolean().default(false),
  language: languageSchema.default('en'),
  place: z.enum(places).default('personal'),
  /** Who asked for it: hears the end whole in their own chat, where others read along here. */
  person: z.object({ tenantId: z.string(), objectId: z.string() }).optional(),
});

/** A message that goes on changing after its turn, as it is kept. */
export type LiveMessage = z.infer<typeof liveMessage>;

/**
 * Brings such a message up to date: a card is edited, in turn with what the person says and clicks there. A text conversation hears of the end alone.
 */
export async function updateLive(
  { adapter, queue, own, pages }: { adapter: Adapter; queue: TurnQueue; own: OwnChat; pages: TextPages },
  live: unknown,
  message: Rendered,
  { atEnd }: { atEnd: boolean },
): Promise<void> {
  const { reference, activityId, text, data, language, place, person } = liveMessage.parse(live);
  if (text && !atEnd) return;
  const shown = inPlace(message, place, own.address);
  if (atEnd && person && shown !== message) await own.tell(person, message);
  await queue.run(String(reference.conversation?.id), () =>
    adapter.reach(reference, async (turn) => {
      const said = text ? { ...shown, text: await pages.first(turn.activity, language, shown.text) } : shown;
      const sent = { ...messageOf(said, text ? 'text' : 'card'), ...(data && asData(shown, undefined)) };
      if (activityId === null) await turn.sendActivity(sent);
      else await turn.updateActivity({ ...sent, id: activityId });
    }),
  );
}
