import { createHash } from 'node:crypto';
import { SignInNeededError, type Credentials, type DelegatedTokens } from '../../auth/credentials';
import { checkOwn } from '../../auth/delegated-claims';
import type { Identity } from '../../auth/person';
import type { Clock } from '../../clock';
import { checkCall, isWrite } from '../contract';
import { troubleOf } from '../known-errors';
import { ownTokens } from '../own-tokens';
import { createPool, NotRunError, type Entrance } from '../powershell/pool';
import { createPowerShellTenant } from '../powershell/powershell-tenant';
import { SessionStartError, startSession } from '../powershell/session';
import type { Answer, Call, Tenant } from '../tenant';
import { createBackoff } from './backoff';
import { compareModule, installedModule } from './compare-module';
import { callGraph } from './graph-tenant';
import { isOfGraph } from './graph-cmdlets';
import { usedCalls } from './used-calls';
import { lacksFields } from './lacks-fields';

export interface LiveOptions {
  tenantId: string;
  /** Where Microsoft Graph is. */
  graph: string;
  credentials: Credentials;
  powershell: { executable: string; environment: Record<string, string> };
  /** The manifest of MicrosoftTeams by its full path, and the version that is meant. */
  module: { file: string; version: string };
  clock: Clock;
  /** Told once of each difference between module and contract that does not matter. */
  noted?(difference: string): void;
  /** Processes in all. */
  limit?: number;
}

export interface LiveTenants {
  tenantFor(person: Identity): Tenant;
  reach(signal: AbortSignal): Promise<void>;
  close(): void;
}

const platform = 'direct-routing';
const callMs = 30_000;
/** Importing the module took 15 to 35 seconds in the field (facts (c)). */
const bootMs = 90_000;
/** What the service may need until a read shows a write: minutes, sometimes longer (facts (b), «Delays»). */
const settleMs = 10 * 60_000;

/** A Microsoft 365 tenant on Direct Routing, as each person reaches it with their own credentials. */
export function createLiveTenants({ credentials, ...options }: LiveOptions): LiveTenants {
  const { tenantId, graph, powershell, module, clock, noted = () => undefined, limit } = options;
  const backoff = createBackoff({ clock });
  const told = new Set<string>();
  const inspect = {
    cmdlets: [...new Set(usedCalls.map(({ cmdlet }) => cmdlet))],
    look(rows: readonly unknown[]): void {
      const installed = installedModule(rows);
      if (installed.version !== module.version)
        throw new SessionStartError({
          id: 'Contract.OtherVersion',
          message: `MicrosoftTeams ${installed.version} was imported, ${module.version} is configured.`,
        });
      const { matter, harmless } = compareModule(installed, usedCalls);
      for (const one of harmless.filter((difference) => !told.has(difference))) noted(one);
      harmless.forEach((one) => told.add(one));
      if (matter.length === 0) return;
      const shown = matter.slice(0, 5).join('; ');
      const message = `MicrosoftTeams ${installed.version} does not do what Switchboard needs: ${shown}${matter.length > 5 ? ' …' : ''}`;
      throw new SessionStartError({ id: 'Contract.Differs', message });
    },
  };
  const pool = createPool({
    start: (signal) => startSession({ ...powershell, module: module.file, inspect, bootMs, signal }),
    clock,
    ...(limit !== undefined && { limit }),
  });
  credentials.onForget((person) => pool.forget(keyOf(person)));

  /** Checked here once more, whoever kept them: what a process is signed in with is what it acts as. Throws `NotRunError`. */
  async function tokensOf(person: Identity): Promise<DelegatedTokens> {
    const tokens = await ownTokens(checked, person);
    if ('missing' in tokens) throw new NotRunError(tokens.missing);
    return tokens;
  }

  const checked: Pick<Credentials, 'tokensOf'> = {
    async tokensOf(person) {
      if (person.tenantId !== tenantId) throw new SignInNeededError('other-account');
      const tokens = await credentials.tokensOf(person);
      checkOwn(tokens, person, { graph });
      return tokens;
    },
  };

  const entranceOf = (person: Identity): Entrance => ({
    key: keyOf(person),
    async binding() {
      const { graph: forGraph, teams } = await tokensOf(person);
      const version = createHash('sha256').update(`${forGraph} ${teams}`).digest('hex');
      const connect = { cmdlet: 'Connect-MicrosoftTeams', parameters: { AccessTokens: [forGraph, teams] } };
      return { key: keyOf(person), version, connect, tenantId };
    },
  });

  const overGraph = async (person: Identity, call: Call): Promise<Answer> => {
    const refused = checkCall(call, platform);
    if (refused) return { outcome: 'not-run', error: refused };
    try {
      const { graph: token } = await tokensOf(person);
      const ask = () => callGraph(call, { graph, token, hold: backoff.hold });
      const answer = await ask();
      // A read changes nothing, so that its lost answer may be asked for again, once.
      return answer.outcome === 'unknown' && !isWrite(call.cmdlet) ? await ask() : answer;
    } catch (error) {
      if (error instanceof NotRunError) return { outcome: 'not-run', error: error.record };
      throw error;
    }
  };

  function tenantFor(person: Identity): Tenant {
    const shell = createPowerShellTenant({ pool, door: () => ({ platform, entrance: entranceOf(person) }), settleMs, timeoutMs: callMs });
    const ask = (call: Call): Promise<Answer> => (isOfGraph(call.cmdlet) ? overGraph(person, call) : shell.call(call));
    return {
      settleMs: shell.settleMs,
      async call(call) {
        const answer = await backoff.run(call, () => ask(call));
        if (answer.outcome === 'done') return lacksFields(call, answer) ?? answer;
        if (troubleOf(answer.error) !== 'tokens') return answer;
        // The next call gets new ones, in a new process; what may be asked again is the next call itself.
        credentials.forget(person);
        return isWrite(call.cmdlet) && answer.outcome !== 'not-run' ? answer : backoff.run(call, () => ask(call));
      },
    };
  }

  return { tenantFor, reach: (signal) => pool.prove(signal), close: pool.close };
}

function keyOf({ tenantId, objectId }: Pick<Identity, 'tenantId' | 'objectId'>): string {
  return `${tenantId} ${objectId}`;
}
