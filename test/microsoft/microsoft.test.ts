import { UserTokenClientImpl } from 'botframework-connector/lib/auth/userTokenClientImpl';
import { openMicrosoft, type Microsoft } from './open-microsoft';

/** The servers that the other tests stand on say what Microsoft's say. */
let microsoft: Microsoft;
beforeAll(async () => (microsoft = await openMicrosoft()));
afterAll(() => microsoft.close());

const tokenFor = async (form: Record<string, string>): Promise<{ status: number; headers: Headers; json: Record<string, unknown> }> => {
  const { entra, tenantId, appId, secret } = microsoft;
  const answer = await fetch(`${entra.url}/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: appId, client_secret: secret, ...form }),
  });
  return { status: answer.status, headers: answer.headers, json: (await answer.json()) as Record<string, unknown> };
};
const onBehalfOf = (assertion: string, scope = 'https://graph.microsoft.com/.default') =>
  tokenFor({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', requested_token_use: 'on_behalf_of', assertion, scope });

test('a token on behalf of somebody names them, the asked audience and what was agreed to', async () => {
  const person = microsoft.person({ name: 'Ana' });
  const { json } = await onBehalfOf(person.ssoToken(), '48ac35b8-9aa8-4d74-927d-1f4a14a0b239/.default');
  const claims = microsoft.entra.verify(String(json.access_token), ['48ac35b8-9aa8-4d74-927d-1f4a14a0b239']);
  expect(claims).toMatchObject({ oid: person.objectId, tid: microsoft.tenantId, scp: 'user_impersonation' });
});

test.each<[string, (id: string) => void, number, string]>([
  ['consent', (id) => microsoft.entra.behave(id, { kind: 'consent' }), 400, 'AADSTS65001'],
  ['claims', (id) => microsoft.entra.behave(id, { kind: 'claims', claims: '{"access_token":{}}' }), 400, 'AADSTS50076'],
  ['expired', (id) => microsoft.entra.behave(id, { kind: 'expired' }), 400, 'AADSTS500133'],
  ['throttled', (id) => microsoft.entra.behave(id, { kind: 'throttled', seconds: 7 }), 429, 'AADSTS90055'],
])('%s is answered as Entra does', async (_what, behave, status, code) => {
  const person = microsoft.person();
  behave(person.objectId);
  const answer = await onBehalfOf(person.ssoToken());
  expect(answer.status).toBe(status);
  expect(answer.json.error_description).toContain(code);
  if (status === 429) expect(answer.headers.get('retry-after')).toBe('7');
});

test.each<[string, () => string, string]>([
  ['is over', () => microsoft.person().ssoToken({ lifeSeconds: -60 }), 'AADSTS500133'],
  ['is for another application', () => microsoft.person().ssoToken({ claims: { aud: 'api://another' } }), 'AADSTS50013'],
  ['is of another tenant', () => microsoft.person({ tenantId: 'elsewhere' }).ssoToken(), 'AADSTS50020'],
  ['was altered', () => `${microsoft.person().ssoToken().slice(0, -8)}AAAAAAAA`, 'AADSTS50013'],
])('no token on behalf of what %s', async (_what, assertion, code) => {
  const answer = await onBehalfOf(assertion());
  expect(answer.status).toBe(400);
  expect(answer.json.error_description).toContain(code);
});

test('every token shows one of the marks', async () => {
  for (let turn = 0; turn < 12; turn++) microsoft.person({ name: 'x'.repeat(turn + 1) }).ssoToken();
  microsoft.botFramework.channelToken({ serviceUrl: 'http://127.0.0.1' });
  const tokens = [...microsoft.entra.issued, ...microsoft.botFramework.issued];
  expect(tokens.filter((token) => !microsoft.marks.some((mark) => token.includes(mark)))).toEqual([]);
});

test("the SDK's client signs somebody in, reads their token and signs them out", async () => {
  const { appId, tokenService, teams } = microsoft;
  const { json } = await tokenFor({ grant_type: 'client_credentials', scope: 'https://api.botframework.com/.default' });
  const credentials = {
    signRequest: (request: { headers: { set(name: string, value: string): void } }) => {
      request.headers.set('authorization', `Bearer ${String(json.access_token)}`);
      return Promise.resolve(request);
    },
  };
  const client = new UserTokenClientImpl(appId, credentials as never, tokenService.url);
  const person = microsoft.person();
  const read = (code = '') => client.getUserToken(person.id, teams.connection, 'msteams', code);
  expect((await read()).token).toBeUndefined();
  const code = tokenService.beginSignIn(person);
  expect((await read('000000')).token).toBeUndefined();
  expect(microsoft.entra.verify((await read(code)).token, [`api://botid-${appId}`]).oid).toBe(person.objectId);
  expect((await client.getTokenStatus(person.id, 'msteams', '')).map(({ hasToken }) => hasToken)).toEqual([true]);
  await client.signOutUser(person.id, teams.connection, 'msteams');
  expect((await read()).token).toBeUndefined();
  tokenService.wantsConsent(person, true);
  const exchange = () => client.exchangeToken(person.id, teams.connection, 'msteams', { token: person.ssoToken() });
  expect(await exchange()).toMatchObject({ error: { message: expect.stringContaining('AADSTS65001') as string } });
  tokenService.wantsConsent(person, false);
  expect((await exchange()).token).toBeTruthy();
  const activity = { channelId: 'msteams', serviceUrl: microsoft.connector.url, conversation: { id: 'a' }, from: { id: person.id } };
  const resource = await client.getSignInResource(teams.connection, activity as never, '');
  expect(resource.tokenExchangeResource?.uri).toBe(`api://botid-${appId}`);
});

test('Graph tells groups through groups', async () => {
  const person = microsoft.person();
  microsoft.graph.setGroup('outer', ['inner']);
  microsoft.graph.setGroup('inner', [person.objectId]);
  const { json } = await tokenFor({ grant_type: 'client_credentials', scope: 'https://graph.microsoft.com/.default' });
  const get = (path: string, init?: RequestInit) =>
    fetch(`${microsoft.graph.url}/v1.0/${path}`, { ...init, headers: { authorization: `Bearer ${String(json.access_token)}` } });
  const groups = await get(`users/${person.objectId}/getMemberGroups`, { method: 'POST', body: '{"securityEnabledOnly":true}' });
  expect(await groups.json()).toEqual({ value: ['outer', 'inner'] });
  microsoft.graph.fail('/users/', { status: 403, code: 'Authorization_RequestDenied' });
  expect((await get(`users/${person.objectId}`)).status).toBe(403);
  microsoft.graph.fail('/users/', null);
  expect((await fetch(`${microsoft.graph.url}/v1.0/me`)).status).toBe(401);
});
