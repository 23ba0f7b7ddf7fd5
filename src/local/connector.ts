import { randomUUID } from 'node:crypto';
import type { Request, Response, Server } from 'restify';
import type { Clock } from '../clock';
import { botActivity, conversationId } from './local-activity';
import type { Transcript } from './transcript';

/** The bot's side: the Bot Framework connector's paths for sending, editing and deleting activities. */
export function addConnector(routes: Server, { transcript, clock }: { transcript: Transcript; clock: Clock }): void {
  const send = async (request: Request, response: Response): Promise<void> => {
    const conversation = conversationId.safeParse(request.params.conversation);
    const activity = botActivity.safeParse(request.body);
    if (!conversation.success || !activity.success) return refuse(response, conversation.success);
    const id = randomUUID();
    await transcript.add(conversation.data, { ...activity.data, id, timestamp: clock.now().toISOString() });
    response.send(200, { id });
  };
  routes.post('/v3/conversations/:conversation/activities', send);
  routes.post('/v3/conversations/:conversation/activities/:activity', send);

  routes.put('/v3/conversations/:conversation/activities/:activity', async (request: Request, response: Response) => {
    const conversation = conversationId.safeParse(request.params.conversation);
    const activity = botActivity.safeParse(request.body);
    if (!conversation.success || !activity.success) return refuse(response, conversation.success);
    const id = String(request.params.activity);
    const { id: _own, ...members } = activity.data;
    if (!(await transcript.edit(conversation.data, id, members))) return refuse(response, false);
    response.send(200, { id });
  });

  routes.del('/v3/conversations/:conversation/activities/:activity', async (request: Request, response: Response) => {
    const conversation = conversationId.safeParse(request.params.conversation);
    if (!conversation.success || !(await transcript.remove(conversation.data, String(request.params.activity))))
      return refuse(response, false);
    response.send(200, {});
  });
}

function refuse(response: Response, found: boolean): void {
  response.send(found ? 400 : 404, {
    error: { code: found ? 'BadSyntax' : 'NotFound', message: found ? 'That is no activity.' : 'There is no such activity.' },
  });
}
