import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface GraphUser {
  id: string;
  displayName?: string;
  userPrincipalName?: string;
  userType?: string;
}

/** As much of Microsoft Graph as groups need, over loopback: it pages, checks the token, and can be told to fail. */
export class GraphServer {
  readonly users = new Map<string, GraphUser>();
  readonly groups = new Map<string, string[]>();
  /** `GET /v1.0/users/…`, in the order in which they came. */
  readonly asked: string[] = [];
  token = 'a-token-of-the-application';
  pageSize = 999;
  /** Taken first in, first out: what the next requests are answered with. */
  readonly failures: { status: number; code?: string; retryAfter?: string; nextLink?: string; silent?: true }[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    this.asked.push(`${request.method} ${url.pathname}`);
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const send = (status: number, value: unknown, headers: Record<string, string> = {}): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
    };
    const error = (status: number, code: string, headers?: Record<string, string>): void =>
      send(status, { error: { code, message: `about ${request.headers.authorization}` } }, headers);
    const failure = this.failures.shift();
    if (failure?.silent) return;
    if (failure?.nextLink !== undefined) return send(200, { value: [], '@odata.nextLink': failure.nextLink });
    if (failure)
      return error(failure.status, failure.code ?? 'x', failure.retryAfter === undefined ? {} : { 'retry-after': failure.retryAfter });
    if (request.headers.authorization !== `Bearer ${this.token}`) return error(401, 'InvalidAuthenticationToken');
    const [, , kind, id = '', what] = url.pathname.split('/');
    if (kind === 'users') {
      const user = this.users.get(id);
      if (!user) return error(404, 'Request_ResourceNotFound');
      if (what === undefined) return send(200, user);
      const { groupIds } = JSON.parse(body) as { groupIds: string[] };
      if (groupIds.length > 20) return error(400, 'Request_BadRequest');
      return send(200, { value: groupIds.filter((group) => this.groups.get(group)?.includes(id)) });
    }
    const members = this.groups.get(id);
    if (!members) return error(404, 'Request_ResourceNotFound');
    const from = Number(url.searchParams.get('$skiptoken') ?? 0);
    const value = members.slice(from, from + this.pageSize).map((one) => this.users.get(one));
    const next = new URL(url);
    next.searchParams.set('$skiptoken', String(from + this.pageSize));
    send(200, { value, ...(from + this.pageSize < members.length && { '@odata.nextLink': next.href }) });
  }
}
