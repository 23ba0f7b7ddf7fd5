import { ConfigurationBotFrameworkAuthentication, type Activity } from 'botbuilder';
import type {
  AuthenticateRequestResult,
  ClaimsIdentity,
  ConnectorClient,
  ConnectorClientOptions,
  ConnectorFactory,
  UserTokenClient,
} from 'botframework-connector';

/**
 * Nobody proves who they are, so that all turns can share the clients. By itself the SDK makes new ones for each turn, with their whole pipelines,
 * which costs more than sending with them.
 */
export class AnonymousAuthentication extends ConfigurationBotFrameworkAuthentication {
  private factory: ConnectorFactory | undefined;
  private tokens: Promise<UserTokenClient> | undefined;

  constructor(httpClient: NonNullable<ConnectorClientOptions['httpClient']>) {
    super({}, undefined, undefined, undefined, { httpClient });
  }

  override async authenticateRequest(activity: Activity, header: string): Promise<AuthenticateRequestResult> {
    const result = await super.authenticateRequest(activity, header);
    return { ...result, connectorFactory: this.createConnectorFactory(result.claimsIdentity) };
  }

  override createConnectorFactory(identity: ClaimsIdentity): ConnectorFactory {
    return (this.factory ??= oneForEachAddress(super.createConnectorFactory(identity)));
  }

  override createUserTokenClient(identity: ClaimsIdentity): Promise<UserTokenClient> {
    return (this.tokens ??= super.createUserTokenClient(identity));
  }
}

/** Addresses are few: whoever receives activities refuses those that are not trusted. */
function oneForEachAddress(factory: ConnectorFactory): ConnectorFactory {
  const clients = new Map<string, Promise<ConnectorClient>>();
  return {
    create(serviceUrl, audience) {
      const known = clients.get(serviceUrl) ?? factory.create(serviceUrl, audience);
      clients.set(serviceUrl, known);
      return known;
    },
  };
}
