import { createCredentials } from '../../src/auth/create-credentials';
import { teamsResource } from '../../src/auth/delegated-claims';
import { createEntra } from '../../src/auth/entra';
import type { Identity } from '../../src/auth/person';
import { openMicrosoft, type Microsoft } from '../microsoft/open-microsoft';
import type { TeamsPerson } from '../microsoft/person';

const minute = 60_000;

let microsoft: Microsoft;
let now: number;
let signedIn: Map<string, string>;
let asked: number;

beforeAll(async () => {
  microsoft = await openMicrosoft();
});
afterAll(() => microsoft.close());
beforeEach(() => {
  now = Date.now();
  signedIn = new Map();
  asked = 0;
});

function open() {
  const { appId, tenantId, secret, entra, graph } = microsoft;
  const clock = { now: () => new Date(now) };
  const endpoints = { login: entra.url, graph: graph.url, botOpenId: '', botIssuer: '', tokenService: '', files: [], connectors: [] };
  return createCredentials({
    entra: createEntra({ app: { appId, tenantId, proof: { kind: 'secret', secret }, endpoints }, clock }),
    userTokens: {
      async of({ objectId }) {
        asked += 1;
        const token = signedIn.get(objectId);
        return token === undefined ? null : { token, signedInAt: new Date(), expiresAt: new Date() };
      },
    },
    tenantId,
    graph: graph.url,
    clock,
    renewBeforeMs: 10 * minute,
  });
}

function someone(options?: Parameters<Microsoft['person']>[0]): TeamsPerson & Identity {
  const person = microsoft.person(options);
  signedIn.set(person.objectId, person.ssoToken());
  return person;
}

test('two tokens of one person for the two services', async () => {
  const alex = someone();
  const { graph, teams, expiresAt } = await open().tokensOf(alex);
  expect(microsoft.entra.verify(graph, [microsoft.graph.url])).toMatchObject({ oid: alex.objectId });
  expect(microsoft.entra.verify(teams, [teamsResource])).toMatchObject({ oid: alex.objectId, scp: 'user_impersonation' });
  expect(expiresAt.getTime()).toBe(now + 60 * minute);
});

test('whoever comes while they are asked for gets the same', async () => {
  const [alex, credentials] = [someone(), open()];
  const all = await Promise.all([credentials.tokensOf(alex), credentials.tokensOf(alex), credentials.tokensOf(alex)]);
  expect(asked).toBe(1);
  expect(new Set(all).size).toBe(1);
});

test('they serve until ten minutes before the earlier one ends', async () => {
  microsoft.entra.lifetime(microsoft.graph.url, 24 * 3600);
  microsoft.entra.lifetime(teamsResource, 3600);
  const [alex, credentials] = [someone(), open()];
  const first = await credentials.tokensOf(alex);
  now += 50 * minute - 1;
  expect(await credentials.tokensOf(alex)).toBe(first);
  now += 1;
  signedIn.set(alex.objectId, microsoft.person(alex).ssoToken({ lifeSeconds: 7200 }));
  expect(await credentials.tokensOf(alex)).not.toBe(first);
});

test('of tokens that live a few minutes, half of the life is used', async () => {
  microsoft.entra.lifetime(teamsResource, 300);
  const [alex, credentials] = [someone(), open()];
  const first = await credentials.tokensOf(alex);
  now += 150_000 - 1;
  expect(await credentials.tokensOf(alex)).toBe(first);
  now += 1;
  expect(await credentials.tokensOf(alex)).not.toBe(first);
  microsoft.entra.lifetime(teamsResource, 3600);
});

test('who is forgotten is asked for anew, also when the answer was under way', async () => {
  const [alex, credentials] = [someone(), open()];
  const told: string[] = [];
  credentials.onForget(({ objectId }) => told.push(objectId));
  const underway = credentials.tokensOf(alex);
  credentials.forget(alex);
  await underway;
  signedIn.delete(alex.objectId);
  await expect(credentials.tokensOf(alex)).rejects.toMatchObject({ reason: 'signed-out' });
  expect(told).toEqual([alex.objectId]);
});

test('a refusal is not kept', async () => {
  const [alex, credentials] = [someone(), open()];
  microsoft.entra.behave(alex.objectId, { kind: 'consent' });
  await expect(credentials.tokensOf(alex)).rejects.toMatchObject({ reason: 'consent' });
  microsoft.entra.behave(alex.objectId, null);
  expect(await credentials.tokensOf(alex)).toMatchObject({ graph: expect.any(String) });
});

const elsewhere = '11111111-2222-4333-8444-555555555555';

test.each<[string, (alex: TeamsPerson) => void]>([
  ['the proof is somebody else’s', ({ objectId }) => void signedIn.set(objectId, someone().ssoToken())],
  [
    'the proof is of another tenant',
    ({ objectId }) => void signedIn.set(objectId, microsoft.person({ objectId, tenantId: elsewhere }).ssoToken()),
  ],
  ['the token is somebody else’s', ({ objectId }) => microsoft.entra.behave(objectId, { kind: 'other-person', objectId: elsewhere })],
  ['the token is of another tenant', ({ objectId }) => microsoft.entra.behave(objectId, { kind: 'foreign-tenant', tenantId: elsewhere })],
])('%s: nothing is given', async (_what, trouble) => {
  const [alex, credentials] = [someone(), open()];
  trouble(alex);
  await expect(credentials.tokensOf(alex)).rejects.toMatchObject({ name: 'SignInNeededError', reason: 'other-account' });
});

test('somebody of another tenant is never asked for', async () => {
  const foreign = someone({ tenantId: elsewhere });
  await expect(open().tokensOf(foreign)).rejects.toMatchObject({ reason: 'other-account' });
  expect(asked).toBe(0);
});
