import type { Activity, TurnContext } from 'botbuilder';
import type { Clock } from '../clock';
import { lookOf } from '../dialogs/conversation';
import { appendAudit } from '../store/audit';
import type { Gather } from '../store/gather';
import { receiveOnce } from '../store/inbox';
import { onOccasion } from '../store/occasion';
import type { ActivityHandler } from './activity-handler';
import type { Adapter } from './adapter';
import { executed } from './card-click';
import { isRecord, type Invoked } from './invoked';
import type { Log } from './log';
import { entryOf, keyOf, occasionOf } from './occasion-of';
import type { TurnQueue } from './turn-queue';

/** Invokes, whose sender waits for the answer. */
export interface InvokeAnswers {
  /** In a turn of its own, which may last longer than the request: after `answerWithinMs` there is a first answer, and the outcome comes as a message. */
  answer(activity: Activity): Promise<Invoked>;
  /** In this turn. @param again it was acted on before */
  answerNow(turn: TurnContext, again: boolean): Promise<Invoked>;
}

export function createInvokeAnswers({
  gather: { write, writeSoon },
  clock,
  adapter,
  handler,
  queue,
  log,
  answerWithinMs,
}: {
  gather: Gather;
  clock: Clock;
  adapter: Pick<Adapter, 'resume'>;
  handler: Pick<ActivityHandler, 'invoke' | 'working'>;
  queue: TurnQueue;
  log: Log;
  answerWithinMs: number;
}): InvokeAnswers {
  /** What an invoke looked at is written by itself, after its answer. */
  const answerNow: InvokeAnswers['answerNow'] = async (turn, again) => {
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

  return {
    answerNow,
    async answer(activity) {
      const key = keyOf(activity);
      // What only looks is the same when it is looked at again.
      const begun = isSearch(activity) || isRefresh(activity) ? 'new' : await write((trx) => receiveOnce(trx, key, clock.now()));
      let late = false;
      let answer: Invoked | undefined;
      const turn = () =>
        adapter.resume(activity, async (own) => {
          answer = await answerNow(own, begun === 'seen');
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
    },
  };
}

export function isSearch({ name }: Activity): boolean {
  return name === 'composeExtension/query' || name === 'composeExtension/selectItem';
}

/** Clients do it by themselves, once for each card that is seen. */
export function isRefresh({ name, value }: Pick<Activity, 'name' | 'value'>): boolean {
  const data = name === 'adaptiveCard/action' ? executed(value) : null;
  return isRecord(data) && data.verb === 'refresh';
}
