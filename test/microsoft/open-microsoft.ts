import { randomBytes, randomUUID } from 'node:crypto';
import { openBotFramework, type BotFramework } from './bot-framework';
import { openConnector, type Connector } from './connector';
import { openEntra, type Entra } from './entra';
import { openGraph, type Graph } from './graph';
import { marksOf } from './keys';
import { makePerson, type PersonOptions, type TeamsPerson } from './person';
import { openTokenService, type TokenService } from './token-service';

/** Microsoft, as far as Switchboard meets it, on this machine: real servers, real keys, the real protocols. */
export interface Microsoft {
  tenantId: string;
  appId: string;
  secret: string;
  /** What each token carries, in every way in which it can stand in a text: none of them may be found anywhere. */
  marks: string[];
  entra: Entra;
  botFramework: BotFramework;
  tokenService: TokenService;
  connector: Connector;
  graph: Graph;
  /** Somebody with an account in the tenant (or another one), known to Graph. */
  person(options?: PersonOptions): TeamsPerson;
  /** The part `teams` of a switchboard.yaml. */
  teams: { appId: string; connection: string; endpoints: Record<string, string | string[]> };
  /** The environment in which such a Switchboard proves itself. */
  environment: { MICROSOFT_APP_PASSWORD: string };
  close(): Promise<void>;
}

export async function openMicrosoft({
  tenantId = randomUUID(),
  appId = randomUUID(),
  certificate,
}: {
  tenantId?: string;
  appId?: string;
  /** PEM of the application's certificate, where it proves itself with one. */
  certificate?: string;
} = {}): Promise<Microsoft> {
  const marker = `mark${randomBytes(12).toString('hex')}`;
  const secret = `${marker}~${randomBytes(16).toString('hex')}`;
  const connection = 'Teams';
  const entra = await openEntra({ tenantId, appId, secret, marker, certificate });
  const botFramework = await openBotFramework({ appId, marker });
  const tokenService = await openTokenService({ entra, appId, connection });
  const connector = await openConnector({ entra });
  const graph = await openGraph({ entra });
  return {
    tenantId,
    appId,
    secret,
    marks: marksOf(marker),
    entra,
    botFramework,
    tokenService,
    connector,
    graph,
    person(options) {
      const person = makePerson(entra, { tenantId, appId }, options);
      graph.addUser(person, person.tenantId === tenantId ? 'Member' : 'Guest');
      return person;
    },
    teams: {
      appId,
      connection,
      endpoints: {
        login: entra.url,
        graph: graph.url,
        botOpenId: botFramework.openId,
        tokenService: tokenService.url,
        connectors: [new URL(connector.url).host],
      },
    },
    environment: { MICROSOFT_APP_PASSWORD: secret },
    close: async () => {
      await Promise.all([entra.close(), botFramework.close(), tokenService.close(), connector.close(), graph.close()]);
    },
  };
}
