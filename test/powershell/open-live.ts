import { createCredentials } from '../../src/auth/create-credentials';
import type { Credentials, UserTokens } from '../../src/auth/credentials';
import { teamsResource } from '../../src/auth/delegated-claims';
import { createEntra } from '../../src/auth/entra';
import type { Identity } from '../../src/auth/person';
import { systemClock, type Clock } from '../../src/clock';
import { serveSimulator } from '../../src/simulator/server';
import { createSimulator, type Simulator } from '../../src/simulator/simulator';
import { tenantId as simulatedTenant } from '../../src/simulator/tenant-facts';
import { createLiveTenants, type LiveOptions, type LiveTenants } from '../../src/tenant/live/live-tenants';
import { openMicrosoft, type Microsoft } from '../microsoft/open-microsoft';
import type { TeamsPerson } from '../microsoft/person';
import { engine, environment } from './engine';
import { serveGraph } from './simulated-graph';
import { standInVersion, writeStandIn } from './stand-in';

export interface LiveStage {
  microsoft: Microsoft;
  tenants: LiveTenants;
  credentials: Credentials;
  /** The tenant as it is now; it wants tokens of everybody who calls. */
  simulator(): Simulator;
  /** Another one in its place, behind the same address. */
  anew(): Simulator;
  graph: Awaited<ReturnType<typeof serveGraph>>;
  /** Somebody of the tenant who has signed in to Switchboard. */
  person(name: string): TeamsPerson;
  /** Who has signed in, by object id: the token that the token service gives for them. */
  signedIn: Map<string, () => string>;
  noted: string[];
  close(): Promise<void>;
}

export interface StageOptions extends Partial<Pick<LiveOptions, 'limit' | 'tenantId' | 'clock'>> {
  standIn?: Parameters<typeof writeStandIn>[1];
  renewBeforeMs?: number;
  /** Beside what PowerShell gets anyway. */
  more?: Record<string, string>;
  /** What stands between the credentials and who asks for them. */
  credentials?(real: Credentials): Credentials;
}

/** The live back end on the real engine: Entra, Graph and the tenant are servers of this machine, MicrosoftTeams is a stand-in. */
export async function openLive({
  standIn,
  renewBeforeMs = 600_000,
  more = {},
  credentials: between = (real) => real,
  ...options
}: StageOptions = {}): Promise<LiveStage> {
  const found = engine();
  if (found.kind === 'none') throw new Error(found.reason);
  const clock: Clock = options.clock ?? systemClock;
  const tenantId = options.tenantId ?? simulatedTenant;
  const microsoft = await openMicrosoft({ tenantId });
  const graph = await serveGraph(() => current);
  let current = anew();
  const key = 'a key that only this test knows';
  const server = await serveSimulator(
    {
      platform: 'direct-routing',
      call: (...asked) => current.call(...asked),
      control: (command) => current.control(command),
      calls: () => current.calls(),
      account: (user) => current.account(user),
      stream: (...asked) => current.stream(...asked),
    },
    { key },
  );
  const module = writeStandIn({ url: server.url, key }, standIn);
  const signedIn: LiveStage['signedIn'] = new Map();
  const userTokens: UserTokens = {
    async of({ objectId }) {
      const token = signedIn.get(objectId)?.();
      return token === undefined ? null : { token, signedInAt: new Date(), expiresAt: new Date(Date.now() + 3_600_000) };
    },
  };
  const endpoints = {
    login: microsoft.entra.url,
    graph: graph.url,
    botOpenId: '',
    botIssuer: '',
    tokenService: '',
    files: [],
    connectors: [],
  };
  const proof = { kind: 'secret', secret: microsoft.secret } as const;
  const entra = createEntra({ app: { appId: microsoft.appId, tenantId, proof, endpoints }, clock });
  const credentials = between(createCredentials({ entra, userTokens, tenantId, graph: graph.url, clock, renewBeforeMs }));
  const noted: string[] = [];
  const tenants = createLiveTenants({
    tenantId,
    graph: graph.url,
    credentials,
    powershell: { executable: found.executable, environment: { ...environment(), ...more } },
    module: { file: module.file, version: standInVersion },
    clock,
    noted: (difference) => noted.push(difference),
    limit: 1,
    ...options,
  });
  return {
    microsoft,
    tenants,
    credentials,
    simulator: () => current,
    anew: () => (current = anew()),
    graph,
    person(name) {
      const person = microsoft.person({ name });
      signedIn.set(person.objectId, () => person.ssoToken());
      return person;
    },
    signedIn,
    noted,
    async close() {
      tenants.close();
      module.remove();
      await Promise.all([microsoft.close(), graph.close(), server.close()]);
    },
  };

  function anew(): Simulator {
    const made = createSimulator({ platform: 'direct-routing' });
    const publicKey = microsoft.entra.publicKey;
    made.control({ do: 'require-tokens', of: { publicKey, tenantId, graph: graph.url, teams: teamsResource } });
    return made;
  }
}

export function identityOf({ tenantId, objectId, name }: TeamsPerson): Identity {
  return { tenantId, objectId, name };
}
