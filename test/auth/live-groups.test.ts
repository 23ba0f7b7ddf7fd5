import type { Access } from '../../src/auth/access';
import { createGraph } from '../../src/auth/graph';
import { liveGroups } from '../../src/auth/live-groups';
import { createPeople, type People } from '../../src/auth/people';
import { rightRefusal } from '../../src/auth/right-refusal';
import { GraphServer } from './graph-server';

const tenantId = '7f0c2a52-4a35-4d7c-9d1e-0a4c6f1b2e00';
const guid = (n: number) => `3f2a6c10-58d1-4c07-9a41-${String(n).padStart(12, '0')}`;
const [vera, hana, guest, guestByName, partner] = [guid(1), guid(2), guid(3), guid(4), guid(5)];
const [desk, admins] = [guid(100), guid(101)];

const graph = new GraphServer();
let now = Date.parse('2026-11-24T10:00:00Z');
const clock = { now: () => new Date(now) };
const told: unknown[] = [];
let people: People;
const role = { people: [], operations: null, scope: null };
const access: Access = {
  tenantId,
  groups: [
    { name: 'desk', id: desk },
    { name: 'admins', id: admins },
    ...Array.from({ length: 25 }, (_, n) => ({ name: `g${n}`, id: guid(200 + n) })),
  ],
  people: [
    { id: 'vera', tenantId, objectId: vera, name: 'Vera V.', guest: false, groups: ['desk'], sameAs: null },
    { id: 'g', tenantId, objectId: guestByName, name: 'G', guest: true, groups: ['admins'], sameAs: null },
  ],
  roles: [
    { ...role, name: 'helpdesk', groups: ['desk'], may: ['read', 'propose'] },
    { ...role, name: 'voice-admin', groups: ['admins'], may: ['confirm'] },
    { ...role, name: 'watch', groups: [], people: [guest], may: ['history'] },
  ],
};

beforeAll(async () => {
  const url = await graph.listen();
  people = createPeople(
    () => access,
    liveGroups({
      access: () => access,
      graph: createGraph({ url, token: async () => graph.token, clock, timeoutMs: 300, patienceMs: 1_000 }),
      clock,
      unread: (error, what) => told.push([String(error), what]),
    }),
  );
});
afterAll(() => graph.close());
beforeEach(() => {
  now += 3_600_000;
  told.length = graph.asked.length = graph.failures.length = 0;
  graph.pageSize = 999;
  graph.users.clear();
  graph.groups.clear();
  for (const [id, displayName, userPrincipalName] of [
    [vera, 'Vera', 'vera@contoso.com'],
    [hana, 'Hana', 'hana@contoso.com'],
    [guest, 'Gast', 'gast_fabrikam.com#EXT#@contoso.onmicrosoft.com'],
    [guestByName, 'Named', 'named@contoso.com'],
    [partner, 'Partner', 'p@contoso.com'],
  ] as const)
    graph.users.set(id, { id, displayName, userPrincipalName });
  graph.groups.set(desk, [vera, hana, guest, guestByName]).set(admins, [vera, guest, guestByName]).set(guid(224), [hana]);
});

const of = (objectId: string, tenant = tenantId) => ({ tenantId: tenant, objectId, name: 'as the channel says' });
const rolesOf = async (objectId: string, tenant?: string) => (await people.now(of(objectId, tenant))).roles.map(({ name }) => name);

test('roles come of groups as Entra has them, and not of what the configuration says of its people', async () => {
  expect(await rolesOf(vera)).toEqual(['helpdesk', 'voice-admin']);
  graph.groups.set(desk, []).set(admins, [hana]);
  expect(await rolesOf(vera)).toEqual([]);
  expect(await rolesOf(hana)).toEqual(['voice-admin']);
});

test('more groups than one question takes are asked in several', async () => {
  expect((await people.now(of(hana))).groups).toEqual(['desk', 'g24']);
  expect(graph.asked.filter((one) => one.startsWith('POST'))).toHaveLength(2);
});

test.each([
  ['a guest, by the UPN', guest, ['watch']],
  ['a guest, by the configuration', guestByName, []],
])('%s has no role through a group', async (_who, id, roles) => {
  expect(await rolesOf(id)).toEqual(roles);
});

test('a guest by type, an account without a UPN, one that is not there and one of another tenant have no role through a group', async () => {
  graph.users.set(vera, { ...graph.users.get(vera)!, userType: 'Guest' });
  expect(await rolesOf(vera)).toEqual([]);
  graph.users.set(vera, { id: vera });
  expect(await rolesOf(vera)).toEqual([]);
  graph.users.delete(vera);
  expect(await rolesOf(vera)).toEqual([]);
  graph.asked.length = 0;
  graph.groups.set(admins, [partner]);
  expect(await rolesOf(partner, guid(999))).toEqual([]);
  expect(await rolesOf('../groups')).toEqual([]);
  expect(graph.asked).toEqual([]);
  expect(told).toEqual([]);
});

test('an answer serves for a minute, but never what decides', async () => {
  expect((await people.lately(of(hana))).roles.map(({ name }) => name)).toEqual(['helpdesk']);
  graph.groups.set(desk, []);
  const before = graph.asked.length;
  expect((await people.lately(of(hana))).roles.map(({ name }) => name)).toEqual(['helpdesk']);
  expect(graph.asked.length).toBe(before);
  expect(await rolesOf(hana)).toEqual([]);
  expect((await people.lately(of(hana))).roles).toEqual([]);
  graph.groups.set(desk, [hana]);
  now += 61_000;
  expect((await people.lately(of(hana))).roles.map(({ name }) => name)).toEqual(['helpdesk']);
});

test.each([
  ['no permission', { status: 403, code: 'Authorization_RequestDenied' }, 1],
  ['a service that is down', { status: 503 }, 3],
  ['no answer in time', { status: 0, silent: true as const }, 3],
])('%s: in no group, told so, logged without the token, and asked again', async (_what, failure, times) => {
  for (let n = 0; n < times * 3; n++) graph.failures.push(failure);
  const person = await people.lately(of(vera));
  expect(person).toMatchObject({ groups: [], roles: [], groupsUnread: true });
  expect(rightRefusal(people, person, 'confirm')?.key).toBe('refusal.groupsUnread');
  expect(told).toHaveLength(1);
  expect(JSON.stringify(told)).toContain(vera);
  expect(JSON.stringify(told)).not.toContain(graph.token);
  graph.failures.length = 0;
  expect((await people.lately(of(vera))).roles).toHaveLength(2);
});

test('a short pause that Graph asks for is kept', async () => {
  graph.failures.push({ status: 429, retryAfter: '0' }, { status: 429, retryAfter: '0' });
  expect(await rolesOf(hana)).toEqual(['helpdesk']);
  expect(told).toEqual([]);
});

test('before the moment that Graph named nothing is asked', async () => {
  for (let n = 0; n < 3; n++) graph.failures.push({ status: 429, retryAfter: '30' });
  expect((await people.now(of(hana))).groupsUnread).toBe(true);
  graph.failures.length = graph.asked.length = 0;
  expect((await people.now(of(hana))).groupsUnread).toBe(true);
  expect(graph.asked).toEqual([]);
  now += 31_000;
  expect(await rolesOf(hana)).toEqual(['helpdesk']);
});

test('members come page by page, without guests', async () => {
  graph.pageSize = 1;
  expect((await people.membersOf('desk')).map(({ name }) => name)).toEqual(['Vera', 'Hana']);
  expect(graph.asked).toHaveLength(4);
  expect(await people.membersOf('unknown')).toEqual([]);
});

test('a next page that is not of Graph is not asked for: the token would go with it', async () => {
  const other = new GraphServer();
  graph.failures.push({ status: 200, nextLink: `${await other.listen()}/v1.0/groups` });
  expect(await people.membersOf('admins')).toEqual([]);
  expect(other.asked).toEqual([]);
  expect(told).toHaveLength(1);
  await other.close();
});

test('who may is named as far as is known: whoever was listed or seen in the group', async () => {
  graph.groups.set(desk, []).set(admins, []);
  await Promise.all([people.now(of(vera)), people.now(of(hana)), people.membersOf('admins')]);
  expect(people.whoMay('confirm')).toEqual([{ role: 'voice-admin', people: [] }]);
  graph.groups.set(admins, [vera, hana]);
  await people.now(of(hana));
  expect(people.whoMay('confirm')).toEqual([{ role: 'voice-admin', people: ['Hana'] }]);
  now += 61_000;
  await people.membersOf('admins');
  expect(people.whoMay('confirm')).toEqual([{ role: 'voice-admin', people: ['Vera', 'Hana'] }]);
});
