import type { Activity } from 'botbuilder';
import type { Request, Response } from 'restify';
import type { Clock } from '../clock';
import { lookOf, type Looked } from '../dialogs/conversation';
import { appendAudit } from '../store/audit';
import type { Database } from '../store/database';
import { createGather } from '../store/gather';
import { markFailed, markHandled, receive, takeUnhandled } from '../store/inbox';
import { onOccasion } from '../store/occasion';
import type { InboxRow } from '../store/schema';
import type { ActivityHandler } from './activity-handler';
import type { Adapter } from './adapter';
import { createInvokeAnswers, isRefresh, isSearch } from './answer-invokes';
import { parseIncomingActivity } from './incoming-activity';
import type { Installed } from './installed';
import { respond } from './invoked';
import type { Log } from './log';
import type { Members } from './members';
import { entryOf, keyOf, occasionOf } from './occasion-of';
import { createPersonLimits } from './person-limits';
import { placeOf } from './place';
import { withoutFiles } from './sent-files';
import { isAboutSignIn } from './sign-in-invokes';
import type { TurnQueue } from './turn-queue';

/** From a request to a turn that is handled once, also when the process dies on the way. */
export interface Receiver {
  /** The handler of POST /api/messages. */
  onRequest(this: void, request: Request, response: Response): Promise<void>;
  /** Handles a message that stands in the inbox already. */
  handle(this: void, activity: Activity): void;
  /** Handles what was begun and not finished: call it at start and from time to time. Never throws. */
  sweep(options?: { atStart?: boolean }): Promise<void>;
  /** Takes nothing new and lets turns end, for `limitMs` at most. True when all have ended; the rest is handled after the next start. */
  stop(limitMs: number): Promise<boolean>;
}

/** After so long a turn is taken to be dead with its replica. */
const abandonedAfterMs = 120_000;
/** A turn that another replica's turn in the same conversation got in the way of is handled again when that one is over. */
const retryAfterMs = 250;

export function createReceiver({
  database,
  clock,
  adapter,
  handler,
  installed,
  members,
  decides,
  queue,
  holdsKey,
  isOurs,
  log,
  answerWithinMs = 8_000,
}: {
  database: Database;
  clock: Clock;
  adapter: Adapter;
  handler: ActivityHandler;
  installed: Installed;
  members: Members;
  /** Whether a message or click decides about a change: heard however much its sender says. */
  decides: (activity: Activity) => boolean;
  queue: TurnQueue;
  /** Whether an activity has a private key in it: nothing of it may be kept. */
  holdsKey: (activity: unknown) => boolean;
  /** Whether an activity is of the tenant that Switchboard works for. */
  isOurs: (activity: Activity) => boolean;
  log: Log;
  /** An invoke that takes longer gets a first answer, and its outcome as a message. Channels wait ten seconds or so. */
  answerWithinMs?: number;
}): Receiver {
  const limits = { said: createPersonLimits({ clock, most: 40 }), sought: createPersonLimits({ clock, most: 120 }) };
  const gather = createGather(database);
  const { write, writeSoon } = gather;
  const invokes = createInvokeAnswers({ gather, clock, adapter, handler, queue, log, answerWithinMs });
  const mine = new Set<string>();
  let stopping = false;

  const handle = (activity: Activity): void => {
    const key = keyOf(activity);
    const name = `${key.conversation}|${key.activityId}`;
    if (mine.has(name)) return;
    mine.add(name);
    const turn = async (): Promise<void> => {
      // What waits when we stop stays in the inbox, for the next start.
      if (stopping) return;
      try {
        let looked: Looked | undefined;
        const occasion = occasionOf(activity);
        await adapter.resume(activity, async (turn) => {
          await onOccasion(occasion, () => handler.message(turn));
          looked = lookOf(turn);
        });
        // The person has the answer: should the process die first, the message is only answered twice. What was looked at goes with this write:
        // it costs no wait for the disk of its own, and is not lost as long as the message is handled again.
        await writeSoon(async (trx) => {
          await markHandled(trx, key, clock.now(), withoutFiles(activity));
          if (looked) await appendAudit(trx, clock, entryOf(occasion, looked));
        });
      } catch (error) {
        log.error({ ...key, err: error }, 'turn failed');
        const next = await markFailed(database.db, key, clock.now());
        if (next === 'again') setTimeout(() => void sweep(), retryAfterMs).unref();
      }
    };
    queue
      .run(key.conversation, turn)
      .catch((error: unknown) => log.error({ ...key, err: error }, 'turn could not be recorded'))
      .finally(() => mine.delete(name));
  };

  /** Whether somebody says more than one person can. Local mode has no strangers. */
  const tooMuch = (activity: Activity): 'fine' | 'first' | 'more' => {
    if (activity.channelId !== 'msteams' || isRefresh(activity)) return 'fine';
    const asked = limits[isSearch(activity) ? 'sought' : 'said'].ask(activity.from.aadObjectId ?? activity.from.id);
    return asked === 'fine' || decides(activity) ? 'fine' : asked;
  };

  const takeUp = async (atStart: boolean): Promise<void> => {
    if (stopping) return;
    const now = clock.now();
    // An SQLite file is ours alone: at the start nobody can be at work on anything.
    const olderThan = atStart && database.dialect === 'sqlite' ? now : new Date(now.getTime() - abandonedAfterMs);
    const { again, givenUp } = await takeUnhandled(database.db, { olderThan, now });
    for (const row of again) handle(storedActivity(row));
    for (const row of givenUp) {
      log.error({ conversation: row.conversation, activity: row.activity_id, attempts: row.attempts }, 'message given up');
      await queue.run(row.conversation, () => adapter.resume(storedActivity(row), handler.givenUp));
    }
  };

  // The database may be away: what is unfinished is found by a later sweep.
  const sweep: Receiver['sweep'] = ({ atStart = false } = {}) =>
    takeUp(atStart).catch((error: unknown) => log.error({ err: error }, 'unfinished messages could not be looked up'));

  return {
    sweep,
    handle,

    async onRequest(request, response) {
      if (stopping) {
        response.header('Retry-After', '5');
        return void response.send(503, { error: { code: 'Stopping', message: 'Switchboard is being restarted.' } });
      }
      const parsed = parseIncomingActivity(request.body);
      if (parsed.kind === 'refused') return void response.send(400, { error: { code: 'BadSyntax', message: parsed.problems.join('; ') } });
      const refused = await adapter.refusal(parsed.activity, request.headers.authorization ?? '');
      if (refused) {
        const { status, message, reason } = refused;
        const { serviceUrl, channelId } = parsed.activity;
        log.warn({ serviceUrl, channelId, status, reason }, 'a request was refused');
        return void response.send(status, { error: { code: codes[status], message } });
      }
      if (!isOurs(parsed.activity)) {
        log.warn(
          { conversation: parsed.activity.conversation.id, activity: parsed.activity.id },
          'somebody of another tenant was turned away',
        );
        request.body = frameOf(parsed.activity);
        return adapter.process(request, response, (turn) => handler.turnedAway(turn));
      }
      if (holdsKey(parsed.activity)) {
        const frame = { ...frameOf(parsed.activity), type: 'message' };
        log.warn({ conversation: frame.conversation?.id, activity: frame.id }, 'a message with a private key was refused');
        request.body = frame;
        return adapter.process(request, response, (turn) => queue.run(turn.activity.conversation.id, () => handler.keyRefused(turn)));
      }
      request.body = parsed.activity;
      await adapter.process(request, response, async (turn) => {
        const { activity } = turn;
        // What tells a second sign-in from the first is the exchange itself: all who send it get its answer.
        if (isAboutSignIn(activity)) return respond(turn, await invokes.answerNow(turn, false));
        const key = keyOf(activity);
        if (placeOf(activity.conversation) === 'shared') await members.note(activity);
        if (activity.type !== 'message' && activity.type !== 'invoke') return queue.run(key.conversation, () => installed.heard(turn));
        const much = tooMuch(activity);
        if (activity.type === 'invoke')
          return respond(turn, much === 'fine' ? await invokes.answer(activity) : await handler.tooMuchAnswer(activity));
        if (much === 'more') return;
        if (much === 'first') return queue.run(key.conversation, () => handler.tooMuch(turn));
        const stored = await write((trx) => receive(trx, { ...key, activity, at: clock.now() }));
        if (stored === 'new') handle(activity);
      });
    },

    async stop(limitMs) {
      stopping = true;
      return queue.idle(limitMs);
    },
  };
}

const codes = { 401: 'Unauthorized', 403: 'Forbidden', 503: 'ServiceUnavailable' };

/** Who, where and in which language: what an answer needs, and nothing of what was said. */
function frameOf({ type, id, name, channelId, serviceUrl, conversation, from, recipient, locale }: Activity): Partial<Activity> {
  return { type, id, name, channelId, serviceUrl, conversation: { ...conversation, name: '' }, from, recipient, locale };
}

/** It was checked before it was stored. */
function storedActivity(row: InboxRow): Activity {
  return JSON.parse(row.activity) as Activity;
}
