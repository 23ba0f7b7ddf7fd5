import { CloudAdapter, TurnContext, type Activity, type ConversationReference } from 'botbuilder';
import type { UserTokenClient } from 'botframework-connector';
import type { Request, Response } from 'restify';
import { BotAuthentication, type BotAuthenticationOptions } from './bot-authentication';
import { connectorHttpClient } from './connector-http-client';
import { limitedClient } from './limited-client';
import type { SendLimits } from './send-limits';

/** The door to the channels. A turn begins with a request, with a stored activity, or with nothing but a conversation. */
export interface Adapter {
  /** Why an activity is not listened to: who sends it, from where, where its answers would go. Null when it is. */
  refusal(activity: Activity, authorization: string): Promise<Refusal | null>;
  /** A turn on an activity; what `refusal` would refuse is refused here too. An invoke is answered when the turn ends. */
  process(request: Request, response: Response, logic: (turn: TurnContext) => Promise<void>): Promise<void>;
  /** A full turn on an activity that was stored earlier. */
  resume(activity: Activity, logic: (turn: TurnContext) => Promise<void>): Promise<void>;
  /** A turn of our own accord. Throws `RefusedError` where no answer may go. */
  reach(reference: Partial<ConversationReference>, logic: (turn: TurnContext) => Promise<void>): Promise<void>;
  /** The token service of this bot, as the SDK speaks to it. */
  userTokens(): Promise<UserTokenClient>;
}

export interface Refusal {
  status: 401 | 403 | 503;
  /** For whoever sent it. */
  message: string;
  /** For the log. */
  reason: string;
}

export class RefusedError extends Error {
  /** As the errors of the connector client have it: what is refused once is refused for good. */
  readonly statusCode: number;
  constructor({ status, message }: Pick<Refusal, 'status' | 'message'>) {
    super(message);
    this.name = 'RefusedError';
    this.statusCode = status;
  }
}

/**
 * The adapter of local mode: anonymous, so it answers to nobody but our own endpoint.
 * @param ownUrl where this process listens now; stored conversations are answered there even after the port has changed.
 * @param timeoutMs for each request to the channel.
 */
export function createLocalAdapter({ ownUrl, timeoutMs }: { ownUrl: () => string; timeoutMs?: number }): Adapter {
  const refused: Refusal = {
    status: 403,
    message: 'In local mode answers go to the local endpoint alone: this serviceUrl is not its own.',
    reason: 'foreign serviceUrl',
  };
  return adapterOf({
    bot: null,
    refusal: ({ serviceUrl }) => Promise.resolve(sameOrigin(serviceUrl, ownUrl()) ? null : refused),
    addressOf: ownUrl,
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
}

/** @param addressOf where answers to a conversation with this `serviceUrl` go; throws `RefusedError` when nowhere */
export function adapterOf({
  bot,
  refusal,
  addressOf,
  timeoutMs = 10_000,
  limits = null,
}: Pick<Adapter, 'refusal'> & {
  bot: BotAuthenticationOptions['bot'];
  addressOf: (serviceUrl: string) => string;
  timeoutMs?: number;
  /** Of a channel that has some. */
  limits?: SendLimits | null;
}): Adapter {
  const client = connectorHttpClient(timeoutMs);
  const httpClient = limits ? limitedClient(client, limits) : client;
  const admit = async (activity: Activity, authorization: string): Promise<void> => {
    const refused = await refusal(activity, authorization);
    if (refused) throw new RefusedError(refused);
  };
  const authentication = new BotAuthentication({ bot, admit, httpClient });
  const adapter = new CloudAdapter(authentication);
  const reach: Adapter['reach'] = async (reference, logic) => {
    const serviceUrl = addressOf(reference.serviceUrl ?? '');
    await adapter.continueConversationAsync(bot?.appId ?? '', { ...reference, serviceUrl }, logic);
  };
  return {
    refusal,
    process: (request, response, logic) => adapter.process(request, response, logic),
    reach,
    userTokens: () => authentication.createUserTokenClient(),
    resume: (activity, logic) =>
      reach(TurnContext.getConversationReference(activity), async (outer) => {
        const turn = new TurnContext(adapter, { ...activity, serviceUrl: addressOf(activity.serviceUrl) });
        for (const [key, value] of outer.turnState) turn.turnState.set(key, value);
        await logic(turn);
      }),
  };
}

/** «localhost» and the loopback addresses are one host; the port must be ours. */
function sameOrigin(left: string, right: string): boolean {
  if (!URL.canParse(left)) return false;
  const [a, b] = [new URL(left), new URL(right)];
  return a.protocol === b.protocol && a.port === b.port && isLoopback(a.hostname) && a.username === '' && a.password === '';
}

/** Whether a host name can only mean this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}
