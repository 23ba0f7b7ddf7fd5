import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { teamsResource } from '../../src/auth/delegated-claims';
import type { Identity } from '../../src/auth/person';
import { createRandom } from '../../src/simulator/random';
import type { Answer, Call } from '../../src/tenant/tenant';
import { engine } from './engine';
import { marksInFiles, marksInProcesses } from './marks';
import { identityOf, openLive } from './open-live';

const ready = engine();

/** `CROWD=40x8x2000 npm test -- test/powershell/crowd` is the whole of it: admins, processes, commands. */
const [admins = 4, processes = 2, commands = 30] = (process.env.CROWD ?? '4x2x30').split('x').map(Number);
const burst = 10;
const timeoutMs = 300_000 + commands * 1_000;
const seed = Number(process.env.CROWD_SEED ?? 7);
const elsewhere = '11111111-2222-4333-8444-555555555555';

type Trouble = 'none' | 'other-person' | 'other-tenant' | 'mixed' | 'kill' | 'forget' | 'expired' | 'not-connected';
const troubles: readonly Trouble[] = ['none', 'other-person', 'other-tenant', 'mixed', 'kill', 'forget', 'expired', 'not-connected'];

if (ready.kind === 'none') test.skip(`a crowd of admins: ${ready.reason}`, () => undefined);
else
  test(
    `${admins} admins at once on ${processes} processes, ${commands} commands: each ran with its own admin’s tokens, or did not run; and no token is left anywhere`,
    async () => {
      const random = createRandom(seed);
      const home = mkdtempSync(path.join(tmpdir(), 'switchboard-home-'));
      const tmp = path.join(home, 'tmp');
      mkdirSync(tmp);
      /** Whose tokens the next asker gets instead of their own. */
      const handed = new Map<string, 'other-person' | 'mixed'>();
      const stage = await openLive({
        limit: processes,
        more: { HOME: home, TMPDIR: tmp },
        credentials: (real) => ({
          ...real,
          async tokensOf(person) {
            const wrong = handed.get(person.objectId);
            handed.delete(person.objectId);
            if (!wrong) return real.tokensOf(person);
            const others = await real.tokensOf(people.find(({ objectId }) => objectId !== person.objectId)!);
            return wrong === 'mixed' ? { ...(await real.tokensOf(person)), teams: others.teams } : others;
          },
        }),
      });
      const people: Identity[] = Array.from({ length: admins }, (_, index) => identityOf(stage.person(`Admin${index}`)));
      const counts = new Map<string, number>();
      const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
      const exposed: string[] = [];
      const answers: { id: string; admin: Identity; answer: Answer }[] = [];
      let issued = 0;

      const make = (trouble: Trouble, admin: Identity): void => {
        count(trouble);
        const { entra } = stage.microsoft;
        const forgetful = (error: { id: string; message: string }) => stage.simulator().control({ do: 'fault', kind: 'fail', error });
        switch (trouble) {
          case 'other-person':
          case 'mixed':
            return void handed.set(admin.objectId, trouble);
          case 'other-tenant':
            stage.credentials.forget(admin);
            return entra.behave(admin.objectId, { kind: 'foreign-tenant', tenantId: elsewhere }, { times: 1 });
          case 'kill':
            return killed();
          case 'forget':
            return stage.credentials.forget(admin);
          case 'expired':
            return void forgetful({ id: 'AuthenticationFailed', message: 'AADSTS500133: Assertion is not within its valid time range.' });
          case 'not-connected':
            return void forgetful({
              id: 'NotConnected',
              message: 'Run either Connect-MicrosoftTeams or new-csonlinesession before running cmdlets.',
            });
          case 'none':
        }
      };
      const killed = (): void => {
        const children = childrenOf(process.pid);
        if (children.length > 0) process.kill(random.pick(children), 'SIGKILL');
      };
      const live = async (admin: Identity): Promise<void> => {
        const tenant = stage.tenants.tenantFor(admin);
        while (issued < commands) {
          const ids = Array.from({ length: Math.min(burst, commands - issued) }, () => `c${++issued}`);
          const about = ids[random.below(ids.length)];
          stage.microsoft.entra.lifetime(teamsResource, 2 + random.below(20));
          await Promise.all(
            ids.map(async (id) => {
              if (id === about) make(random.pick(troubles), admin);
              const call: Call =
                random.below(2) === 0
                  ? { cmdlet: 'Set-CsOnlineVoicemailUserSettings', parameters: { Identity: 'sip:busy@contoso.com', TransferTarget: id } }
                  : { cmdlet: 'Get-CsOnlineUser', parameters: { Filter: `DisplayName -eq '${id}'`, ResultSize: 1 } };
              answers.push({ id, admin, answer: await tenant.call(call) });
            }),
          );
          if (process.platform === 'linux') exposed.push(...marksInProcesses(stage.microsoft.marks));
        }
      };

      await Promise.all(people.map(live));

      const log = stage.simulator().calls();
      const callOf = new Map<string, { caller: string | null; outcome: string | null }[]>();
      for (const { cmdlet, parameters, caller, outcome } of log) {
        if (cmdlet === 'Get-CsTenant') continue;
        const id = String(parameters.TransferTarget ?? /'(c\d+)'/.exec(String(parameters.Filter))?.[1]);
        callOf.set(id, [...(callOf.get(id) ?? []), { caller, outcome }]);
      }
      expect(answers).toHaveLength(commands);
      for (const { id, admin, answer } of answers) {
        const seen = callOf.get(id) ?? [];
        // Tokens that ended on the way name nobody: the tenant refuses such a call, and it did not run.
        for (const { caller, outcome } of seen)
          expect([id, caller, outcome]).toEqual(caller === null ? [id, null, 'failed'] : [id, admin.objectId, outcome]);
        if (answer.outcome === 'not-run') expect([id, seen.filter(({ outcome }) => outcome !== 'failed')]).toEqual([id, []]);
        if (answer.outcome === 'done') expect([id, seen.at(-1)]).toMatchObject([id, { outcome: 'done' }]);
      }
      const writes = log.filter(({ cmdlet }) => cmdlet.startsWith('Set-')).map(({ parameters }) => parameters.TransferTarget);
      expect(new Set(writes).size).toBe(writes.length);
      const refused = answers.filter(({ answer }) => answer.outcome === 'not-run');
      for (const { answer } of refused) if (answer.outcome === 'not-run') count(answer.error.id);
      for (const { answer } of answers) count(answer.outcome);
      counts.set('sign-ins', log.filter(({ cmdlet }) => cmdlet === 'Get-CsTenant').length);
      counts.set('tokens given out', stage.microsoft.entra.issued.length);
      process.stderr.write(`${JSON.stringify(Object.fromEntries([...counts].sort()))}\n`);
      expect(answers.filter(({ answer }) => answer.outcome === 'done').length).toBeGreaterThan(commands / 2);
      // everything that was kept: nothing of a token is in it
      expect(stage.microsoft.entra.issued.length).toBeGreaterThan(0);
      const { marks } = stage.microsoft;
      await stage.close();
      expect(exposed).toEqual([]);
      const said = JSON.stringify([answers, stage.noted, log.map(({ parameters }) => parameters)]);
      expect(marks.filter((mark) => said.includes(mark))).toEqual([]);
      expect(marksInFiles([home, '/dev/shm', tmpdir()], marks)).toEqual([]);
      rmSync(home, { recursive: true });
    },
    timeoutMs,
  );

/** Processes that this one has started and that run (Linux). */
function childrenOf(parent: number): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [state, ppid] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return Number(ppid) === parent && state !== 'Z' ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}
