import type { ConversationReference } from 'botbuilder';
import type { Clock } from '../clock';
import type { Database } from '../store/database';
import { noteSignInSent, takeSignInsToSend, type SignInToSend } from '../store/sign-ins';
import type { Adapter } from './adapter';
import { placeIsGone, retryAfter } from './channel-error';
import type { Log } from './log';
import type { Reach } from './reach';
import { createRounds, type Rounds } from './rounds';
import { shownAs } from './shown-as';
import type { SignInDesk } from './sign-ins';
import type { TurnQueue } from './turn-queue';

/** Sends sign-in cards to those who are needed and did not ask: from nothing but the stored rows, also after a restart. */
export type SignInSender = Rounds;

const leaseMs = 60_000;

export function createSignInSender({
  database,
  clock,
  adapter,
  queue,
  desk,
  reach,
  log,
  pollMs = 5_000,
}: {
  database: Database;
  clock: Clock;
  adapter: Adapter;
  queue: TurnQueue;
  desk: Pick<SignInDesk, 'show'>;
  reach: Pick<Reach, 'forget'>;
  log: Log;
  pollMs?: number;
}): SignInSender {
  async function send(due: SignInToSend): Promise<void> {
    const { language, text } = shownAs.parse(JSON.parse(due.shown_as));
    try {
      await queue.run(due.conversation, () =>
        adapter.reach(JSON.parse(due.reference) as Partial<ConversationReference>, (turn) => desk.show(turn, due, { language, text })),
      );
      await noteSignInSent(database.db, due, null);
    } catch (error) {
      const waitMs = retryAfter(error, due.failures);
      log.warn({ waitMs, err: error }, waitMs === null ? 'a sign-in card cannot be sent' : 'a sign-in card could not be sent');
      const isGone = placeIsGone(error);
      if (isGone) await reach.forget(due.conversation);
      // Whoever cannot be reached is not tried; once they can be, it is due.
      await noteSignInSent(database.db, due, waitMs === null && !isGone ? null : new Date(clock.now().getTime() + (waitMs ?? 0)));
    }
  }

  return createRounds({
    pollMs,
    async round() {
      const due = await database.transaction((trx) => takeSignInsToSend(trx, { now: clock.now(), leaseMs }));
      await Promise.all(due.map(send));
      return due.length;
    },
    fault: (error) => log.error({ err: error }, 'sign-in cards could not be looked up'),
  });
}
