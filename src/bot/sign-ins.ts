import { TurnContext, type Activity, type ConversationReference } from 'botbuilder';
import { type Credentials, SignInNeededError, type UserToken } from '../auth/credentials';
import { accountKey, type Identity, type Person } from '../auth/person';
import type { Clock } from '../clock';
import type { TeamsApp } from '../config-teams';
import type { SignInNeed, SignIns, SignInStanding, Speech } from '../dialogs/conversation';
import { say, type Language } from '../i18n/say';
import { appendAudit } from '../store/audit';
import type { Database } from '../store/database';
import { receive } from '../store/inbox';
import {
  askForSignIn,
  lockSignIn,
  noteSignedIn,
  noteSignedOut,
  signInAsked,
  waitingForSignIn,
  type SignInAsked,
  type Trx,
} from '../store/sign-ins';
import type { Log } from './log';
import { ownChatOf, placeOf } from './place';
import { signInCard } from './sign-in-card';
import type { ChannelUser, TokenService } from './token-service';
import { readUserToken, type SignedIn } from './user-token';

export interface SignInsOptions {
  database: Database;
  clock: Clock;
  app: Pick<TeamsApp, 'appId' | 'tenantId' | 'connection' | 'address'>;
  service: TokenService;
  tokens: SignedIn;
  /** What is had on behalf of a sign-in; null where nothing is. */
  credentials: Credentials | null;
  /** Notes where somebody speaks with us alone, so that their sign-in is found again; whether they are answered in text. */
  noteWhere(turn: TurnContext): Promise<'card' | 'text'>;
  /** Everything that waited for them goes on. @returns the numbers of the changes */
  goOn(trx: Trx, who: Person): Promise<number[]>;
  /** Something was committed that others wait for. */
  moved(): void;
  /** Handles a message that stands in the inbox. */
  handle(activity: Activity): void;
  log: Log;
}

/** Where a sign-in ended, and how. */
export interface Arrival {
  turn: TurnContext;
  speech: Speech;
  token: string;
  via: 'teams' | 'code';
}

/** Everybody's way in: asking, what comes of it, and out again. */
export interface SignInDesk extends SignIns {
  /** Shows a card for what is asked. */
  show(turn: TurnContext, asked: SignInAsked, as: { language: Language; text: boolean }): Promise<void>;
  /** A token came for who speaks: checks it, tells them, and goes on with what waited. */
  arrive(arrival: Arrival): Promise<void>;
}

/** A sign-in is for what was said lately: what was wanted longer ago is asked for again. */
const wishLastsMs = 12 * 3_600_000;

export function createSignIns(options: SignInsOptions): SignInDesk {
  const { database, clock, app, service, tokens, credentials, log } = options;

  async function standing(person: Identity): Promise<SignInStanding> {
    try {
      const token = await tokens.of(person);
      if (!token) return { needed: 'signed-out', claims: null };
      await credentials?.tokensOf(person);
      return { needed: null, signedInAt: token.signedInAt, expiresAt: token.expiresAt };
    } catch (error) {
      if (error instanceof SignInNeededError) return { needed: error.reason, claims: error.claims };
      throw error;
    }
  }

  const show: SignInDesk['show'] = async (turn, asked, { language, text }) => {
    const reason = needOf(asked.reason);
    // Beyond a plain sign-in something is asked of Entra that the token service's own link does not ask.
    const detour = app.address !== null && isMore(reason) ? `${app.address}/sign-in?of=${asked.nonce}` : null;
    const ways = await service.ways(turn.activity);
    const waiting = await waitingForSignIn(database.db, asked.person);
    const { connection } = app;
    await turn.sendActivity(signInCard({ reason, language, text, connection, ways, silent: asked.silent, detour, waiting }));
  };

  async function askAgain(turn: TurnContext, { person, language }: Speech, reason: SignInNeed): Promise<void> {
    const text = (await options.noteWhere(turn)) === 'text';
    const again = { person: accountKey(person), reason, at: clock.now(), send: false, silent: false };
    await show(turn, await askForSignIn(database.db, again), { language, text });
  }

  const proofOf = (token: string, person: Identity): UserToken | SignInNeed => {
    try {
      return readUserToken(token, person, clock.now()) ?? 'signed-out';
    } catch (error) {
      if (error instanceof SignInNeededError) return error.reason;
      throw error;
    }
  };

  const note = (actor: Person, kind: string, body: object): Promise<void> =>
    database.transaction((trx) => appendAudit(trx, clock, { kind, changeId: null, actor, body }));

  async function arrive({ turn, speech, token, via }: Arrival): Promise<void> {
    const { person } = speech;
    await options.noteWhere(turn);
    credentials?.forget(person);
    const proof = proofOf(token, person);
    if (typeof proof === 'string') {
      // What is not theirs must not stay under their name.
      if (proof === 'other-account') await service.forget(userOf(turn.activity));
      await note(person, 'sign-in.refused', { reason: proof, by: via });
      return askAgain(turn, speech, proof);
    }
    const now = await standing(person).catch((error: unknown) => {
      log.warn({ err: error }, 'whether Microsoft takes a sign-in cannot be seen; what waits will show');
      return null;
    });
    if (now !== null && now.needed !== null) {
      await note(person, 'sign-in.refused', { reason: now.needed, by: via });
      return askAgain(turn, speech, now.needed);
    }
    const { reason, wish, said, changes } = await database.transaction(async (trx) => {
      await lockSignIn(trx, accountKey(person));
      const before = await noteSignedIn(trx, accountKey(person), clock.now());
      const changes = await options.goOn(trx, person);
      const isLate = before.askedAt !== null && clock.now().getTime() - Date.parse(before.askedAt) > wishLastsMs;
      const wish = isLate ? null : before.wish;
      const said =
        wish &&
        saidIn(wish.reference ?? TurnContext.getConversationReference(turn.activity), {
          id: `wish-${before.nonce}`,
          text: wish.text,
          locale: wish.locale,
        });
      if (said) {
        const row = { conversation: said.conversation.id, activityId: String(said.id), activity: said, at: clock.now() };
        await receive(trx, row);
      }
      const body = { by: via, signedInAt: proof.signedInAt.toISOString(), for: before.reason, changes, wish: wish !== null };
      await appendAudit(trx, clock, { kind: 'signed-in', changeId: null, actor: person, body });
      return { reason: before.reason, wish, said, changes };
    });
    options.moved();
    const goesOn = wish ? 'wish' : reason === 'fresh' ? 'fresh' : changes.length > 0 ? 'changes' : 'other';
    const values = { name: person.name, goesOn, wish: wish?.text.slice(0, 200) ?? '', count: changes.length, changes: changes.map(String) };
    await turn.sendActivity({ type: 'message', text: say(speech.language, { key: 'sign-in.done', values }), textFormat: 'plain' });
    if (said) options.handle(said);
  }

  return {
    standing,
    show,
    arrive,
    chatUrl: (message) => `${ownChatOf(app)}&message=${encodeURIComponent(message)}`,

    async ask(turn, { person, language }, { reason, wish, stays }) {
      const { activity } = turn;
      const alone = placeOf(activity.conversation) === 'personal';
      const reference = stays ? TurnContext.getConversationReference(activity) : null;
      const asked = await askForSignIn(database.db, {
        person: accountKey(person),
        reason,
        at: clock.now(),
        send: !alone,
        ...(wish !== null && { wish: { text: wish, locale: activity.locale ?? null, reference } }),
      });
      if (!alone) {
        options.moved();
        return 'elsewhere';
      }
      const text = (await options.noteWhere(turn)) === 'text';
      await show(turn, asked, { language, text });
      return 'here';
    },

    async redeem(turn, speech, code) {
      const asked = await signInAsked(database.db, { person: accountKey(speech.person) });
      if (!asked || placeOf(turn.activity.conversation) === 'shared') return false;
      const token = await service.redeem(userOf(turn.activity), code);
      if (token === null) return false;
      await arrive({ turn, speech, token, via: 'code' });
      return true;
    },

    async signOut(turn, { person }) {
      const user = placeOf(turn.activity.conversation) === 'personal' ? userOf(turn.activity) : await tokens.userOf(person);
      if (user) await service.forget(user);
      credentials?.forget(person);
      await database.transaction(async (trx) => {
        await lockSignIn(trx, accountKey(person));
        await noteSignedOut(trx, accountKey(person));
        await appendAudit(trx, clock, { kind: 'signed-out', changeId: null, actor: person, body: {} });
      });
    },
  };
}

/** What a silent sign-in cannot give. */
export function isMore(reason: SignInNeed): reason is 'claims' | 'consent' | 'fresh' {
  return reason === 'claims' || reason === 'consent' || reason === 'fresh';
}

const needs: readonly SignInNeed[] = ['signed-out', 'consent', 'claims', 'other-account', 'fresh'];

export function needOf(reason: string): SignInNeed {
  return needs.find((one) => one === reason) ?? 'signed-out';
}

export function userOf({ from, channelId }: Activity): ChannelUser {
  return { userId: from.id, channelId };
}

/** Their words, as a message that the channel could have brought. */
function saidIn(reference: Partial<ConversationReference>, said: { id: string; text: string; locale: string | null }): Activity {
  const { id, text, locale } = said;
  const frame = TurnContext.applyConversationReference({ type: 'message' }, reference, true);
  // The SDK's type asks for members that no channel sends.
  return { ...frame, id, text, ...(locale !== null && { locale }) } as Activity;
}
