import { createAppToken, type AppToken } from './auth/app-token';
import { createCredentials } from './auth/create-credentials';
import type { Credentials } from './auth/credentials';
import { createEntra } from './auth/entra';
import { withReader } from './auth/reader-credentials';
import type { Adapter } from './bot/adapter';
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
  appToken: AppToken;
  adapter: Adapter;
  service: TokenService;
  tokens: SignedIn;
  credentials: Credentials;
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
  return { app, appToken, adapter, service, tokens, credentials };
}
