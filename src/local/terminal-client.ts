import { z } from 'zod';

export class UnreachableError extends Error {}

export interface Heard {
  text: string;
  replyToId?: string | undefined;
  /** It is not the answer yet: that comes later by itself. */
  isBegun: boolean;
}

/** A text conversation over the Direct Line endpoint. */
export interface TerminalClient {
  /** Opens a conversation and turns cards off. Throws `UnreachableError` when no bot is there. */
  start(): Promise<void>;
  /**
   * What was answered: everything until it has been quiet for a moment; empty when nothing came in time.
   * @param patient waits also for an answer that is announced as coming later
   */
  say(line: string, timeoutMs: number, patient?: boolean): Promise<Heard[]>;
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
        for (const { type, text, replyToId, from, inputHint } of news.activities) {
          if (type === 'message' && text && from?.id !== persona) hear({ text, replyToId, isBegun: inputHint === 'ignoringInput' });
        }
      } catch (error) {
        if (stopped.signal.aborted) return;
        if (!(error instanceof UnreachableError)) throw error;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  };

  const say = async (line: string, timeoutMs: number, patient = false): Promise<Heard[]> => {
    const answers: Heard[] = [];
    let settle = (): void => undefined;
    const settled = new Promise<void>((resolve) => (settle = resolve));
    let timer = setTimeout(settle, timeoutMs);
    hear = (heard) => {
      answers.push(heard);
      clearTimeout(timer);
      timer = setTimeout(settle, patient && heard.isBegun ? timeoutMs : quietMs);
    };
    try {
      sent.parse(await request(activities, { type: 'message', text: line, from: { id: persona }, locale }, stopped.signal));
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
