import { z } from 'zod';

export class UnreachableError extends Error {}

export interface Heard {
  text: string;
  replyToId?: string | undefined;
  /** It is not the answer yet: that comes later by itself. */
  isBegun: boolean;
  /** The same as data; null for what is shown on a card of others. */
  data: Said | null;
}

/** What was said, for programs: the same text, its card, the change that it shows with its plan. */
export type Said = z.infer<typeof said>;

const said = z.object({
  text: z.string(),
  summary: z.string(),
  card: z.record(z.string(), z.unknown()).nullable(),
  /** Whether the line got what it asked for, or is asked for more. */
  outcome: z.enum(['answered', 'asks', 'refused']),
  change: z.looseObject({ id: z.number(), state: z.string() }).nullable(),
});

/** Whether a change goes on by itself. */
export function isUnderWay(change: Said['change']): boolean {
  return change !== null && ['queued', 'running', 'waiting'].includes(change.state);
}

/** A text conversation over the Direct Line endpoint. */
export interface TerminalClient {
  /** Opens a conversation and turns cards off. Throws `UnreachableError` when no bot is there. */
  start(): Promise<void>;
  /**
   * What was answered: everything until it has been quiet for a moment; empty when nothing came in time.
   * @param patienceMs how long to wait also for what is announced as coming later, and for changes to end
   */
  say(line: string, timeoutMs: number, patienceMs?: number): Promise<Heard[]>;
  /** Gets what comes unasked. */
  listen(hear: (heard: Heard) => void): void;
  stop(): void;
}

const waitMs = 20_000;
const quietMs = 400;
const requestMs = 30_000;
const started = z.object({ conversationId: z.string() });
const sent = z.object({ id: z.string() });
const stream = z.object({
  watermark: z.string(),
  activities: z.array(
    z.object({
      type: z.string(),
      text: z.string().optional(),
      replyToId: z.string().optional(),
      inputHint: z.string().optional(),
      channelData: z.object({ switchboard: said.optional().catch(undefined) }).optional(),
      from: z.object({ id: z.string() }).optional(),
    }),
  ),
});

export function createTerminalClient({ url, persona, locale }: { url: string; persona: string; locale: string }): TerminalClient {
  const stopped = new AbortController();
  let activities = '';
  let hear: (heard: Heard) => void = () => undefined;
  let unasked: (heard: Heard) => void = () => undefined;

  const follow = async (): Promise<void> => {
    let watermark = '0';
    while (!stopped.signal.aborted) {
      try {
        const news = stream.parse(await request(`${activities}?watermark=${watermark}&wait=${waitMs}`, undefined, stopped.signal));
        watermark = news.watermark;
        for (const { type, text, replyToId, from, inputHint, channelData } of news.activities) {
          if (type === 'message' && text && from?.id !== persona)
            hear({ text, replyToId, isBegun: inputHint === 'ignoringInput', data: channelData?.switchboard ?? null });
        }
      } catch (error) {
        if (stopped.signal.aborted) return;
        if (!(error instanceof UnreachableError)) throw error;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  };

  const say = async (line: string, timeoutMs: number, patienceMs = 0): Promise<Heard[]> => {
    const answers: Heard[] = [];
    let settle = (): void => undefined;
    const settled = new Promise<void>((resolve) => (settle = resolve));
    let timer = setTimeout(settle, timeoutMs);
    hear = (heard) => {
      answers.push(heard);
      clearTimeout(timer);
      timer = setTimeout(settle, goesOn(answers) ? Math.max(patienceMs, quietMs) : quietMs);
    };
    try {
      sent.parse(await request(activities, { ...asking, text: line, from: { id: persona }, locale }, stopped.signal));
      await settled;
      return answers;
    } finally {
      clearTimeout(timer);
      hear = (heard) => unasked(heard);
    }
  };

  return {
    async start() {
      const { conversationId } = started.parse(await request(`${url}/v3/directline/conversations`, {}, stopped.signal));
      activities = `${url}/v3/directline/conversations/${conversationId}/activities`;
      // Ends with `stop`; what it throws is a fault of ours and ends the program.
      void follow();
      await say('cards off', 10_000);
    },
    say,
    listen: (listener) => (unasked = listener),
    stop: () => stopped.abort(),
  };
}

const asking = { type: 'message', channelData: { switchboard: 'data' } };

/** Whether more is to come by itself: the last message says so, or a change as it was shown last. */
function goesOn(answers: readonly Heard[]): boolean {
  const changes = new Map(answers.flatMap(({ data }) => (data?.change ? [[data.change.id, data.change] as const] : [])));
  return answers.at(-1)?.isBegun === true || [...changes.values()].some(isUnderWay);
}

async function request(url: string, body: unknown, stopped: AbortSignal): Promise<unknown> {
  try {
    const response = await fetch(url, {
      ...(body !== undefined && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      signal: AbortSignal.any([stopped, AbortSignal.timeout(requestMs)]),
    });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    return await response.json();
  } catch (error) {
    throw new UnreachableError('No bot answers.', { cause: error });
  }
}
