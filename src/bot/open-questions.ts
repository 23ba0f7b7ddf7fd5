import { TurnContext, type ConversationReference } from 'botbuilder';
import { z } from 'zod';
import type { Clock } from '../clock';
import type { OpenQuestions } from '../dialogs/conversation';
import { deleteStates, takeStates, writeState } from '../store/conversation-state';
import type { Database } from '../store/database';
import type { Adapter } from './adapter';
import type { Log } from './log';
import { placeOf } from './place';
import type { TurnQueue } from './turn-queue';

const noted = z.object({ reference: z.custom<Partial<ConversationReference>>((value) => typeof value === 'object' && value !== null) });

/** Every key of a question that is open begins so. */
const prefix = 'open|';
/** Long enough not to be a reminder of what somebody is about to answer. */
const restartedMs = 2 * 60_000;

/**
 * Questions that are open, and their second time: a day later, or after a start, each is offered once where it was asked. In shared places nobody is
 * written to about what they left.
 * @param offer what a question that is still open is offered by; in a turn of its own
 */
export function createOpenQuestions({
  database,
  clock,
  adapter,
  queue,
  offer,
  log,
  againAfterMs = 24 * 3_600_000,
}: {
  database: Database;
  clock: Clock;
  adapter: Pick<Adapter, 'reach'>;
  queue: Pick<TurnQueue, 'run'>;
  offer: (turn: TurnContext) => Promise<void>;
  log: Log;
  againAfterMs?: number;
}): OpenQuestions & { sweep(options?: { atStart?: boolean }): Promise<void> } {
  async function offerOne(reference: Partial<ConversationReference>): Promise<void> {
    const conversation = reference.conversation?.id ?? '';
    try {
      await queue.run(conversation, () => adapter.reach(reference, offer));
    } catch (error) {
      // It is open still: whoever comes back is offered it then.
      log.warn({ err: error, conversation }, 'an open question could not be offered again');
    }
  }

  return {
    async note({ activity }, isOpen) {
      if (placeOf(activity.conversation) === 'shared') return;
      const key = `${prefix}${[activity.channelId, activity.conversation.id, activity.from.id].join('|')}`;
      if (!isOpen) return deleteStates(database.db, [key]);
      const value = { reference: TurnContext.getConversationReference(activity) };
      await writeState(database.db, { key, value, expected: 'any', at: clock.now() });
    },

    async sweep({ atStart = false } = {}) {
      // An SQLite file is ours alone: at the start nobody else can have asked anything just now.
      const restarted = database.dialect === 'sqlite' ? 0 : restartedMs;
      const before = new Date(clock.now().getTime() - (atStart ? restarted : againAfterMs));
      try {
        for (const value of await takeStates(database.db, { prefix, before })) await offerOne(noted.parse(value).reference);
      } catch (error) {
        log.error({ err: error }, 'open questions could not be looked up');
      }
    },
  };
}
