import type { Access } from './auth/access';
import { createAppToken } from './auth/app-token';
import { createCredentials } from './auth/create-credentials';
import type { Credentials } from './auth/credentials';
import { createEntra } from './auth/entra';
import { createGraph } from './auth/graph';
import type { GroupSource } from './auth/group-source';
import { liveGroups } from './auth/live-groups';
import { scopeOf } from './auth/permissions';
import { withReader } from './auth/reader-credentials';
import type { Adapter } from './bot/adapter';
import type { Log } from './bot/log';
import { createTeamsAdapter } from './bot/teams-adapter';
import { createTokenService, type TokenService } from './bot/token-service';
import { createUserTokens, type SignedIn } from './bot/user-token';
import type { Clock } from './clock';
import type { TeamsApp } from './config-teams';
import type { Database } from './store/database';
import { readerIdentity } from './tenant/reader';

/** What Switchboard has of Microsoft in production: as the application, and as each person who signed in to it. */
export interface WayIn {
  app: TeamsApp;
  adapter: Adapter;
  service: TokenService;
  tokens: SignedIn;
  credentials: Credentials;
  /** Who is in which group of the tenant, read with the application's own token. */
  groups(of: { access: () => Access; log: Log }): GroupSource;
}

export function openWayIn(
  app: TeamsApp,
  { database, clock, renewBeforeMs, reader }: { database: Database; clock: Clock; renewBeforeMs: number; reader: 'none' | 'app' },
): WayIn {
  const entra = createEntra({ app, clock });
  const appToken = createAppToken(entra, clock);
  const adapter = createTeamsAdapter({ app, appToken, clock });
  const service = createTokenService({ client: adapter.userTokens, connection: app.connection });
  const tokens = createUserTokens({ database, clock, service });
  const { tenantId, endpoints } = app;
  const { graph } = endpoints;
  const ofPeople = createCredentials({ entra, userTokens: tokens, tenantId, graph, clock, renewBeforeMs });
  const credentials = reader === 'app' ? withReader(ofPeople, { reader: readerIdentity(app), appToken, graph }) : ofPeople;
  return {
    app,
    adapter,
    service,
    tokens,
    credentials,
    groups: ({ access, log }) =>
      liveGroups({
        access,
        graph: createGraph({ url: graph, clock, token: async () => (await appToken(scopeOf(graph))).token }),
        clock,
        unread: (err, what) => log.warn({ err, ...what }, 'a group could not be read: nobody has anything through it'),
      }),
  };
}
