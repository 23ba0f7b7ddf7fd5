/** A client of the local endpoint, as Web Chat is one. */
export interface LocalClient {
  conversation: string;
  say(text: string): Promise<Response>;
  send(activity: Record<string, unknown>): Promise<Response>;
  /** Follows the stream until an activity fits; throws when none comes. */
  until(fits: (activity: Received) => boolean): Promise<Received>;
  all(): Promise<Received[]>;
}

export interface Received {
  id: string;
  type: string;
  text?: string;
  replyToId?: string;
  from?: { id: string };
  attachments?: { content: { body: { text: string }[] } }[];
}

export async function startConversation(url: string, persona = 'voice-admin', known?: string): Promise<LocalClient> {
  const conversation =
    known ?? ((await (await post(`${url}/v3/directline/conversations`, {})).json()) as { conversationId: string }).conversationId;
  const activities = `${url}/v3/directline/conversations/${conversation}/activities`;
  const send = (activity: Record<string, unknown>): Promise<Response> =>
    post(activities, { from: { id: persona }, locale: 'en-US', ...activity });
  let watermark = '0';
  const read = async (wait: number): Promise<Received[]> => {
    const answer = (await (await fetch(`${activities}?watermark=${watermark}&wait=${wait}`)).json()) as {
      activities: Received[];
      watermark: string;
    };
    watermark = answer.watermark;
    return answer.activities;
  };
  const unread: Received[] = [];
  return {
    conversation,
    send,
    say: (text) => send({ type: 'message', text }),
    async until(fits) {
      for (let round = 0; round < 20; round++) {
        for (let next = unread.shift(); next; next = unread.shift()) if (fits(next)) return next;
        unread.push(...(await read(500)));
      }
      throw new Error('nothing came that fits');
    },
    all: async () => ((await (await fetch(activities)).json()) as { activities: Received[] }).activities,
  };
}

export function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}
