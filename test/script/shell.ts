import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { engine, environment } from '../powershell/engine';

/** One real PowerShell process that runs whole scripts, as somebody would who was given one. */
export interface Shell {
  /** What was written to the host and the output, and what was thrown. */
  run(script: string): Promise<{ said: string[]; thrown: string | null }>;
  /** The errors of the real parser, and the kinds and texts of its tokens. */
  parse(script: string): Promise<{ errors: string[]; tokens: [string, string][] }>;
  /** Names of the files that appeared in its working folder. */
  files(): string[];
  close(): void;
}

/** The engine has no Utility module: these two stand for it. Time is the simulated tenant's, so nothing waits. */
const utility =
  'function Write-Host($Object) { [Console]::Out.WriteLine("$Object") }; function Start-Sleep([int] $Seconds) { $global:Slept += $Seconds }; $global:Slept = 0';

export async function openShell(): Promise<Shell> {
  const found = engine();
  if (found.kind === 'none') throw new Error(found.reason);
  const cwd = mkdtempSync(path.join(tmpdir(), 'switchboard-script-'));
  const child = spawn(found.executable, ['-NoProfile', '-NonInteractive', '-NoLogo', '-Command', '-'], {
    cwd,
    env: { ...environment(), TERM: 'dumb', NO_COLOR: '1', LANG: 'C.UTF-8', HOME: cwd },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  async function exchange(command: string): Promise<string[]> {
    const mark = randomBytes(8).toString('hex');
    child.stdin.write(`${command}; [Console]::Out.WriteLine('${mark}')\n`);
    const heard: string[] = [];
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error(`PowerShell ended:\n${heard.join('\n')}`);
      if (value === mark) return heard;
      heard.push(value);
    }
  }

  const decoded = (text: string) =>
    `[System.Text.Encoding]::Unicode.GetString([Convert]::FromBase64String('${Buffer.from(text, 'utf16le').toString('base64')}'))`;
  const encoded = (expression: string) => `[Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes(${expression}))`;
  const read = (base64: string) => Buffer.from(base64, 'base64').toString('utf16le');

  await exchange(utility);
  return {
    async run(script) {
      const threw = randomBytes(8).toString('hex');
      const heard = await exchange(
        `try { & ([scriptblock]::Create(${decoded(script)})) | ForEach-Object { [Console]::Out.WriteLine($_) } } catch { [Console]::Out.WriteLine('${threw}' + ${encoded('"$($_.Exception.Message)"')}) }`,
      );
      const thrown = heard.find((line) => line.startsWith(threw));
      return { said: heard.filter((line) => line !== thrown), thrown: thrown === undefined ? null : read(thrown.slice(threw.length)) };
    },
    async parse(script) {
      const heard = await exchange(
        `$tokens = $null; $errors = $null; $null = [System.Management.Automation.Language.Parser]::ParseInput(${decoded(script)}, [ref] $tokens, [ref] $errors);` +
          `foreach ($one in $errors) { 'error ' + ${encoded('$one.Message')} }; foreach ($one in $tokens) { "$($one.Kind) " + ${encoded('$one.Text')} }`,
      );
      const told = heard.map((line): [string, string] => [line.split(' ')[0] ?? '', read(line.split(' ')[1] ?? '')]);
      return {
        errors: told.flatMap(([kind, text]) => (kind === 'error' ? [text] : [])),
        tokens: told.filter(([kind]) => kind !== 'error'),
      };
    },
    files: () => readdirSync(cwd),
    close() {
      child.kill('SIGKILL');
      rmSync(cwd, { recursive: true, force: true });
    },
  };
}
