import type { Log } from './bot/log';
import type { Clock } from './clock';
import type { Config } from './config';
import { fileSink, readCheckpoints, webhookSink, type Checkpoint } from './evidence/checkpoints';
import { createRetention } from './evidence/retention';
import type { SigningKeys } from './evidence/signing-keys';
import { createWatch } from './evidence/watch';
import type { Database } from './store/database';

export interface Evidence {
  watch: ReturnType<typeof createWatch>;
  retention: ReturnType<typeof createRetention>;
  /** What was told to the file of the configuration so far; none without one. */
  told(): Checkpoint[];
}

/** What keeps the audit true: its end is told elsewhere, and what is past its time is erased. Starts nothing. */
export function openEvidence(
  { checkpoints: { file, webhook, every }, retention: times }: Pick<Config, 'checkpoints' | 'retention'>,
  { database, clock, keys, log }: { database: Database; clock: Clock; keys: SigningKeys; log: Log },
): Evidence {
  const told = (): Checkpoint[] => (file === null ? [] : readCheckpoints(file, keys));
  const watch = createWatch({
    database,
    clock,
    keys,
    sinks: [...(file === null ? [] : [fileSink(file)]), ...(webhook === null ? [] : [webhookSink(webhook)])],
    last: told().at(-1) ?? null,
    every,
    trouble: (err, sink) =>
      sink === null
        ? log.error({ err }, 'the audit is not what was written, or cannot be read: no checkpoint is made')
        : log.warn({ err, sink }, 'a checkpoint could not be told; it is tried again'),
    mended: (sink) => log.info({ sink }, 'checkpoints are told again'),
  });
  const retention = createRetention({
    database,
    clock,
    times,
    fault: (err) => log.error({ err }, 'what is past its time could not be erased; it is tried again'),
  });
  return { watch, retention, told };
}
