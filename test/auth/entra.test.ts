import { createHash, X509Certificate } from 'node:crypto';
import { sign } from 'jsonwebtoken';
import { SignInNeededError } from '../../src/auth/credentials';
import { createEntra, EntraError, type Entra } from '../../src/auth/entra';
import { systemClock } from '../../src/clock';
import type { AppProof } from '../../src/config-teams';
import { made } from '../checks/made-certificates';
import type { Behaviour } from '../microsoft/entra';
import { openMicrosoft, type Microsoft } from '../microsoft/open-microsoft';
import { serve } from '../microsoft/serve';

const scope = 'https://graph.microsoft.com/.default';

let microsoft: Microsoft;
let entra: Entra;

const as = (at: Microsoft, proof: AppProof): Entra =>
  createEntra({
    app: {
      appId: at.appId,
      tenantId: at.tenantId,
      proof,
      endpoints: { login: at.entra.url, graph: at.graph.url, botOpenId: '', botIssuer: '', tokenService: '', files: [], connectors: [] },
    },
    clock: systemClock,
  });
const problemOf = async (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => 'a token',
    (error: unknown) => error,
  );

beforeAll(async () => {
  microsoft = await openMicrosoft();
  entra = as(microsoft, { kind: 'secret', secret: microsoft.secret });
});
afterAll(() => microsoft.close());

test('a token is for whoever proved themselves, and for what was asked', async () => {
  const alex = microsoft.person();
  const { token } = await entra.onBehalfOf(alex.ssoToken(), scope);
  expect(microsoft.entra.verify(token, ['https://graph.microsoft.com'])).toMatchObject({ oid: alex.objectId, tid: microsoft.tenantId });
});

test('nothing is kept of a person: each token is asked for', async () => {
  const [alex, before] = [microsoft.person(), microsoft.entra.grants.length];
  const assertion = alex.ssoToken();
  await entra.onBehalfOf(assertion, scope);
  await entra.onBehalfOf(assertion, scope);
  expect(microsoft.entra.grants).toHaveLength(before + 2);
});

test('when it ends is said by our own clock, whatever Entra’s shows', async () => {
  const alex = microsoft.person();
  const assertion = alex.ssoToken({ lifeSeconds: 40_000 });
  microsoft.entra.skew(3 * 3_600_000);
  const from = Date.now();
  const { expiresAt } = await entra.onBehalfOf(assertion, scope);
  microsoft.entra.skew(0);
  expect(expiresAt.getTime() - from).toBeGreaterThanOrEqual(3_600_000);
  expect(expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(3_600_000);
});

const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';

test.each<[string, Behaviour, object]>([
  ['nobody has agreed', { kind: 'consent' }, { reason: 'consent', claims: null }],
  ['Conditional Access asks for more', { kind: 'claims', claims }, { reason: 'claims', claims }],
  ['the sign-in has run out', { kind: 'expired' }, { reason: 'signed-out', claims: null }],
])('%s: only the person can help', async (_what, behaviour, expected) => {
  const alex = microsoft.person();
  microsoft.entra.behave(alex.objectId, behaviour);
  const problem = await problemOf(entra.onBehalfOf(alex.ssoToken(), scope));
  expect(problem).toBeInstanceOf(SignInNeededError);
  expect(problem).toMatchObject(expected);
});

test.each([
  ['of another tenant', () => microsoft.person({ tenantId: '11111111-2222-4333-8444-555555555555' }).ssoToken(), 'other-account'],
  ['that is over', () => microsoft.person().ssoToken({ lifeSeconds: -60 }), 'signed-out'],
  ['that Entra did not sign', () => `${microsoft.person().ssoToken().slice(0, -8)}AAAAAAAA`, 'signed-out'],
])('a proof %s is refused: sign in', async (_what, assertion, reason) => {
  expect(await problemOf(entra.onBehalfOf(assertion(), scope))).toMatchObject({ name: 'SignInNeededError', reason });
});

test('who is told to wait a moment waits, and asks again', async () => {
  const alex = microsoft.person();
  microsoft.entra.behave(alex.objectId, { kind: 'throttled', seconds: 0 }, { times: 2 });
  expect(await entra.onBehalfOf(alex.ssoToken(), scope)).toMatchObject({ token: expect.any(String) });
});

test('who is told to wait long is told so', async () => {
  const alex = microsoft.person();
  microsoft.entra.behave(alex.objectId, { kind: 'throttled', seconds: 120 }, { times: 1 });
  const problem = await problemOf(entra.onBehalfOf(alex.ssoToken(), scope));
  expect(problem).toBeInstanceOf(EntraError);
  expect(problem).toMatchObject({
    retryAfterMs: 120_000,
    message: expect.stringMatching(/429: temporarily_unavailable, AADSTS90055, trace /),
  });
});

test('an Entra that is not there is no reason to sign in', async () => {
  const gone = await openMicrosoft();
  await gone.close();
  expect(await problemOf(as(gone, { kind: 'secret', secret: 'x' }).onBehalfOf(gone.person().ssoToken(), scope))).toBeInstanceOf(EntraError);
});

test('no error holds anything of what was sent', async () => {
  const wrong = as(microsoft, { kind: 'secret', secret: `${microsoft.secret}!` });
  const alex = microsoft.person();
  microsoft.entra.behave(alex.objectId, { kind: 'claims', claims }, { times: 1 });
  const problems = [await problemOf(wrong.onBehalfOf(alex.ssoToken(), scope)), await problemOf(entra.onBehalfOf(alex.ssoToken(), scope))];
  for (const problem of problems) {
    const all = JSON.stringify(problem, Object.getOwnPropertyNames(problem));
    expect(all).not.toBe('{}');
    for (const mark of microsoft.marks) expect(all).not.toContain(mark);
  }
});

test('a certificate proves the application too', async () => {
  const { pem: certificate, keyPem } = await made({ name: 'Switchboard', algorithm: 'RSA-2048' });
  const pem = certificate + keyPem;
  const certified = await openMicrosoft({ certificate: pem });
  const alex = certified.person();
  const { token } = await as(certified, { kind: 'certificate', pem }).onBehalfOf(alex.ssoToken(), scope);
  expect(certified.entra.verify(token, ['https://graph.microsoft.com'])).toMatchObject({ oid: alex.objectId });
  await certified.close();
});

test('a certificate with the key of another is refused at once', async () => {
  const [one, other] = [await made({ name: 'one', algorithm: 'RSA-2048' }), await made({ name: 'other', algorithm: 'RSA-2048' })];
  expect(() => as(microsoft, { kind: 'certificate', pem: one.pem + other.keyPem })).toThrow(
    'the private key is not that of the certificate',
  );
});

test('a managed identity proves the application by a federated credential', async () => {
  const { pem, keyPem } = await made({ name: 'machine', algorithm: 'RSA-2048' });
  const federated = await openMicrosoft({ certificate: pem });
  const asked: string[] = [];
  const machine = await serve(({ query, headers }) => {
    asked.push(`${query.get('resource')} ${query.get('client_id')} ${String(headers['x-identity-header'])}`);
    // What Entra would take of the machine: here it stands for the assertion that a certificate makes.
    const thumbprint = createHash('sha256').update(new X509Certificate(pem).raw).digest('base64url');
    const about = { iss: federated.appId, sub: federated.appId, aud: `${federated.entra.url}/${federated.tenantId}/oauth2/v2.0/token` };
    const token = sign(about, keyPem, { algorithm: 'RS256', expiresIn: 600, header: { alg: 'RS256', 'x5t#S256': thumbprint } });
    return {
      status: 200,
      json: { access_token: token, expires_on: Math.floor(Date.now() / 1000) + 600, resource: 'r', token_type: 'Bearer' },
    };
  });
  const before = { ...process.env };
  Object.assign(process.env, { IDENTITY_ENDPOINT: `${machine.url}/msi/token`, IDENTITY_HEADER: 'header' });
  try {
    const alex = federated.person();
    const { token } = await as(federated, { kind: 'managed-identity', clientId: 'client' }).onBehalfOf(alex.ssoToken(), scope);
    expect(federated.entra.verify(token, ['https://graph.microsoft.com'])).toMatchObject({ oid: alex.objectId });
    expect(asked).toEqual(['api://AzureADTokenExchange client header']);
  } finally {
    process.env = before;
    await Promise.all([machine.close(), federated.close()]);
  }
});
