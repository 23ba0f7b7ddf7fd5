import { createLog } from './bot/log';
import { ConfigError, loadConfig } from './config';
import { DatabaseError } from './store/database-error';
import { startSwitchboard } from './switchboard';

/** Runs the bot until it is told to stop. What the operator can mend is said in a sentence, everything else with its stack. */
async function main(): Promise<void> {
  const config = loadConfig();
  const log = createLog({ level: config.logLevel });
  const switchboard = await startSwitchboard(config, log);
  const mode = config.teams === null ? 'local' : 'teams';
  log.info({ mode, url: switchboard.url, platform: config.model.platform, backend: config.backend }, 'listening');
  process.on('SIGHUP', () => {
    switchboard.reload().catch((err: unknown) => log.error({ err }, 'the configuration could not be read again'));
  });
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      log.info({ signal }, 'stopping');
      switchboard.stop().then(
        () => process.exit(0),
        (err: unknown) => {
          log.fatal({ err }, 'could not stop cleanly');
          process.exit(1);
        },
      );
    });
  }
}

main().catch((error: unknown) => {
  const plain = error instanceof ConfigError || error instanceof DatabaseError || (error instanceof Error && error.cause !== undefined);
  process.stderr.write(`${plain || !(error instanceof Error) ? String(error instanceof Error ? error.message : error) : error.stack}\n`);
  process.exit(1);
});
