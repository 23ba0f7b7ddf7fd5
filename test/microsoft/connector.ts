import type { Activity } from 'botbuilder';
import type { Entra } from './entra';
import { bearerOf, serve, type Answered, type Asked } from './serve';

/** One thing that the bot did in a conversation. */
export interface Sent {
  kind: 'sent' | 'updated' | 'deleted';
  conversation: string;
  /** The id that the channel gave, or that the bot named. */
  id: string;
  activity: Partial<Activity>;
}

export interface Failure {
  status: number;
  /** Such as MessageWritesBlocked, ConversationNotFound. */
  code?: string;
  retryAfterSeconds?: number;
}

/** The connector of Teams: what the bot sends, and where. Only for a bot that proves itself with its own token. */
export interface Connector {
  /** The service address of activities. */
  url: string;
  asked: string[];
  sent: Sent[];
  /** Messages as people see them now: edited ones as edited, deleted ones gone. */
  shown(conversation: string): Partial<Activity>[];
  /** Resolves with the first thing, already there or yet to come, that is so. */
  next(is: (sent: Sent) => boolean): Promise<Sent>;
  /** Requests about a conversation (or `*`) fail; null: work again. */
  fail(conversation: string, failure: Failure | null, options?: { times?: number }): void;
  /** What the bot is told of the members of a conversation. */
  members: Map<string, { id: string; aadObjectId: string; name: string; tenantId: string; userPrincipalName?: string }[]>;
  close(): Promise<void>;
}

export async function openConnector({ entra }: { entra: Entra }): Promise<Connector> {
  const sent: Sent[] = [];
  const waiting = new Set<(one: Sent) => void>();
  const failures = new Map<string, { failure: Failure; times: number }>();
  const members: Connector['members'] = new Map();
  let count = 0;

  const record = (one: Sent): void => {
    sent.push(one);
    for (const tell of waiting) tell(one);
  };
  const failureOf = (conversation: string): Answered | null => {
    for (const name of [conversation, '*']) {
      const found = failures.get(name);
      if (!found) continue;
      if (--found.times <= 0) failures.delete(name);
      const { status, code = 'Error', retryAfterSeconds } = found.failure;
      const headers: Record<string, string> = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
      return { status, headers, json: { error: { code, message: code } } };
    }
    return null;
  };

  function act({ method, body }: Asked, conversation: string, [what, named]: string[]): Answered {
    if (what === 'activities') {
      const activity = (body ? JSON.parse(body) : {}) as Partial<Activity>;
      if (method === 'POST') {
        const id = `1${String(++count).padStart(12, '0')}`;
        record({ kind: 'sent', conversation, id, activity });
        return { status: 201, json: { id } };
      }
      const known = sent.some((one) => one.conversation === conversation && one.id === named && one.kind === 'sent');
      if (!known) return { status: 404, json: { error: { code: 'ActivityNotFoundInConversation', message: 'Not found.' } } };
      record({ kind: method === 'PUT' ? 'updated' : 'deleted', conversation, id: String(named), activity });
      return { status: 200, json: { id: named } };
    }
    const there = members.get(conversation) ?? [];
    if (what === 'pagedmembers') return { status: 200, json: { members: there } };
    if (what !== 'members') return { status: 404 };
    if (named === undefined) return { status: 200, json: there };
    const one = there.find(({ id, aadObjectId }) => id === named || aadObjectId === named);
    return one
      ? { status: 200, json: one }
      : { status: 404, json: { error: { code: 'MemberNotFoundInConversation', message: 'Not found.' } } };
  }

  const server = await serve((asked) => {
    try {
      entra.verify(bearerOf(asked), ['https://api.botframework.com']);
    } catch {
      return { status: 401, json: { error: { code: 'Unauthorized', message: 'Authorization has been denied for this request.' } } };
    }
    const [, version, area, conversation, ...rest] = asked.path.split('/');
    if (version !== 'v3' || area !== 'conversations') return { status: 404 };
    if (conversation === undefined) {
      const { members: [member] = [] } = JSON.parse(asked.body) as { members?: { id: string }[] };
      const failed = failureOf(String(member?.id));
      return failed ?? { status: 201, json: { id: `a:${String(member?.id)}`, serviceUrl: server.url } };
    }
    return failureOf(conversation) ?? act(asked, conversation, rest);
  });

  return {
    url: server.url,
    asked: server.asked,
    sent,
    shown(conversation) {
      const now = new Map<string, Partial<Activity>>();
      for (const one of sent.filter((each) => each.conversation === conversation)) {
        if (one.kind === 'deleted') now.delete(one.id);
        else now.set(one.id, one.activity);
      }
      return [...now.values()];
    },
    next: (is) =>
      new Promise((resolve) => {
        const there = sent.find(is);
        if (there) return resolve(there);
        const tell = (one: Sent): void => {
          if (!is(one)) return;
          waiting.delete(tell);
          resolve(one);
        };
        waiting.add(tell);
      }),
    fail: (conversation, failure, { times = Infinity } = {}) =>
      failure === null ? void failures.delete(conversation) : void failures.set(conversation, { failure, times }),
    members,
    close: server.close,
  };
}
