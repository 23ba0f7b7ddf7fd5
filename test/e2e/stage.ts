import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Platform } from '../../src/resources/tenant-model';
import type { Account, AccountEdit } from '../../src/simulator/account';
import type { Control } from '../../src/simulator/control';
import type { LoggedCall } from '../../src/simulator/logged-call';
import { compiled } from '../simulator/compiled';

/** The simulated tenant and the bot, each a process of its own on one data folder: either may die and come back. */
export interface Stage {
  platform: Platform;
  url(): string;
  dataDir: string;
  /** Every line that the bots of this stage have written. */
  log: string[];
  control(command: Control): Promise<unknown>;
  account(user: string): Promise<Account>;
  edit(user: string, fields: AccountEdit): Promise<void>;
  /** The writing calls for these accounts, or for everything, since `after`, oldest first. */
  writes(users: readonly string[] | 'all', after?: number): Promise<LoggedCall[]>;
  lastCall(): Promise<number>;
  killBot(): Promise<void>;
  startBot(): Promise<void>;
  killTenant(): Promise<void>;
  startTenant(): Promise<void>;
  close(): Promise<void>;
}

const root = path.resolve(__dirname, '../..');

export interface StageOptions {
  /** How many accounts; none is a tenant that nobody has set up. */
  people?: number;
  /** The configuration, made from the sample's text. */
  configure?: (yaml: string) => string;
  /** Languages beside our own, by their names. */
  texts?: Record<string, Record<string, string>>;
}

export async function openStage(platform: Platform, { people = 300, configure = roomy, texts = {} }: StageOptions = {}): Promise<Stage> {
  const { folder, modules } = compiled('');
  const dataDir = mkdtempSync(path.join(tmpdir(), 'switchboard-e2e-'));
  const config = path.join(dataDir, 'switchboard.yaml');
  writeFileSync(config, configure(readFileSync(path.join(root, 'switchboard.yaml'), 'utf8')));
  for (const [language, own] of Object.entries(texts)) writeFileSync(path.join(folder, 'i18n', `${language}.json`), JSON.stringify(own));
  const log: string[] = [];
  let port = 0;
  let bot: ChildProcess | null = null;
  let tenant: ChildProcess | null = null;

  async function run(file: string, args: string[], env: Record<string, string>, isReady: (line: string) => boolean): Promise<ChildProcess> {
    const child = spawn(process.execPath, [path.join(folder, file), ...args], {
      env: { PATH: process.env.PATH, NODE_PATH: modules, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const errors: string[] = [];
    child.stderr.on('data', (chunk) => errors.push(String(chunk)));
    await new Promise<void>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (file === 'index.js') log.push(line);
        if (isReady(line)) resolve();
      });
      child.once('exit', (code) => reject(new Error(`${file} ended with ${code}: ${errors.join('')}`)));
    });
    child.stderr.on('data', (chunk) => log.push(String(chunk)));
    return child;
  }

  async function startTenant(): Promise<void> {
    const options = ['--data-dir', dataDir, '--platform', platform, '--people', String(people), '--with-parent'];
    tenant = await run('simulator/main.js', options, {}, (line) => line.includes('is ready'));
  }

  async function startBot(): Promise<void> {
    const env = { DATA_DIR: dataDir, PORT: String(port), PLATFORM: platform, SWITCHBOARD_CONFIG: config, LOG_LEVEL: 'debug' };
    bot = await run('index.js', [], env, (line) => line.includes('"listening"'));
    const listening = log.findLast((line) => line.includes('"listening"'));
    const { url } = JSON.parse(listening ?? '{}') as { url: string };
    // The next bot is found where the last one was.
    port = Number(new URL(url).port);
  }

  async function control(command: Control): Promise<unknown> {
    const { url, key } = JSON.parse(readFileSync(path.join(dataDir, 'simulator.json'), 'utf8')) as { url: string; key: string };
    const response = await fetch(`${url}/control`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(command),
    });
    const answer = (await response.json()) as { result?: unknown; error?: string };
    if (!response.ok) throw new Error(`${command.do}: ${answer.error}`);
    return answer.result;
  }

  const account = async (user: string) => (await control({ do: 'account', user })) as Account;
  const calls = async (after = 0) => (await control({ do: 'calls', after })) as LoggedCall[];

  await startTenant();
  await startBot();
  return {
    platform,
    url: () => `http://127.0.0.1:${port}`,
    dataDir,
    log,
    control,
    account,
    edit: async (user, fields) => void (await control({ do: 'edit', user, fields })),
    async writes(users, after = 0) {
      const written = (await calls(after)).filter(({ cmdlet }) => !/^(Get|Test)-/.test(cmdlet));
      if (users === 'all') return written;
      const accounts = await Promise.all(users.map(account));
      const names = accounts.flatMap(({ id, upn, sip }) => [id, upn, ...(sip ? [sip] : [])]);
      return written.filter(({ parameters }) => names.includes(String(parameters.Identity)));
    },
    lastCall: async () => (await calls()).at(-1)?.seq ?? 0,
    killBot: () => end(bot, 'SIGKILL'),
    startBot,
    killTenant: () => end(tenant, 'SIGKILL'),
    startTenant,
    async close() {
      await end(bot, 'SIGTERM');
      await end(tenant, 'SIGTERM');
      rmSync(dataDir, { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function end(child: ChildProcess | null, signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

/** The sample configuration with more numbers in Seattle: every conversation has its own. */
function roomy(yaml: string): string {
  const range = "{ from: '+14255550100', to: '+14255550199' }";
  if (!yaml.includes(range)) throw new Error('switchboard.yaml has another range for Seattle.');
  return yaml.replace(range, `${range}, { from: '+14255556000', to: '+14255556999' }`);
}
