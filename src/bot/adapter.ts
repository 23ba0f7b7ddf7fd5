import { CloudAdapter, TurnContext, type Activity, type ConversationReference } from 'botbuilder';
import type { Request, Response } from 'restify';
import { AnonymousAuthentication } from './anonymous-authentication';
import { connectorHttpClient } from './connector-http-client';

/** The door to the channels. A turn begins with a request, with a stored activity, or with nothing but a conversation. */
export interface Adapter {
  process(request: Request, response: Response, logic: (turn: TurnContext) => Promise<void>): Promise<void>;
  /** A full turn on an activity that was stored earlier. */
  resume(activity: Activity, logic: (turn: TurnContext) => Promise<void>): Promise<void>;
  /** A turn of our own accord. */
  reach(reference: Partial<ConversationReference>, logic: (turn: TurnContext) => Promise<void>): Promise<void>;
  /** Whether answers may go to this address. */
  trusts(serviceUrl: string): boolean;
}

/**
 * The adapter of local mode: anonymous, so it answers to nobody but our own endpoint.
 * @param ownUrl where this process listens now; stored conversations are answered there even after the port has changed.
 * @param timeoutMs for each request to the channel.
 */
export function createLocalAdapter(options: { ownUrl: () => string; timeoutMs?: number }): Adapter {
  const adapter = new CloudAdapter(new AnonymousAuthentication(connectorHttpClient(options.timeoutMs ?? 10_000)));
  const reach: Adapter['reach'] = (reference, logic) =>
    adapter.continueConversationAsync('', { ...reference, serviceUrl: options.ownUrl() }, logic);
  return {
    process: (request, response, logic) => adapter.process(request, response, logic),
    reach,
    resume: (activity, logic) =>
      reach(TurnContext.getConversationReference(activity), async (outer) => {
        const turn = new TurnContext(adapter, { ...activity, serviceUrl: options.ownUrl() });
        for (const [key, value] of outer.turnState) turn.turnState.set(key, value);
        await logic(turn);
      }),
    trusts: (serviceUrl) => sameOrigin(serviceUrl, options.ownUrl()),
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
