import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A real PowerShell for the tests: `pwsh` where it is on PATH, else the engine of test/powershell-engine, else the reason why there is none. */
export type Engine = { kind: 'pwsh' | 'engine'; executable: string } | { kind: 'none'; reason: string };

const project = path.resolve(__dirname, '../powershell-engine');
const out = path.join(project, 'bin', 'built');
const program = path.join(out, process.platform === 'win32' ? 'powershell-engine.exe' : 'powershell-engine');
const builtFrom = path.join(out, '.built-from');

let found: Engine | undefined;

/** Builds the engine when its sources have changed; test files that come at the same time wait for the first. */
export function engine(): Engine {
  if (found) return found;
  found = look();
  process.stderr.write(`PowerShell specs: ${noticeOf(found)}\n`);
  return found;
}

function noticeOf(one: Engine): string {
  if (one.kind === 'none') return `skipped, ${one.reason}`;
  return `run on ${one.executable}${one.kind === 'engine' ? '; what needs a console host or its modules is skipped' : ''}`;
}

/** What the bot would give to PowerShell of its own environment. */
export function environment(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'DOTNET_ROOT'];
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

function look(): Engine {
  const pwsh = process.env.PWSH ?? 'pwsh';
  if (spawnSync(pwsh, ['-NoProfile', '-Command', '1'], { stdio: 'ignore', timeout: 60_000 }).status === 0)
    return { kind: 'pwsh', executable: pwsh };
  if (spawnSync('dotnet', ['--list-sdks'], { encoding: 'utf8' }).stdout?.trim()) {
    underLock(build);
    return { kind: 'engine', executable: program };
  }
  return { kind: 'none', reason: 'there is neither pwsh nor a .NET SDK' };
}

function build(): void {
  const sources = createHash('sha256');
  for (const name of ['Program.cs', 'powershell-engine.csproj']) sources.update(readFileSync(path.join(project, name)));
  const fingerprint = sources.digest('hex');
  if (existsSync(builtFrom) && readFileSync(builtFrom, 'utf8') === fingerprint) return;
  let built = publish();
  // Without the compiler that works ahead of time it is the same engine; each process takes longer to start.
  if (built.status !== 0) built = publish('-p:PublishReadyToRun=false');
  if (built.status !== 0) throw new Error(`The PowerShell engine for the tests was not built:\n${built.stdout}${built.stderr}`);
  writeFileSync(builtFrom, fingerprint);
}

function publish(...options: string[]) {
  const args = ['publish', project, '-c', 'Release', '-o', out, '-v', 'quiet', '-nologo'];
  return spawnSync('dotnet', [...args, ...options], { encoding: 'utf8' });
}

function underLock(work: () => void): void {
  mkdirSync(out, { recursive: true });
  const lock = path.join(project, 'bin', 'building');
  while (!taken(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  try {
    work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function taken(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    const owner = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
    if (owner && !isAlive(owner)) rmSync(lock, { force: true });
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
