import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { post } from './direct-line-client';

/** Activities in the shape in which Teams sends them, and a channel that takes what the bot sends. */

export const tenantId = '7f0c2a52-4a35-4d7c-9d1e-0a4c6f1b2e00';
const botId = '28:3f2a6c10-58d1-4c07-9a41-6d1f0b7e0400';

export const conversations = {
  personal: { id: 'a:1pErSoNaL', conversationType: 'personal', tenantId },
  groupChat: { id: '19:group@thread.v2', conversationType: 'groupChat', isGroup: true, tenantId },
  channel: {
    id: '19:channel@thread.tacv2;messageid=1700000000000',
    conversationType: 'channel',
    isGroup: true,
    tenantId,
    name: 'Telephony',
  },
} as const;
export type Kind = keyof typeof conversations;

let count = 0;

/** @param persona of the sample configuration; a real channel would give an id of its own, `29:…` */
export function activity(kind: Kind, persona: string, more: Record<string, unknown>): Record<string, unknown> {
  const conversation = { ...conversations[kind], ...(kind === 'personal' && { id: `a:${persona}` }) };
  const inTeam = { team: { id: '19:team@thread.tacv2' }, channel: { id: '19:channel@thread.tacv2' } };
  return {
    id: `17000000${String(++count).padStart(5, '0')}`,
    timestamp: '2026-11-24T08:00:00.000Z',
    localTimestamp: '2026-11-24T09:00:00.000+01:00',
    channelId: 'msteams',
    from: { id: persona, name: persona, aadObjectId: objectIds[persona] },
    conversation,
    recipient: { id: botId, name: 'Switchboard' },
    channelData: { tenant: { id: tenantId }, ...(kind === 'channel' && inTeam), source: { name: 'message' } },
    locale: 'en-US',
    localTimezone: 'Europe/Paris',
    ...more,
  };
}

/** A message as it is typed: in groups and channels the bot is mentioned first, and others may be. */
export function message(
  kind: Kind,
  persona: string,
  text: string,
  mentioned: { id: string; name: string }[] = [],
): Record<string, unknown> {
  const own = { type: 'mention', mentioned: { id: botId, name: 'Switchboard' }, text: '<at>Switchboard</at>' };
  const others = mentioned.map((one) => ({ type: 'mention', mentioned: one, text: `<at>${one.name}</at>` }));
  const client = { locale: 'en-US', country: 'US', platform: 'Windows', timezone: 'Europe/Paris', type: 'clientInfo' };
  const said = kind === 'personal' ? text : `<at>Switchboard</at> ${text}\n`;
  return activity(kind, persona, {
    type: 'message',
    text: said,
    textFormat: 'plain',
    attachments: [{ contentType: 'text/html', content: `<div>${said}</div>` }],
    entities: [...(kind === 'personal' ? [] : [own]), ...others, client],
  });
}

export function click(kind: Kind, persona: string, data: Record<string, unknown>, replyToId?: string): Record<string, unknown> {
  const { verb } = data;
  return activity(kind, persona, {
    type: 'invoke',
    name: 'adaptiveCard/action',
    ...(replyToId !== undefined && { replyToId }),
    value: { action: { type: 'Action.Execute', verb, data }, trigger: verb === 'refresh' ? 'automatic' : 'manual' },
  });
}

export function installed(persona: string, action: 'add' | 'remove'): Record<string, unknown> {
  return activity('personal', persona, { type: 'installationUpdate', action, entities: [] });
}

const objectIds: Record<string, string> = {
  'voice-admin': '00000000-0000-4000-8000-000000000001',
  helpdesk: '00000000-0000-4000-8000-000000000002',
  approver: '00000000-0000-4000-8000-000000000003',
};

export interface Heard {
  method: string;
  path: string;
  conversation: string;
  activity: Record<string, unknown> & { text?: string; attachments?: { content: Record<string, unknown> }[] };
}

export interface Channel {
  url: string;
  heard: Heard[];
  /** The first of what comes, or has come, that fits, and was not given before. */
  until(fits: (heard: Heard) => boolean): Promise<Heard>;
  /** Answers of a conversation from now on; null: as usual. */
  fail(conversation: string, as: { status: number; code: string; retryAfter?: number } | null): void;
  /** Who is in a conversation, by the channel's id. */
  members: Map<string, { id: string; aadObjectId: string; name: string }>;
  say(botUrl: string, activity: Record<string, unknown>): Promise<Response>;
  close(): Promise<void>;
}

/** The connector of a channel on a free port. */
export async function openChannel(): Promise<Channel> {
  const heard: Heard[] = [];
  const given = new Set<Heard>();
  const failures = new Map<string, { status: number; code: string; retryAfter?: number }>();
  const members: Channel['members'] = new Map();
  let woken: (() => void)[] = [];
  let sent = 0;
  const server = createServer((request, response) => {
    void (async () => {
      const [, conversation = '', rest = ''] = /^\/v3\/conversations\/([^/]+)\/(.*)$/.exec(decodeURIComponent(request.url ?? '')) ?? [];
      const answer = (status: number, body: object, headers: Record<string, string> = {}): void => {
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end(JSON.stringify(body));
      };
      if (request.method === 'GET') {
        const member = members.get(rest.replace(/^members\//, ''));
        return answer(member ? 200 : 404, member ?? { error: { code: 'MemberNotFoundInConversation' } });
      }
      const body = await bodyOf(request);
      const failure = failures.get(conversation);
      if (failure) {
        const { status, code, retryAfter } = failure;
        return answer(status, { error: { code, message: code } }, retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) });
      }
      heard.push({ method: request.method ?? '', path: rest, conversation, activity: body as Heard['activity'] });
      answer(200, { id: request.method === 'PUT' ? rest.split('/')[1] : `sent-${++sent}` });
      woken.forEach((wake) => wake());
      woken = [];
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    heard,
    members,
    async until(fits) {
      for (;;) {
        const found = heard.find((one) => !given.has(one) && fits(one));
        if (found) {
          given.add(found);
          return found;
        }
        await new Promise<void>((resolve) => woken.push(resolve));
      }
    },
    fail: (conversation, as) => void (as ? failures.set(conversation, as) : failures.delete(conversation)),
    say: (botUrl, said) => post(`${botUrl}/api/messages`, { ...said, serviceUrl: url }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString() || '{}') as unknown;
}
