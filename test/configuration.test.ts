import type { Person } from '../src/auth/person';
import { fileSchema, type ConfigFile } from '../src/config-file';
import { compare } from '../src/configuration/compare';
import { openConfiguration, type Configuration } from '../src/configuration/configuration';
import { versionOf } from '../src/configuration/version';
import { sentence } from '../src/sentence';
import { openDatabase, type Database } from '../src/store/database';
import { persona } from './sample-model';

const guid = (last: number) => `3f2a6c10-58d1-4c07-9a41-6d1f0b7e000${last}`;

const base = {
  sites: { Paris: { country: 'FR' }, Seattle: { country: 'US' } },
  groups: { desk: guid(1), admins: guid(2) },
  roles: {
    desk: { groups: ['desk'], may: ['read', 'propose'], scope: { sites: ['Paris'] } },
    admin: { groups: ['admins'], may: ['read', 'confirm'], operations: ['enable-voice'] },
  },
  people: { hana: { name: 'Hana', groups: ['desk'] }, second: { name: 'Hana too', sameAs: 'hana' }, guest: { name: 'G', guest: true } },
};

function file(change: (draft: typeof base & Record<string, unknown>) => object = (draft) => draft): ConfigFile {
  return fileSchema.parse(change(structuredClone(base)));
}

const withRole = (name: 'desk' | 'admin', over: object) =>
  file((draft) => ({ ...draft, roles: { ...draft.roles, [name]: { ...draft.roles[name], ...over } } }));
const withPerson = (name: string, person: object) => file((draft) => ({ ...draft, people: { ...draft.people, [name]: person } }));
const without = (part: 'roles' | 'people', name: string) =>
  file((draft) => ({ ...draft, [part]: Object.fromEntries(Object.entries(draft[part]).filter(([one]) => one !== name)) }));

test.each<[string, ConfigFile, boolean]>([
  ['nothing', file(), false],
  ['a right more', withRole('desk', { may: ['read', 'propose', 'confirm'] }), true],
  ['a right less', withRole('desk', { may: ['read'] }), false],
  ['a site more in a scope', withRole('desk', { scope: { sites: ['Paris', 'Seattle'] } }), true],
  ['no scope any more', withRole('desk', { scope: undefined }), true],
  ['a bound more', withRole('desk', { scope: { sites: ['Paris'], departments: ['Sales'] } }), false],
  ['another site', withRole('desk', { scope: { sites: ['Seattle'] } }), true],
  ['an operation more', withRole('admin', { operations: ['enable-voice', 'disable-voice'] }), true],
  ['all operations', withRole('admin', { operations: undefined }), true],
  ['a group more in a role', withRole('desk', { groups: ['desk', 'admins'] }), true],
  ['a person more in a role', withRole('desk', { people: ['guest'] }), true],
  ['a role more', file((draft) => ({ ...draft, roles: { ...draft.roles, new: { groups: ['desk'], may: ['read'] } } })), true],
  ['a role less', without('roles', 'admin'), false],
  ['somebody in another group', withPerson('hana', { name: 'Hana', groups: ['desk', 'admins'] }), true],
  ['somebody in no group', withPerson('hana', { name: 'Hana' }), false],
  ['another name', withPerson('hana', { name: 'Hanna', groups: ['desk'] }), false],
  ['another account', withPerson('hana', { name: 'Hana', groups: ['desk'], objectId: guid(9) }), true],
  ['a new person in a group', withPerson('new', { name: 'New', groups: ['desk'] }), true],
  ['a new person in none', withPerson('new', { name: 'New' }), false],
  ['a second account that is one of its own now', withPerson('second', { name: 'Hana too' }), true],
  ['a second account that nobody knows any more', without('people', 'second'), true],
  ['a guest who is none', withPerson('guest', { name: 'G' }), true],
  ['another group behind a name', file((draft) => ({ ...draft, groups: { ...draft.groups, desk: guid(5) } })), true],
  ['a new name for a group', file((draft) => ({ ...draft, groups: { ...draft.groups, more: guid(5) } })), false],
  ['another back end', file((draft) => ({ ...draft, tenant: { backend: 'powershell-simulated' } })), true],
  ['another PowerShell', file((draft) => ({ ...draft, tenant: { pwsh: 'pwsh-preview' } })), true],
  ['another language', file((draft) => ({ ...draft, language: 'fr' })), false],
  [
    'numbers of a site, while a role is bound to sites',
    file((draft) => ({ ...draft, sites: { ...draft.sites, Paris: { country: 'BE' } } })),
    true,
  ],
  ['where checks may look', file((draft) => ({ ...draft, checks: { allowPrivate: ['10.0.0.0/8'] } })), true],
])('waits for an approver, or not: %s', (_what, next, waits) => {
  const { differences, widens } = compare(file(), next);
  expect(widens.length > 0).toBe(waits);
  expect(differences.length > 0).toBe(versionOf(next) !== versionOf(file()));
});

test('a version is what the file says, however it is written', () => {
  const other = fileSchema.parse(Object.fromEntries(Object.entries(base).reverse()));
  expect(versionOf(other)).toBe(versionOf(file()));
  expect(versionOf(file())).toMatch(/^[0-9a-f]{12}$/);
});

describe('a running configuration', () => {
  const approver = persona('approver');
  const wider = withRole('desk', { may: ['read', 'propose', 'confirm'] });
  const narrower = withRole('desk', { may: ['read'] });
  let now = Date.parse('2026-11-24T08:00:00Z');
  let database: Database;
  let content: ConfigFile | string[];
  let warned: string[];

  beforeEach(async () => {
    database = await openDatabase('sqlite::memory:', { clock: { now: () => new Date() } });
    warned = [];
    content = file();
  });
  afterEach(() => database.close());

  const open = (accepted: string | null = null): Promise<Configuration> =>
    openConfiguration({
      database,
      clock: { now: () => new Date((now += 1_000)) },
      started: Array.isArray(content) ? file() : content,
      read: () => (Array.isArray(content) ? { problems: content } : { file: content }),
      accepted,
      refusalOf: async (who: Person) => (who === approver ? null : sentence('refusal.nobody')),
      log: { info: () => undefined, warn: (_of, what) => void warned.push(what) },
    });
  const told = async () => (await database.db.selectFrom('audit').select('kind').orderBy('seq').execute()).map(({ kind }) => kind);

  test('takes at once what narrows', async () => {
    const configuration = await open();
    content = narrower;
    await configuration.look();
    expect(configuration.version()).toBe(versionOf(narrower));
    expect(await told()).toEqual(['configuration.in-force', 'configuration.in-force']);
  });

  test('keeps the old one when the file is wrong, and says what is', async () => {
    const configuration = await open();
    content = ['roles.desk: wrong'];
    await configuration.look();
    await configuration.look();
    expect(configuration.file()).toEqual(file());
    expect(configuration.standing().problems).toEqual(['roles.desk: wrong']);
    expect(warned).toHaveLength(1);
    content = file();
    await configuration.look();
    expect(configuration.standing().problems).toEqual([]);
  });

  test('what widens waits for who may approve under the old one, and names them', async () => {
    const configuration = await open();
    content = wider;
    await configuration.look();
    await configuration.look();
    expect(configuration.version()).toBe(versionOf(file()));
    expect(configuration.standing().waiting?.version).toBe(versionOf(wider));
    expect(await configuration.approve(persona('helpdesk'), versionOf(wider))).toMatchObject({ key: 'refusal.nobody' });
    expect(await configuration.approve(approver, '000000000000')).toMatchObject({ key: 'configuration.otherWaits' });
    expect(await configuration.approve(approver, versionOf(wider))).toBeNull();
    expect(configuration.version()).toBe(versionOf(wider));
    expect(await configuration.approve(approver, versionOf(wider))).toMatchObject({ key: 'configuration.nothingWaits' });
    const last = await database.db.selectFrom('audit').select(['kind', 'actor']).orderBy('seq', 'desc').executeTakeFirstOrThrow();
    expect(last).toMatchObject({ kind: 'configuration.in-force', actor: expect.stringContaining('Aldo Approver') });
    expect(await told()).toHaveLength(3);
  });

  test('a file that is taken back waits no more', async () => {
    const configuration = await open();
    content = wider;
    await configuration.look();
    content = file();
    await configuration.look();
    expect(configuration.standing().waiting).toBeNull();
    expect(await configuration.approve(approver, versionOf(wider))).toMatchObject({ key: 'configuration.nothingWaits' });
  });

  test('a file that changes while it waits has to be approved as it is then', async () => {
    const configuration = await open();
    content = wider;
    await configuration.look();
    content = withRole('desk', { may: ['read', 'propose', 'confirm', 'script'] });
    await configuration.look();
    expect(await configuration.approve(approver, versionOf(wider))).toMatchObject({ key: 'configuration.otherWaits' });
    expect(configuration.version()).toBe(versionOf(file()));
  });

  test('a start anew does not get round it: the old one is in force, the wider one waits', async () => {
    await open();
    content = wider;
    const again = await open();
    expect(again.version()).toBe(versionOf(file()));
    expect(again.standing().waiting?.version).toBe(versionOf(wider));
    await again.look();
    expect(again.version()).toBe(versionOf(file()));
    expect(await again.approve(approver, versionOf(wider))).toBeNull();
    expect((await open()).version()).toBe(versionOf(wider));
  });

  test('whoever starts it can accept a version, and the audit says so', async () => {
    await open();
    content = wider;
    const again = await open(versionOf(wider));
    expect(again.version()).toBe(versionOf(wider));
    const last = await database.db.selectFrom('audit').select('body').orderBy('seq', 'desc').executeTakeFirstOrThrow();
    expect(JSON.parse(last.body ?? '')).toMatchObject({ by: 'accepted-at-start' });
  });

  test('parts for the next start are named, told once, and count then', async () => {
    content = file((draft) => ({ ...draft, roles: { admin: draft.roles.admin } }));
    const configuration = await open();
    const narrow = content;
    content = fileSchema.parse({ ...content, drafts: { expireAfterHours: 1 }, language: 'fr' });
    await configuration.look();
    await configuration.look();
    expect(configuration.standing().restart).toEqual(['drafts']);
    expect(configuration.file()).toEqual({ ...narrow, language: 'fr' });
    expect(await told()).toHaveLength(2);
    expect((await open()).file().drafts.expireAfterHours).toBe(1);
  });

  test('an approval is used up when another version has come into force', async () => {
    const configuration = await open();
    for (const next of [wider, narrower, wider]) {
      content = next;
      await configuration.look();
      if (next === wider && configuration.version() === versionOf(file())) await configuration.approve(approver, versionOf(wider));
    }
    expect(configuration.version()).toBe(versionOf(narrower));
    expect(configuration.standing().waiting?.version).toBe(versionOf(wider));
  });

  test('an approval holds for another bot on the same database', async () => {
    const [one, other] = [await open(), await open()];
    content = wider;
    await one.look();
    await other.look();
    await one.approve(approver, versionOf(wider));
    await other.look();
    expect(other.version()).toBe(versionOf(wider));
  });
});
