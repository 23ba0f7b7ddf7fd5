import type { JwtPayload } from 'jsonwebtoken';
import type { Entra } from './entra';
import { bearerOf, serve, type Answered, type Asked } from './serve';

export interface GraphUser {
  id: string;
  displayName: string;
  userPrincipalName: string;
  userType: 'Member' | 'Guest';
}

/** Microsoft Graph, as far as people and groups go. */
export interface Graph {
  url: string;
  asked: string[];
  addUser(user: { objectId: string; name: string; upn: string }, userType?: GraphUser['userType']): void;
  /** Members are object ids of people, or of other groups. A group that is there gets these members instead. */
  setGroup(id: string, members: readonly string[], displayName?: string): void;
  /** Requests whose path has this in it fail; null: work again. */
  fail(part: string, failure: { status: number; code: string; retryAfterSeconds?: number } | null): void;
  /** The claims of each request's token, in order. */
  callers: JwtPayload[];
  close(): Promise<void>;
}

const pageSize = 100;

export async function openGraph({ entra }: { entra: Entra }): Promise<Graph> {
  const users = new Map<string, GraphUser>();
  const groups = new Map<string, { displayName: string; members: readonly string[] }>();
  const failures = new Map<string, { status: number; code: string; retryAfterSeconds?: number }>();
  const callers: JwtPayload[] = [];

  /** Everybody in a group, through other groups too. */
  const everyoneIn = (id: string, seen = new Set<string>()): Set<string> => {
    for (const member of groups.get(id)?.members ?? []) {
      if (seen.has(member)) continue;
      seen.add(member);
      everyoneIn(member, seen);
    }
    return seen;
  };
  const groupsOf = (id: string): string[] => [...groups.keys()].filter((group) => everyoneIn(group).has(id));
  const userOf = (name: string): GraphUser | undefined =>
    users.get(name) ?? [...users.values()].find((one) => one.userPrincipalName.toLowerCase() === name.toLowerCase());
  const oneOf = (value: unknown): Answered => (value ? { status: 200, json: value } : failed(404, 'Request_ResourceNotFound'));

  function answer({ method, path, query, body }: Asked, caller: JwtPayload): Answered {
    const [, version, area, id = '', what = '', cast] = path.split('/');
    if (version !== 'v1.0') return failed(400, 'BadRequest');
    if (area === 'me') return oneOf(users.get(String(caller.oid)));
    if (area === 'organization') return { status: 200, json: { value: [{ id: caller.tid, displayName: 'Contoso' }] } };
    if (area === 'users') {
      const user = userOf(id);
      if (!user || what === '') return oneOf(user);
      const wanted = (body ? JSON.parse(body) : {}) as { groupIds?: string[] };
      if (method === 'POST' && what === 'getMemberGroups') return { status: 200, json: { value: groupsOf(user.id) } };
      if (method === 'POST' && what === 'checkMemberGroups')
        return { status: 200, json: { value: groupsOf(user.id).filter((group) => wanted.groupIds?.includes(group)) } };
    }
    if (area === 'groups') {
      const group = groups.get(id);
      if (!group || what === '') return oneOf(group && { id, displayName: group.displayName });
      if (what === 'transitiveMembers' || what === 'members') {
        const ids = what === 'members' ? [...group.members] : [...everyoneIn(id)];
        const value = ids.flatMap((member) => {
          const user = users.get(member);
          if (user) return [{ '@odata.type': '#microsoft.graph.user', ...user }];
          return cast === 'microsoft.graph.user' ? [] : [{ '@odata.type': '#microsoft.graph.group', id: member }];
        });
        const top = Math.min(Number(query.get('$top') ?? pageSize), 999);
        const skip = Number(query.get('$skiptoken') ?? 0);
        const next = skip + top < value.length ? { '@odata.nextLink': `${server.url}${path}?$top=${top}&$skiptoken=${skip + top}` } : {};
        return { status: 200, json: { value: value.slice(skip, skip + top), ...next } };
      }
    }
    return failed(404, 'ResourceNotFound');
  }

  const server = await serve((asked) => {
    let caller: JwtPayload;
    try {
      caller = entra.verify(bearerOf(asked), ['https://graph.microsoft.com', server.url]);
    } catch {
      return failed(401, 'InvalidAuthenticationToken');
    }
    callers.push(caller);
    const failure = [...failures].find(([part]) => asked.path.includes(part))?.[1];
    if (failure) return failed(failure.status, failure.code, failure.retryAfterSeconds);
    return answer(asked, caller);
  });

  return {
    url: server.url,
    asked: server.asked,
    callers,
    addUser: ({ objectId, name, upn }, userType = 'Member') =>
      void users.set(objectId, { id: objectId, displayName: name, userPrincipalName: upn, userType }),
    setGroup: (id, members, displayName = id) => void groups.set(id, { displayName, members }),
    fail: (part, failure) => (failure === null ? void failures.delete(part) : void failures.set(part, failure)),
    close: server.close,
  };
}

function failed(status: number, code: string, retryAfterSeconds?: number): Answered {
  const headers: Record<string, string> = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  return { status, headers, json: { error: { code, message: code, innerError: { date: new Date().toISOString() } } } };
}
