import { randomUUID } from 'node:crypto';
import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import type { Clock } from '../clock';
import { clientActivity, cardAnswer, conversationId, type ClientActivity } from './local-activity';
import type { Transcript } from './transcript';

/**
 * The client's side: the subset of Direct Line 3.0 that Web Chat and Botium use, under /v3/directline. Activities go on to the bot's own
 * /api/messages over HTTP, as a channel's would. Two additions: an invoke gets its answer as the body, and `wait` (ms) holds a GET
 * until there is something new.
 */
export function addDirectLine(
  routes: Server,
  {
    transcript,
    clock,
    botUrl,
    holdsKey,
  }: { transcript: Transcript; clock: Clock; botUrl: () => string; holdsKey: (activity: unknown) => boolean },
): void {
  routes.post('/v3/directline/conversations', async (_request: Request, response: Response) => {
    response.send(201, session(randomUUID()));
  });

  routes.get('/v3/directline/conversations/:conversation', async (request: Request, response: Response) => {
    const conversation = conversationId.safeParse(request.params.conversation);
    if (!conversation.success) return void response.send(404, problem('There is no such conversation.'));
    response.send(200, session(conversation.data));
  });

  routes.post('/v3/directline/conversations/:conversation/activities', async (request: Request, response: Response) => {
    const conversation = conversationId.safeParse(request.params.conversation);
    if (!conversation.success) return void response.send(404, problem('There is no such conversation.'));
    const sent = clientActivity.safeParse(request.body);
    if (!sent.success)
      return void response.send(
        400,
        problem(sent.error.issues.map((issue) => `${issue.path.join('.') || 'activity'}: ${issue.message}`).join('; ')),
      );
    const activity = addressed(sent.data, conversation.data, { serviceUrl: botUrl(), clock });
    if (activity.type === 'invoke') return forwardInvoke(conversation.data, activity, response, { transcript, botUrl });
    if (activity.type === 'message' && !holdsKey(activity)) await transcript.add(conversation.data, withoutContent(activity));
    const answer = await post(botUrl(), activity);
    if (!answer.ok) return void response.send(502, problem(`The bot answered ${answer.status}.`));
    response.send(200, { id: activity.id });
  });

  routes.get('/v3/directline/conversations/:conversation/activities', async (request: Request, response: Response) => {
    const conversation = conversationId.safeParse(request.params.conversation);
    if (!conversation.success) return void response.send(404, problem('There is no such conversation.'));
    const query = pageQuery.safeParse(Object.fromEntries(new URLSearchParams(request.getQuery())));
    if (!query.success) return void response.send(400, problem('watermark and wait are numbers.'));
    const { watermark, wait } = query.data;
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    response.send(200, await transcript.since(conversation.data, watermark, { waitMs: wait, signal: gone.signal }));
  });
}

const longestWaitMs = 25_000;
const botTimeoutMs = 60_000;
const pageQuery = z.object({
  watermark: z.coerce.number().int().nonnegative().default(0),
  wait: z.coerce.number().nonnegative().max(longestWaitMs).default(0),
});

function session(conversation: string): Record<string, unknown> {
  return { conversationId: conversation, token: conversation, expires_in: 86_400 };
}

function problem(message: string): { error: { code: string; message: string } } {
  return { error: { code: 'BadArgument', message } };
}

type Addressed = ReturnType<typeof addressed>;

/** Everything that a channel, not its client, says about an activity is said here. */
function addressed(sent: ClientActivity, conversation: string, { serviceUrl, clock }: { serviceUrl: string; clock: Clock }) {
  return {
    ...sent,
    id: randomUUID(),
    timestamp: clock.now().toISOString(),
    channelId: 'directline',
    serviceUrl,
    conversation: { id: conversation },
    recipient: { id: 'switchboard', name: 'Switchboard' },
  };
}

/** The bot gets the file; the conversation shows its name. */
function withoutContent(activity: Addressed): Addressed {
  if (!activity.attachments) return activity;
  return { ...activity, attachments: activity.attachments.map(({ contentType, name }) => ({ contentType, name })) };
}

async function post(botUrl: string, activity: Addressed): Promise<globalThis.Response> {
  return fetch(`${botUrl}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(activity),
    signal: AbortSignal.timeout(botTimeoutMs),
  });
}

/** The card of the answer replaces the clicked one for good, as in Teams, unless an edit came meanwhile: that one is newer. */
async function forwardInvoke(
  conversation: string,
  activity: Addressed,
  response: Response,
  { transcript, botUrl }: { transcript: Transcript; botUrl: () => string },
): Promise<void> {
  const clicked = activity.replyToId ? await transcript.positionOf(conversation, activity.replyToId) : null;
  const answer = await post(botUrl(), activity);
  const body: unknown = await answer.json().catch(() => null);
  const card = cardAnswer.safeParse(body);
  if (
    card.success &&
    activity.replyToId &&
    clicked !== null &&
    clicked === (await transcript.positionOf(conversation, activity.replyToId))
  ) {
    await transcript.edit(conversation, activity.replyToId, {
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card.data.value }],
    });
  }
  response.send(answer.status, body ?? undefined);
}
