import type { Activity, TurnContext } from 'botbuilder';
import type { Request, Response } from 'restify';
import type { Clock } from '../clock';
import { lookOf, type Looked } from '../dialogs/conversation';
import { appendAudit, type AuditEntry } from '../store/audit';
import type { Database } from '../store/database';
import { createGather } from '../store/gather';
import { markFailed, markHandled, receive, receiveOnce, takeUnhandled } from '../store/inbox';
import { onOccasion, type Occasion } from '../store/occasion';
import type { InboxRow } from '../store/schema';
import type { ActivityHandler } from './activity-handler';
import type { Adapter } from './adapter';
import { parseIncomingActivity } from './incoming-activity';
import type { Installed } from './installed';
import { respond, type Invoked } from './invoked';
import type { Log } from './log';
import type { Members } from './members';
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
  const { write, writeSoon } = createGather(database);
  const mine = new Set<string>();
  let stopping = false;

  const handle = (activity: Activity): void => {
    const key = { conversation: activity.conversation.id, activityId: String(activity.id) };
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

  /** What an invoke looked at is written by itself, after its answer. */
  const invoke = async (turn: TurnContext, again: boolean): Promise<Invoked> => {
    const { activity } = turn;
    const occasion = occasionOf(activity);
    const invoked = await onOccasion(occasion, () => handler.invoke(turn, again));
    const looked = lookOf(turn);
    if (!looked) return invoked;
    writeSoon((trx) => appendAudit(trx, clock, entryOf(occasion, looked))).catch((error: unknown) =>
      log.error({ conversation: activity.conversation.id, activity: activity.id, err: error }, 'what was looked at could not be recorded'),
    );
    return invoked;
  };

  /** In a turn of its own, which may last longer than the request. */
  const answerOf = async (activity: Activity): Promise<Invoked> => {
    const key = { conversation: activity.conversation.id, activityId: String(activity.id) };
    // What only looks is the same when it is looked at again.
    const begun = isSearch(activity) || isRefresh(activity) ? 'new' : await write((trx) => receiveOnce(trx, key, clock.now()));
    let late = false;
    let answer: Invoked | undefined;
    const turn = () =>
      adapter.resume(activity, async (own) => {
        answer = await invoke(own, begun === 'seen');
        if (late) await answer.late?.(own);
      });
    // A search belongs to no conversation: it waits for none.
    const work = isSearch(activity) ? turn() : queue.run(key.conversation, turn);
    let broken: unknown;
    const ended = work.catch((error: unknown) => {
      broken = error;
      log.error({ ...key, err: error }, 'an invoke failed');
    });
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, answerWithinMs)));
    await Promise.race([ended, limit]).finally(() => clearTimeout(timer));
    if (answer) return answer;
    if (broken) return { status: 500 };
    late = true;
    return handler.working(activity);
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
        if (isAboutSignIn(activity)) return respond(turn, await invoke(turn, false));
        const key = { conversation: activity.conversation.id, activityId: String(activity.id) };
        if (placeOf(activity.conversation) === 'shared') await members.note(activity);
        if (activity.type !== 'message' && activity.type !== 'invoke') return queue.run(key.conversation, () => installed.heard(turn));
        const much = tooMuch(activity);
        if (activity.type === 'invoke') return respond(turn, much === 'fine' ? await answerOf(activity) : handler.tooMuchAnswer(activity));
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

function isSearch({ name }: Activity): boolean {
  return name === 'composeExtension/query' || name === 'composeExtension/selectItem';
}

/** Clients do it by themselves, once for each card that is seen. */
function isRefresh({ name, value }: Activity): boolean {
  return name === 'adaptiveCard/action' && /"verb":"refresh"/.test(JSON.stringify(value ?? null));
}

const codes = { 401: 'Unauthorized', 403: 'Forbidden', 503: 'ServiceUnavailable' };

function entryOf(occasion: Occasion, { person, ...body }: Looked): AuditEntry {
  return { kind: 'read', changeId: null, actor: person, body, occasion };
}

function occasionOf({ channelId, conversation, id }: Activity): Occasion {
  return { channel: channelId, conversation: conversation.id, activity: String(id) };
}

/** Who, where and in which language: what an answer needs, and nothing of what was said. */
function frameOf({ type, id, name, channelId, serviceUrl, conversation, from, recipient, locale }: Activity): Partial<Activity> {
  return { type, id, name, channelId, serviceUrl, conversation: { ...conversation, name: '' }, from, recipient, locale };
}

/** It was checked before it was stored. */
function storedActivity(row: InboxRow): Activity {
  return JSON.parse(row.activity) as Activity;
}
