import { ConfigurationBotFrameworkAuthentication, type Activity } from 'botbuilder';
import {
  AuthenticationConstants,
  ClaimsIdentity,
  type AuthenticateRequestResult,
  type ConnectorClient,
  type ConnectorClientOptions,
  type ConnectorFactory,
  type ServiceClientCredentialsFactory,
  type UserTokenClient,
} from 'botframework-connector';

/** The bot as Microsoft knows it. */
export interface RegisteredBot {
  appId: string;
  /** With what it proves itself to channels and to the token service. */
  credentials: ServiceClientCredentialsFactory;
  /** To whom that proof is: the Bot Framework of this cloud. */
  audience: string;
  /** Where the token service is. */
  tokenService: string;
}

export interface BotAuthenticationOptions {
  /** Null: nobody knows it, and it proves nothing. */
  bot: RegisteredBot | null;
  /** Throws unless the request with this `Authorization` may bring the activity. Nothing else decides about it. */
  admit: (activity: Activity, authorization: string) => Promise<void>;
  httpClient: NonNullable<ConnectorClientOptions['httpClient']>;
}

/**
 * Who is heard is said by `admit` alone, and all turns share the clients. By itself the SDK makes new ones for each turn, with their whole pipelines,
 * which costs more than sending with them.
 */
export class BotAuthentication extends ConfigurationBotFrameworkAuthentication {
  private readonly factory: ConnectorFactory;
  private readonly tokens: Promise<UserTokenClient>;
  private readonly identity: ClaimsIdentity;

  constructor(private readonly options: BotAuthenticationOptions) {
    const { bot, httpClient } = options;
    const settings = bot === null ? {} : { ToChannelFromBotOAuthScope: bot.audience, OAuthUrl: bot.tokenService };
    super(settings, bot?.credentials, undefined, undefined, { httpClient });
    this.identity = new ClaimsIdentity([{ type: AuthenticationConstants.AudienceClaim, value: bot?.appId ?? '' }], true);
    this.factory = oneForEachAddress(super.createConnectorFactory(this.identity));
    this.tokens = super.createUserTokenClient(this.identity);
  }

  override async authenticateRequest(activity: Activity, header: string): Promise<AuthenticateRequestResult> {
    await this.options.admit(activity, header);
    return { audience: this.options.bot?.audience ?? '', claimsIdentity: this.identity, connectorFactory: this.factory };
  }

  /** A door that nobody uses stays shut: sockets. */
  override authenticateStreamingRequest(): Promise<AuthenticateRequestResult> {
    return Promise.reject(new Error('Switchboard is reached by requests alone.'));
  }

  /** A door that nobody uses stays shut: other bots. */
  override authenticateChannelRequest(): Promise<ClaimsIdentity> {
    return Promise.reject(new Error('Switchboard has no skills.'));
  }

  override createConnectorFactory(): ConnectorFactory {
    return this.factory;
  }

  override createUserTokenClient(): Promise<UserTokenClient> {
    return this.tokens;
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
