import { execFile } from 'node:child_process';
import path from 'node:path';
import type { Check } from '../checks/check';
import { moduleFile } from '../tenant/live/module-file';
import { SessionStartError, startSession } from '../tenant/powershell/session';
import { look, nothing, reasonOf, well, wrong } from './said';

/** The oldest that the bridge's language and .NET classes run on. */
const oldest = [7, 4] as const;
const versionMs = 30_000;

/** Whether there is a PowerShell, new enough, and whether the bridge starts in it with all its functions. */
export function powerShellChecks({
  isUsed,
  executable,
  environment,
  teamsModule,
}: {
  isUsed: boolean;
  executable: string;
  environment: Record<string, string>;
  /** Of a live tenant; undefined where another module is loaded. */
  teamsModule: { path: string; version: string } | null | undefined;
}): Check[] {
  const check = (id: string, run: Check['run']): Check =>
    look(id, executable, async (signal) => (isUsed ? run(signal) : [nothing('powershell.unused')]));
  return [
    check('powershell', async (signal) => {
      const { version: said, reason } = await versionOf(executable, environment, signal);
      if (said === null) return [wrong('powershell.none', { executable, reason })];
      const [major = 0, minor = 0] = said.split('.').map(Number);
      const isOld = major < oldest[0] || (major === oldest[0] && minor < oldest[1]);
      return [isOld ? wrong('powershell.old', { version: said, oldest: oldest.join('.') }) : well('powershell.there', { version: said })];
    }),
    look('module', 'MicrosoftTeams', async () => {
      if (teamsModule === undefined) return [nothing('module.unused')];
      if (teamsModule === null) return [wrong('module.unset')];
      try {
        moduleFile(teamsModule);
        return [well('module.right', { version: teamsModule.version })];
      } catch (error) {
        return [wrong('module.wrong', { reason: reasonOf(error) })];
      }
    }),
    check('bridge', async (signal) => {
      // The generated module is always there, and loads as the real one does.
      const module = path.join(__dirname, '..', 'tenant', 'powershell', 'simulated-module.psm1');
      try {
        const session = await startSession({ executable, environment, module, signal });
        session.end();
        await session.ended;
        return [well('bridge.right')];
      } catch (error) {
        return [
          wrong('bridge.wrong', {
            reason: error instanceof SessionStartError ? `${error.record.id}: ${reasonOf(error)}` : reasonOf(error),
          }),
        ];
      }
    }),
  ];
}

function versionOf(
  executable: string,
  environment: Record<string, string>,
  signal: AbortSignal,
): Promise<{ version: string | null; reason: string }> {
  return new Promise((resolve) => {
    execFile(executable, ['--version'], { env: { ...environment, TERM: 'dumb' }, timeout: versionMs, signal }, (error, stdout) => {
      const version = error ? null : (/(\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? null);
      resolve({ version, reason: error ? reasonOf(error) : stdout.trim() });
    });
  });
}
