/** Tells of progress, the latest alone, and no faster than a channel takes edits. */
export interface Teller<News> {
  tell(news: News): void;
  /** Nothing more is told; resolves when nothing is on its way any more. */
  end(): Promise<void>;
}

const everyMs = 1_000;

/** Progress that could not be told is not told: what counts is the end. */
export function createTeller<News>(show: (news: News) => Promise<void>): Teller<News> {
  let latest: { news: News } | null = null;
  let running: Promise<void> | null = null;
  let wake = (): void => undefined;
  const ended = new Promise<void>((resolve) => (wake = resolve));
  let isOver = false;

  const run = async (): Promise<void> => {
    while (latest && !isOver) {
      const { news } = latest;
      latest = null;
      await show(news).catch(() => undefined);
      await pause(everyMs, ended);
    }
    running = null;
  };

  return {
    tell(news) {
      latest = { news };
      running ??= run();
    },
    async end() {
      isOver = true;
      wake();
      await running;
    },
  };
}

async function pause(ms: number, cut: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([cut, new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}
