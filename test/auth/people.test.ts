import type { Access, KnownPerson } from '../../src/auth/access';
import { createPeople } from '../../src/auth/people';
import { may } from '../../src/auth/person';

const known = (id: string, over: Partial<KnownPerson> = {}): KnownPerson => ({
  id,
  tenantId: 'ours',
  objectId: `oid-${id}`,
  name: id,
  guest: false,
  groups: ['desk'],
  sameAs: null,
  ...over,
});
const role = (name: string, over: Partial<Access['roles'][number]>): Access['roles'][number] => ({
  name,
  groups: [],
  people: [],
  may: ['read'],
  operations: null,
  scope: null,
  ...over,
});
let access: Access = {
  tenantId: 'ours',
  groups: [],
  people: [
    known('hana'),
    known('hana-admin', { groups: ['admins'], sameAs: 'hana' }),
    known('guest', { guest: true }),
    known('partner', { tenantId: 'theirs' }),
    known('named-guest', { guest: true }),
    known('nobody', { groups: [] }),
  ],
  roles: [
    role('desk', { groups: ['desk'], may: ['read', 'propose'] }),
    role('watch', { people: ['oid-named-guest', 'oid-live'] }),
    role('admin', { groups: ['admins'], may: ['confirm'] }),
  ],
};
const people = createPeople(() => access);

test.each([
  ['hana', ['desk']],
  ['hana-admin', ['admin']],
  ['guest', []],
  ['partner', []],
  ['named-guest', ['watch']],
  ['nobody', []],
  ['__proto__', []],
  ['oid-hana', []],
])('%s has the roles %j', async (id, roles) => {
  const { roles: had } = await people.speaking({ id });
  expect(had.map(({ name }) => name)).toEqual(roles);
});

test('an account that a role names by its object id needs no entry of its own', async () => {
  const live = { tenantId: 'ours', objectId: 'oid-live', name: 'Live' };
  expect(may(await people.now(live), 'read')).toBe(true);
  expect((await people.now({ ...live, tenantId: 'theirs' })).roles).toEqual([]);
});

test('a stored identity has the roles of now, whatever was stored with it', async () => {
  const stored = { tenantId: 'ours', objectId: 'oid-hana', name: 'H', roles: ['admin'] };
  expect((await people.now(stored)).roles.map(({ name }) => name)).toEqual(['desk']);
  expect((await people.now({ ...stored, tenantId: 'theirs' })).roles).toEqual([]);
});

test('two accounts that the configuration maps to each other are one human', () => {
  const [hana, second, guest] = access.people;
  expect(people.samePerson(hana!, second!)).toBe(true);
  expect(people.samePerson(second!, hana!)).toBe(true);
  expect(people.samePerson(hana!, guest!)).toBe(false);
  expect(people.samePerson({ tenantId: 'x', objectId: 'oid-hana' }, hana!)).toBe(false);
});

test('members, and who may, are told by what is in force', async () => {
  expect((await people.membersOf('admins')).map(({ name }) => name)).toEqual(['hana-admin']);
  expect(people.whoMay('confirm')).toEqual([{ role: 'admin', people: ['hana-admin'] }]);
  const before = access;
  access = { ...access, roles: [] };
  expect(people.whoMay('confirm')).toEqual([]);
  expect((await people.speaking({ id: 'hana' })).roles).toEqual([]);
  access = before;
});
