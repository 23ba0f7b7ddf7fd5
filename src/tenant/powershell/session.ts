import { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { PowerShell } from 'node-powershell';
import { z } from 'zod';
import type { ErrorRecord } from '../tenant';
import { packed } from './frame';
import { createPipe, type Reply } from './pipe';
import { markName } from './process-tree';

export interface SessionOptions {
  /** A path, or a name to be found on PATH. */
  executable: string;
  /** What of the bot's environment PowerShell needs: PATH, HOME, TMPDIR, DOTNET_ROOT. */
  environment: Record<string, string>;
  /** The module that is imported, by its full path. */
  module: string;
  /** Cmdlets that the module has to be looked at for, and what to make of it: throws `SessionStartError` when it cannot be used. */
  inspect?: { cmdlets: readonly string[]; look(rows: readonly unknown[]): void };
  /** Its working folder; default: the bot's. */
  cwd?: string;
  bootMs?: number;
  /** Ends the process at once, also while it starts. */
  signal?: AbortSignal;
}

/** One PowerShell process with the bridge in it. Calls run one after the other. */
export interface Session {
  readonly pid: number;
  /** Runs one function of the bridge. After `limitMs` without a frame the process is ended with all it started. */
  ask(command: 'Invoke-BotCall' | 'Connect-BotSession', request: unknown, limitMs: number): Promise<Reply>;
  isAlive(): boolean;
  /** Resolves when the process has ended, whoever ended it. */
  readonly ended: Promise<void>;
  end(): void;
}

/** PowerShell or its module could not be started: nothing was run. */
export class SessionStartError extends Error {
  constructor(readonly record: ErrorRecord) {
    super(record.message);
    this.name = 'SessionStartError';
  }
}

const defaultBootMs = 60_000;

/** Starts PowerShell and imports the module. Throws `SessionStartError`. */
export async function startSession(options: SessionOptions, mark = randomBytes(8).toString('hex')): Promise<Session> {
  return bridged(spawnShell(options, mark), options, mark);
}

/** Turns a process into a session: loads bridge and module. Throws `SessionStartError`. */
export async function bridged(
  shell: PowerShell,
  { module, inspect, bootMs = defaultBootMs, signal }: SessionOptions,
  mark: string,
): Promise<Session> {
  const pipe = createPipe(child.parse(shell['process']), mark);
  signal?.addEventListener('abort', pipe.end, { once: true });
  void pipe.ended.then(() => signal?.removeEventListener('abort', pipe.end));
  const nonce = newNonce();
  const bridge = path.join(__dirname, '..', 'bridge.ps1');
  const contract = path.join(__dirname, '..', 'contract', 'cmdlets.json');
  const config = packed({ nonce, module, contract, describe: inspect?.cmdlets ?? [] });
  const reply = await pipe.exchange(`. ${quoted(bridge)} '${config}'`, nonce, bootMs);
  if (reply.kind !== 'answered') throw new SessionStartError({ id: 'Session.NotStarted', message: reply.error.message });
  const { outcome, errors, output } = reply.envelope;
  if (outcome !== 'done') {
    pipe.end();
    throw new SessionStartError({
      id: errors[0]?.id ?? 'Session.NotStarted',
      message: errors[0]?.message ?? 'The bridge did not start.',
    });
  }
  try {
    inspect?.look(output);
  } catch (error) {
    pipe.end();
    throw error;
  }
  let last: Promise<unknown> = Promise.resolve();
  return {
    pid: pipe.pid,
    isAlive: pipe.isAlive,
    ended: pipe.ended,
    end: pipe.end,
    ask(command, request, limitMs) {
      const call = newNonce();
      const reply = last.then(() => pipe.exchange(`${command} '${call}' '${packed(request)}'`, call, limitMs));
      last = reply;
      return reply;
    },
  };
}

/** Starts PowerShell so that it reads lines: no profile, no prompts, nothing of the bot's environment that it does not need. */
export function spawnShell({ executable, environment, cwd }: SessionOptions, mark: string): PowerShell {
  const { DOTNET_ROOT, ...kept } = environment;
  const shell = new PlainPowerShell({
    executable,
    executableOptions: { '-NoProfile': true, '-NonInteractive': true, '-InputFormat': 'Text', '-OutputFormat': 'Text' },
    spawnOptions: {
      cwd,
      windowsHide: true,
      env: {
        // without it, a predictable temporary folder joins the module path
        HOME: homedir(),
        ...kept,
        // a wrong one is fatal to .NET
        ...(DOTNET_ROOT && existsSync(path.join(DOTNET_ROOT, 'host', 'fxr')) ? { DOTNET_ROOT } : {}),
        ...quietEnvironment,
        [markName]: mark,
      },
    },
  });
  // In the same tick: nobody else listens, and an unhandled rejection ends the bot.
  promise.parse(shell['exitPromise']).catch(() => undefined);
  return shell;
}

/** What the library keeps to itself. */
const child = z.instanceof(ChildProcess);
const promise = z.instanceof(Promise);

/** The library lets the variable NODE_POWERSHELL override the executable: here nothing does. */
class PlainPowerShell extends PowerShell {
  protected override setExecutable({ executable = 'pwsh' }: { executable?: string }): string {
    return executable;
  }
}

const quietEnvironment = {
  LANG: 'C.UTF-8',
  // any other terminal gets escape codes into its output, and hangs
  TERM: 'dumb',
  NO_COLOR: '1',
  POWERSHELL_TELEMETRY_OPTOUT: '1',
  POWERSHELL_UPDATECHECK: 'Off',
  // both: else any process of the user may attach through sockets that outlive the process
  POWERSHELL_DIAGNOSTICS_OPTOUT: '1',
  DOTNET_EnableDiagnostics: '0',
  DOTNET_CLI_TELEMETRY_OPTOUT: '1',
};

function newNonce(): string {
  return randomBytes(16).toString('hex');
}

/** PowerShell ends a single-quoted text at any of five quote characters. */
function quoted(text: string): string {
  return `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}
