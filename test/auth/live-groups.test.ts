import type { Access } from '../../src/auth/access';
import { createGraph } from '../../src/auth/graph';
import { liveGroups } from '../../src/auth/live-groups';
import { createPeople, type People } from '../../src/auth/people';
import { rightRefusal } from '../../src/auth/right-refusal';
import { openMicrosoft, type Microsoft } from '../microsoft/open-microsoft';

const tenantId = '7f0c2a52-4a35-4d7c-9d1e-0a4c6f1b2e00';
const guid = (n: number) => `3f2a6c10-58d1-4c07-9a41-${String(n).padStart(12, '0')}`;
const [vera, hana, guest, guestByName] = [guid(1), guid(2), guid(3), guid(4)];
const [desk, admins, nested] = [guid(100), guid(101), guid(102)];

let microsoft: Microsoft;
let now = Date.parse('2026-11-24T10:00:00Z');
const clock = { now: () => new Date(now) };
const told: unknown[] = [];
let people: People;
const role = { people: [], operations: null, scope: null };
const many = Array.from({ length: 25 }, (_, n) => ({ name: `g${n}`, id: guid(200 + n) }));
const access: Access = {
  tenantId,
  groups: [{ name: 'desk', id: desk }, { name: 'admins', id: admins }, ...many],
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
  microsoft = await openMicrosoft({ tenantId });
  const { graph, entra } = microsoft;
  const token = async () => entra.sign({ aud: 'https://graph.microsoft.com', idtyp: 'app' });
  people = createPeople(
    () => access,
    liveGroups({
      access: () => access,
      graph: createGraph({ url: graph.url, token, clock }),
      clock,
      unread: (error, what) => told.push([String(error), what]),
    }),
  );
});
afterAll(() => microsoft.close());
beforeEach(() => {
  now += 3_600_000;
  const { graph } = microsoft;
  told.length = graph.asked.length = 0;
  for (const part of ['checkMemberGroups', 'users', 'groups']) graph.fail(part, null);
  const known: [string, string, 'Member' | 'Guest'][] = [
    [vera, 'Vera', 'Member'],
    [hana, 'Hana', 'Member'],
    [guest, 'Gast', 'Guest'],
    [guestByName, 'Named', 'Member'],
  ];
  for (const [objectId, name, type] of known) graph.addUser({ objectId, name, upn: `${name}@contoso.com` }, type);
  graph.setGroup(nested, [vera]);
  graph.setGroup(desk, [vera, hana, guest, guestByName]);
  graph.setGroup(admins, [nested, guest, guestByName]);
  graph.setGroup(guid(224), [hana]);
});

const of = (objectId: string, tenant = tenantId) => ({ tenantId: tenant, objectId, name: 'as the channel says' });
const namesOf = ({ roles }: { roles: readonly { name: string }[] }) => roles.map(({ name }) => name);
const rolesOf = async (objectId: string, tenant?: string) => namesOf(await people.now(of(objectId, tenant)));

test('roles come of groups as Entra has them, nested ones too, and not of what the configuration says of its people', async () => {
  expect(await rolesOf(vera)).toEqual(['helpdesk', 'voice-admin']);
  microsoft.graph.setGroup(desk, []);
  microsoft.graph.setGroup(admins, [hana]);
  expect(await rolesOf(vera)).toEqual([]);
  expect(await rolesOf(hana)).toEqual(['voice-admin']);
  expect(microsoft.graph.callers.at(-1)).toMatchObject({ idtyp: 'app' });
});

test('more groups than one question takes are asked in several', async () => {
  expect((await people.now(of(hana))).groups).toEqual(['desk', 'g24']);
  expect(microsoft.graph.asked.filter((one) => one.startsWith('POST'))).toHaveLength(2);
});

test.each([
  ['a guest, as Entra has it,', guest, 'gast@contoso.com', ['watch']],
  ['a guest, by the configuration,', guestByName, null, []],
  ['who came as a guest, by the UPN,', vera, 'vera_fabrikam.com#EXT#@contoso.onmicrosoft.com', []],
  ['an account without a UPN', vera, '', []],
])('%s has no role through a group', async (_who, objectId, upn, roles) => {
  if (upn !== null) microsoft.graph.addUser({ objectId, name: 'Somebody', upn }, objectId === guest ? 'Guest' : 'Member');
  expect(await rolesOf(objectId)).toEqual(roles);
  expect(told).toEqual([]);
});

test('who is not in the tenant, is of another one, or has no object id at all is in no group, and that is no fault', async () => {
  expect(await rolesOf(guid(9))).toEqual([]);
  microsoft.graph.asked.length = 0;
  expect(await rolesOf(vera, guid(999))).toEqual([]);
  expect(await rolesOf('../groups')).toEqual([]);
  expect(microsoft.graph.asked).toEqual([]);
  expect(told).toEqual([]);
});

test('an answer serves for a minute, but never what decides', async () => {
  const { graph } = microsoft;
  const lately = async () => namesOf(await people.lately(of(hana)));
  expect(await lately()).toEqual(['helpdesk']);
  graph.setGroup(desk, []);
  graph.asked.length = 0;
  expect(await lately()).toEqual(['helpdesk']);
  expect(graph.asked).toEqual([]);
  expect(await rolesOf(hana)).toEqual([]);
  expect(await lately()).toEqual([]);
  graph.setGroup(desk, [hana]);
  now += 61_000;
  expect(await lately()).toEqual(['helpdesk']);
});

test.each(['checkMemberGroups', 'users'])('unreadable (%s): in no group, told so, logged, and asked again', async (part) => {
  microsoft.graph.fail(part, { status: 403, code: 'Authorization_RequestDenied' });
  const person = await people.lately(of(vera));
  expect(person).toMatchObject({ groups: [], roles: [], groupsUnread: true });
  expect(rightRefusal(people, person, 'confirm')?.key).toBe('refusal.groupsUnread');
  expect(told).toEqual([[expect.stringMatching(/403 Authorization_RequestDenied/), { objectId: vera }]]);
  microsoft.graph.fail(part, null);
  expect(namesOf(await people.lately(of(vera)))).toEqual(['helpdesk', 'voice-admin']);
});

test('members come page by page, without guests; an unreadable list is empty and asked for again', async () => {
  const { graph } = microsoft;
  const crowd = Array.from({ length: 1_000 }, (_, n) => guid(10_000 + n));
  for (const objectId of crowd) graph.addUser({ objectId, name: objectId, upn: `${objectId}@contoso.com` });
  graph.setGroup(desk, [guest, guestByName, hana, ...crowd]);
  graph.fail('transitiveMembers', { status: 403, code: 'Authorization_RequestDenied' });
  expect(await people.membersOf('desk')).toEqual([]);
  expect(told).toHaveLength(1);
  graph.fail('transitiveMembers', null);
  graph.asked.length = 0;
  expect((await people.membersOf('desk')).map(({ objectId }) => objectId)).toEqual([hana, ...crowd]);
  expect(graph.asked).toHaveLength(2);
  expect(await people.membersOf('unknown')).toEqual([]);
});

test('who may is named as far as is known: whoever was listed or seen in the group', async () => {
  const { graph } = microsoft;
  graph.setGroup(desk, []);
  graph.setGroup(admins, []);
  await Promise.all([people.now(of(vera)), people.now(of(hana)), people.membersOf('admins')]);
  expect(people.whoMay('confirm')).toEqual([{ role: 'voice-admin', people: [] }]);
  graph.setGroup(admins, [vera, hana]);
  await people.now(of(hana));
  expect(people.whoMay('confirm')).toEqual([{ role: 'voice-admin', people: ['Hana'] }]);
  now += 61_000;
  await people.membersOf('admins');
  expect(people.whoMay('confirm')).toEqual([{ role: 'voice-admin', people: ['Vera', 'Hana'] }]);
});
