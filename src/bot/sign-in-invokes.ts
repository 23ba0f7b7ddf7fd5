import { setTimeout as pause } from 'node:timers/promises';
import type { Activity, TurnContext } from 'botbuilder';
import { z } from 'zod';
import { accountKey } from '../auth/person';
import type { Clock } from '../clock';
import type { Speech } from '../dialogs/conversation';
import type { Database } from '../store/database';
import { noMoreSilently, signInAsked } from '../store/sign-ins';
import { beginExchange, endExchange, leaveExchange, type ExchangeAnswer } from '../store/token-exchanges';
import type { Log } from './log';
import { userOf, type SignInDesk } from './sign-ins';
import type { TokenService } from './token-service';

const tokenExchange = z.object({
  id: z.string().min(1).max(500),
  connectionName: z.string().max(100).optional(),
  token: z.string().min(1),
});
const verifyState = z.object({ state: z.string().max(100).optional() });
const failure = z.object({ code: z.string().max(200).optional(), message: z.string().max(1_000).optional() });

/** What Teams says in the course of a sign-in. */
export interface SignInInvokes {
  /** Before anything is said: who speaks with us alone may be signed in already, and is found by where they do. */
  meet(turn: TurnContext): Promise<unknown>;
  /** Null: it is none of them. */
  answer(turn: TurnContext, speech: Speech): Promise<ExchangeAnswer | null>;
}

/** What Teams says of a sign-in waits for no other turn: it changes nothing of the conversation, and Teams does not wait long. */
export function isAboutSignIn({ type, name }: Activity): boolean {
  return type === 'invoke' && String(name).startsWith('signin/');
}

/** Teams gives up after 15 s. */
const waitMs = 12_000;

export function createSignInInvokes({
  database,
  clock,
  service,
  desk,
  noteWhere,
  log,
}: {
  database: Database;
  clock: Clock;
  service: TokenService;
  desk: SignInDesk;
  noteWhere: (turn: TurnContext) => Promise<unknown>;
  log: Log;
}): SignInInvokes {
  /** Every client of a person asks for the same exchange, perhaps of several of us: one does it, all get its answer. */
  async function once(id: string, work: () => Promise<ExchangeAnswer>): Promise<ExchangeAnswer> {
    for (const until = Date.now() + waitMs; ; await pause(100)) {
      const began = await beginExchange(database.db, id, clock.now());
      if (typeof began === 'object') return began;
      if (began === 'mine') {
        try {
          const answer = await work();
          await endExchange(database.db, id, answer);
          return answer;
        } catch (error) {
          await leaveExchange(database.db, id);
          throw error;
        }
      }
      if (Date.now() > until) throw new Error('Another client began this sign-in, and it does not end.');
    }
  }

  async function exchange(turn: TurnContext, speech: Speech): Promise<ExchangeAnswer> {
    const { id, connectionName, token } = tokenExchange.parse(turn.activity.value);
    const user = userOf(turn.activity);
    return once(`${user.channelId}|${turn.activity.conversation.id}|${user.userId}|${id}`, async () => {
      const had = await service.exchange(user, token);
      if (had === null) {
        await noMoreSilently(database.db, accountKey(speech.person));
        // Teams shows the card's button then, and asks for consent behind it.
        return {
          status: 412,
          body: { id, connectionName, failureDetail: 'The token could not be exchanged: consent or a sign-in is needed.' },
        };
      }
      await desk.arrive({ turn, speech, token: had, via: 'teams' });
      return { status: 200, body: { id, connectionName } };
    });
  }

  async function verify(turn: TurnContext, speech: Speech): Promise<ExchangeAnswer> {
    const { state } = verifyState.parse(turn.activity.value ?? {});
    const redeemed = /^\d{1,12}$/.test(state ?? '') && (await desk.redeem(turn, speech, String(state)));
    return { status: redeemed ? 200 : 404, body: undefined };
  }

  /** Teams could not do it by itself, and shows nobody why: the card is shown once more, to be clicked. */
  async function failed(turn: TurnContext, { person, language }: Speech): Promise<ExchangeAnswer> {
    const { code, message } = failure.parse(turn.activity.value ?? {});
    log.warn({ code, why: message }, 'Teams could not sign somebody in by itself');
    const asked = await signInAsked(database.db, { person: accountKey(person) });
    if (asked && (await noMoreSilently(database.db, asked.person)))
      await desk.show(turn, { ...asked, silent: false }, { language, text: false });
    return { status: 200, body: undefined };
  }

  return {
    meet: noteWhere,
    async answer(turn, speech) {
      switch (turn.activity.name) {
        case 'signin/tokenExchange':
          return exchange(turn, speech);
        case 'signin/verifyState':
          return verify(turn, speech);
        case 'signin/failure':
          return failed(turn, speech);
        default:
          return null;
      }
    },
  };
}
