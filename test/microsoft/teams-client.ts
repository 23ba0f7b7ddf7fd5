import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import type { Microsoft } from './open-microsoft';
import type { TeamsPerson } from './person';

export interface Place {
  conversation: { id: string; conversationType: 'personal' | 'groupChat' | 'channel'; isGroup?: boolean };
  channelData?: Record<string, unknown>;
}

export interface Answer {
  status: number;
  /** Parsed where it is JSON, else the text. */
  body: unknown;
}

/** Teams, between people and a bot: what people do becomes signed activities at the bot's address. */
export interface TeamsClient {
  /** The personal chat of somebody with the bot. */
  personal(person: TeamsPerson): Place;
  channel(name?: string): Place;
  groupChat(name?: string): Place;
  /** A message as Teams sends it; in channels and groups the bot is mentioned. */
  message(person: TeamsPerson, place: Place, text: string, more?: Record<string, unknown>): Partial<Activity>;
  /** An invoke as Teams sends it. */
  invoke(person: TeamsPerson, place: Place, name: string, value: unknown, more?: Record<string, unknown>): Partial<Activity>;
  /** Hands an activity to the bot, with a good token unless another (or null for none) is given. */
  post(activity: unknown, token?: string | null, headers?: Record<string, string>): Promise<Answer>;
  /** A message in the personal chat. */
  say(person: TeamsPerson, text: string): Promise<Answer>;
  /** A click on a card in the personal chat. */
  click(person: TeamsPerson, data: Record<string, unknown>, more?: Record<string, unknown>): Promise<Answer>;
}

const mention = '<at>Switchboard</at>';

/** @param botUrl where the bot listens */
export function teamsClient(microsoft: Microsoft, botUrl: string): TeamsClient {
  const { appId, connector, botFramework } = microsoft;
  const recipient = { id: `28:${appId}`, name: 'Switchboard' };

  const frame = (person: TeamsPerson, { conversation, channelData }: Place, more: Record<string, unknown>): Partial<Activity> => ({
    id: randomUUID(),
    timestamp: new Date(),
    channelId: 'msteams',
    serviceUrl: connector.url,
    locale: 'en-US',
    from: { id: person.id, name: person.name, aadObjectId: person.objectId },
    recipient,
    conversation: { tenantId: person.tenantId, ...conversation } as Activity['conversation'],
    channelData: { tenant: { id: person.tenantId }, ...channelData },
    ...more,
  });

  const client: TeamsClient = {
    personal: ({ id }) => ({ conversation: { id: `a:${id}`, conversationType: 'personal' } }),
    channel: (name = randomUUID()) => ({
      conversation: { id: `19:${name}@thread.tacv2`, conversationType: 'channel', isGroup: true },
      channelData: { team: { id: `19:team-${name}@thread.tacv2` }, channel: { id: `19:${name}@thread.tacv2` } },
    }),
    groupChat: (name = randomUUID()) => ({ conversation: { id: `19:${name}@thread.v2`, conversationType: 'groupChat', isGroup: true } }),
    message(person, place, text, more = {}) {
      const personal = place.conversation.conversationType === 'personal';
      const entities = personal ? [] : [{ type: 'mention', mentioned: recipient, text: mention }];
      return frame(person, place, {
        type: 'message',
        textFormat: 'plain',
        text: personal ? text : `${mention} ${text}`,
        entities,
        ...more,
      });
    },
    invoke: (person, place, name, value, more = {}) => frame(person, place, { type: 'invoke', name, value, ...more }),
    async post(activity, token = botFramework.channelToken({ serviceUrl: connector.url }), headers = {}) {
      const answer = await fetch(`${botUrl}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }), ...headers },
        body: JSON.stringify(activity),
      });
      const text = await answer.text();
      return { status: answer.status, body: /json/.test(answer.headers.get('content-type') ?? '') && text ? JSON.parse(text) : text };
    },
    say: (person, text) => client.post(client.message(person, client.personal(person), text)),
    click: (person, { verb, ...data }, more) =>
      client.post(
        client.invoke(person, client.personal(person), 'adaptiveCard/action', { action: { type: 'Action.Execute', verb, data } }, more),
      ),
  };
  return client;
}
