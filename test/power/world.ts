import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { stringify } from 'yaml';
import { z } from 'zod';
import type { Platform } from '../../src/resources/tenant-model';
import { accountSchema } from '../../src/simulator/account';
import type { Control } from '../../src/simulator/control';
import { openDatabase, type Database } from '../../src/store/database';
import { systemClock } from '../../src/clock';
import { compiled } from '../simulator/compiled';

/** Where a bot dies by itself; see preload.js. */
export interface Cut {
  when: 'before' | 'after';
  what: string;
  nth: number;
}

export interface Bot {
  url: string;
  child: ChildProcess;
  /** The last lines it wrote. */
  said: string[];
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Moves its clock, fills its disk. */
  tell(message: { advanceMs?: number; disk?: 'full' | 'free' }): Promise<void>;
}

/** A simulated tenant and a database that stay, and bot processes that come and go. */
export interface PowerWorld {
  folder: string;
  platform: Platform;
  /** How many people the tenant has. */
  accounts: number;
  databaseUrl: string;
  /** Resolves when it listens; to null when it ended before. */
  startBot(options?: { cut?: Cut; environment?: Record<string, string>; node?: string[]; preload?: string }): Promise<Bot | null>;
  control(control: Control): Promise<unknown>;
  account(user: string): Promise<z.infer<typeof accountSchema>>;
  /** Whom other admins have edited, as `control` named them. */
  edited: Set<string>;
  /** The calls since the last time, all kept in `calls`. */
  readCalls(): Promise<LoggedCall[]>;
  calls: LoggedCall[];
  /** Whether the tenant has answered every call. */
  isIdle(): Promise<boolean>;
  /** A second handle on the database, to look only. The tables must be there. */
  look(): Promise<Database>;
  /** The tenant goes away for good. */
  stopTenant(): Promise<void>;
  /** Every bot started from now on lives so much later; the tenant with it. */
  later(ms: number): Promise<void>;
  end(): Promise<void>;
}

const loggedCall = z.object({
  seq: z.number(),
  cmdlet: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  outcome: z.string().nullable(),
});
export type LoggedCall = z.infer<typeof loggedCall>;

let program: ReturnType<typeof compiled> | undefined;

/** @param databaseUrl default: an SQLite file of its own. */
export async function createWorld(
  databaseUrl?: string,
  { accounts = 1_500, platform = 'cloud-connector' }: { accounts?: number; platform?: Platform } = {},
): Promise<PowerWorld> {
  program ??= compiled('');
  const { folder: compiledTo, modules } = program;
  const folder = mkdtempSync(path.join(tmpdir(), 'switchboard-power-'));
  const url = databaseUrl ?? `sqlite:${path.join(folder, 'switchboard.db')}`;
  const environment = {
    PATH: process.env.PATH,
    NODE_PATH: modules,
    PORT: '0',
    DATA_DIR: folder,
    SIMULATOR: path.join(folder, 'simulator.json'),
    DATABASE_URL: url,
    PLATFORM: platform,
    SWITCHBOARD_CONFIG: writeConfig(folder),
    LOG_LEVEL: 'warn',
  };
  const tenant = spawn(
    process.execPath,
    [path.join(compiledTo, 'simulator', 'main.js'), '--data-dir', folder, '--platform', platform, '--people', String(accounts)],
    { env: environment, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(tenant.stdout, 'data');
  const { url: tenantUrl, key } = z.object({ url: z.string(), key: z.string() }).parse(require(path.join(folder, 'simulator.json')));
  const bots = new Set<ChildProcess>();
  const calls: LoggedCall[] = [];
  const edited = new Set<string>();
  let looking: Promise<Database> | undefined;
  let aheadMs = 0;

  const control = async (asked: Control): Promise<unknown> => {
    if (asked.do === 'edit') edited.add(asked.user);
    const response = await fetch(`${tenantUrl}/control`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(asked),
    });
    const answer = z.object({ ok: z.literal(true), result: z.unknown() }).parse(await response.json());
    return answer.result;
  };

  return {
    folder,
    platform,
    accounts,
    edited,
    databaseUrl: url,
    calls,
    control,
    async startBot({ cut, environment: more = {}, node = [], preload = path.join(__dirname, 'preload.js') } = {}) {
      const child = spawn(process.execPath, ['--require', preload, ...node, path.join(compiledTo, 'index.js')], {
        env: {
          ...environment,
          ...(cut && { POWER_CUT: JSON.stringify(cut) }),
          POWER_CLOCK_MS: String(aheadMs),
          LOG_LEVEL: 'info',
          ...more,
        },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      bots.add(child);
      return started(child);
    },
    account: async (user) => accountSchema.parse(await control({ do: 'account', user })),
    async readCalls() {
      const news = z.array(loggedCall).parse(await control({ do: 'calls', after: calls.at(-1)?.seq ?? 0 }));
      calls.push(...news);
      return news;
    },
    isIdle: async () =>
      z
        .array(loggedCall)
        .parse(await control({ do: 'calls' }))
        .every(({ outcome }) => outcome !== null),
    look: () => (looking ??= openDatabase(url, { clock: systemClock, readOnly: true })),
    async stopTenant() {
      tenant.kill('SIGKILL');
      await once(tenant, 'exit');
    },
    async later(ms) {
      aheadMs += ms;
      await control({ do: 'advance-clock', ms });
    },
    async end() {
      for (const child of [...bots, tenant]) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await (await looking)?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits for a condition, never for a time. Throws with `what` when it does not come true. */
export async function until<T>(what: string, ask: () => Promise<T | null | undefined | false>, limitMs = 120_000): Promise<T> {
  for (const end = Date.now() + limitMs; Date.now() < end; await pause(50)) {
    const answer = await ask();
    if (answer) return answer;
  }
  throw new Error(`It did not come true: ${what}`);
}

async function started(child: ChildProcess): Promise<Bot | null> {
  const said: string[] = [];
  const ended = once(child, 'exit').then(([code, signal]) => exit.parse({ code, signal }));
  const listening = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line);
        if (said.length > 200) said.shift();
        const url = /"url":"([^"]+)".*"msg":"listening"/.exec(line)?.[1];
        if (url) resolve(url);
      });
    }
  });
  const url = await Promise.race([listening, ended.then(() => null)]);
  if (url === null) {
    if (child.signalCode === 'SIGKILL') return null;
    throw new Error(`The bot did not start:\n${said.join('\n')}`);
  }
  return {
    url,
    child,
    said,
    ended,
    async kill(signal = 'SIGKILL') {
      child.kill(signal);
      await ended;
    },
    async tell(message) {
      const answer = once(child, 'message');
      child.send(message);
      await answer;
    },
  };
}

const exit = z.object({ code: z.number().nullable(), signal: z.custom<NodeJS.Signals>().nullable() });

function writeConfig(folder: string): string {
  const file = path.join(folder, 'switchboard.yaml');
  const persona = (name: string, role: string) => ({ name, groups: [role] });
  const config = {
    sites: {
      Seattle: {
        country: 'US',
        ranges: [
          { from: '+14255550100', to: '+14255550199' },
          { from: '+14255560000', to: '+14255569999' },
        ],
      },
      Paris: { country: 'FR', ranges: [{ from: '+33142685300', to: '+33142685399' }] },
      Tokyo: { country: 'JP', ranges: [{ from: '+81345105200', to: '+81345105299' }] },
    },
    groups: { 'voice-admin': '3f2a6c10-58d1-4c07-9a41-6d1f0b7e0001' },
    roles: { 'voice-admin': { groups: ['voice-admin'], may: ['read', 'propose', 'confirm', 'script'] } },
    people: {
      'voice-admin': persona('Vera Voiceadmin', 'voice-admin'),
      'voice-admin2': persona('Victor Voiceadmin', 'voice-admin'),
      'voice-admin3': persona('Viola Voiceadmin', 'voice-admin'),
      'voice-admin4': persona('Vince Voiceadmin', 'voice-admin'),
    },
    drafts: { expireAfterHours: 10_000 },
  };
  writeFileSync(file, stringify(config));
  return file;
}
