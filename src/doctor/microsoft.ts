import { z } from 'zod';
import type { Access } from '../auth/access';
import { createGraph } from '../auth/graph';
import { claimsIn } from '../auth/token-claims';
import { apiIds, compareRoles, readerRole, readerRoleId, scopeOf } from '../auth/permissions';
import type { AppToken } from '../auth/app-token';
import type { Check, Finding } from '../checks/check';
import type { Clock } from '../clock';
import type { TeamsApp } from '../config-teams';
import { sendHttp, type HttpAnswer } from '../http-client';
import { look, nothing, reasonOf, unknown, well, wrong } from './said';

export interface MicrosoftSource {
  app: TeamsApp;
  appToken: AppToken;
  access: Access;
  reader: 'none' | 'app';
  clock: Clock;
}

const timeoutMs = 10_000;
/** A token counts from its first second; Entra and msal forgive five minutes. */
const clockMayDifferMs = 120_000;

/** What can be seen from here of Microsoft's side: whether it is reached, knows the application, and allows it what it needs and no more. */
export function microsoftChecks({ app, appToken, access, reader, clock }: MicrosoftSource): Check[] {
  const { login, graph, tokenService, botOpenId } = app.endpoints;
  const metadata = `${login}/${app.tenantId}/v2.0/.well-known/openid-configuration`;
  const reach = (what: 'login' | 'graph' | 'tokenService' | 'botOpenId', url: string, isRight: (answer: HttpAnswer) => boolean) =>
    look(`reach.${what}`, new URL(url).host, async () => {
      try {
        const answer = await ask(url);
        return [isRight(answer) ? well(`reach.${what}`) : wrong('reach.odd', { url, status: answer.status })];
      } catch (error) {
        return [wrong('reach.none', { url, reason: reasonOf(error) })];
      }
    });
  return [
    reach('login', metadata, ({ status, body }) => status === 200 && body.includes('token_endpoint')),
    reach('graph', `${graph}/v1.0/`, ({ status }) => status < 500),
    reach('tokenService', tokenService, ({ status }) => status < 500),
    reach('botOpenId', botOpenId, ({ status, body }) => status === 200 && body.includes(app.endpoints.botIssuer)),
    look('clock', new URL(login).host, async () => clockAgainst(metadata, clock)),
    look('app', app.appId, async () => {
      const graphToken = await tokenOf(appToken, scopeOf(graph));
      if ('finding' in graphToken) return [graphToken.finding];
      return [well('app.token'), ...rolesIn(graphToken.token, reader)];
    }),
    look('groups', 'Microsoft Graph', () => groupsAt(graph, appToken, access, clock)),
    look('connection', app.connection, () => connectionAt(app, appToken)),
    ...(reader === 'app' ? [look('reader', readerRole, () => readerAt(appToken))] : []),
  ];
}

function ask(url: string, headers: Record<string, string> = {}): Promise<HttpAnswer> {
  return sendHttp(url, { method: 'GET', headers: { accept: 'application/json', ...headers }, timeoutMs });
}

/** Entra's own clock, against the middle of the time that the question took. */
async function clockAgainst(url: string, clock: Clock): Promise<Finding[]> {
  const before = clock.now().getTime();
  const answer = await ask(url).catch(() => null);
  const theirs = Date.parse(answer?.headers.date ?? '');
  if (Number.isNaN(theirs)) return [unknown('clock.unknown')];
  const seconds = Math.round(((before + clock.now().getTime()) / 2 - theirs) / 1_000);
  const differs = Math.abs(seconds) * 1_000 > clockMayDifferMs;
  return [differs ? wrong('clock.wrong', { seconds: Math.abs(seconds) }) : well('clock.right')];
}

/** Entra's numbers: learn.microsoft.com/entra/identity-platform/reference-error-codes */
const refusals: Record<string, 'proof' | 'app' | 'tenant'> = {
  '7000215': 'proof',
  '7000222': 'proof',
  '700027': 'proof',
  '700016': 'app',
  '90002': 'tenant',
  '900023': 'tenant',
};

async function tokenOf(appToken: AppToken, scope: string): Promise<{ token: string } | { finding: Finding }> {
  try {
    return await appToken(scope);
  } catch (error) {
    const code = /AADSTS(\d+)/.exec(wholeOf(error))?.[1];
    return {
      finding: wrong(`app.token.${refusals[code ?? ''] ?? 'other'}`, { reason: code === undefined ? reasonOf(error) : `AADSTS${code}` }),
    };
  }
}

function wholeOf(error: unknown): string {
  return error instanceof Error ? `${error.message} ${wholeOf(error.cause)}` : '';
}

const claims = z.object({ roles: z.array(z.string()).default([]), wids: z.array(z.string()).optional() });

function rolesIn(token: string, reader: 'none' | 'app'): Finding[] {
  const { missing, beyond } = compareRoles(claimsIn(token, claims).roles, reader);
  return [
    ...(missing.length > 0 ? [wrong('app.permissions.missing', { permissions: missing })] : []),
    ...(beyond.length > 0 ? [wrong('app.permissions.beyond', { permissions: beyond })] : []),
    ...(missing.length + beyond.length === 0 ? [well('app.permissions')] : []),
  ];
}

/** Each group that the configuration names, by its first members: what votes and roles will be read from. */
async function groupsAt(url: string, appToken: AppToken, { groups }: Access, clock: Clock): Promise<Finding[]> {
  if (groups.length === 0) return [nothing('app.groups.none')];
  const graph = createGraph({ url, clock, token: async () => (await appToken(scopeOf(url))).token });
  const looked = await Promise.all(
    groups.map(async ({ name, id }) => {
      try {
        await graph.get(`/groups/${id}/transitiveMembers/microsoft.graph.user?$select=id&$count=true&$top=1`);
        return [];
      } catch (error) {
        return [wrong('app.groups.unread', { group: name, reason: reasonOf(error) })];
      }
    }),
  );
  const unread = looked.flat();
  return unread.length > 0 ? unread : [well('app.groups', { count: groups.length })];
}

const statuses = z.array(z.object({ connectionName: z.string().nullish() }));

/** The connections that the token service has for this bot: asked for somebody who is nobody. */
async function connectionAt({ connection, endpoints }: TeamsApp, appToken: AppToken): Promise<Finding[]> {
  const token = await tokenOf(appToken, scopeOf(endpoints.botIssuer));
  if ('finding' in token) return [token.finding];
  try {
    const url = `${endpoints.tokenService}/api/usertoken/GetTokenStatus?userId=switchboard-doctor&channelId=msteams`;
    const { status, body } = await ask(url, { authorization: `Bearer ${token.token}` });
    if (status !== 200) return [wrong('app.connection.refused', { reason: String(status) })];
    const names = statuses.parse(JSON.parse(body)).map(({ connectionName }) => connectionName ?? '');
    if (names.includes(connection)) return [well('app.connection', { connection })];
    return [wrong('app.connection.missing', { connection, names })];
  } catch (error) {
    return [wrong('app.connection.refused', { reason: reasonOf(error) })];
  }
}

/** What the Cs cmdlets go by is the role that the token carries. */
async function readerAt(appToken: AppToken): Promise<Finding[]> {
  const token = await tokenOf(appToken, scopeOf(apiIds.teams));
  if ('finding' in token) return [token.finding];
  const { wids = [] } = claimsIn(token.token, claims);
  const beyond = wids.filter((role) => role !== readerRoleId);
  return [
    wids.includes(readerRoleId) ? well('reader.role') : wrong('reader.role.missing'),
    ...(beyond.length > 0 ? [wrong('reader.role.beyond', { roles: beyond })] : []),
  ];
}
