import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { ConfigError, loadConfig } from '../src/config';
import { example, exampleAt } from '../src/config-example';
import { fileSchema } from '../src/config-file';

const folder = mkdtempSync(path.join(tmpdir(), 'switchboard-config-'));

afterAll(() => rmSync(folder, { recursive: true }));

test('hosts of a site are read, names in small letters', () => {
  const { model, checks } = load(`
    tenant: { sipDomains: [Contoso.com] }
    sites: { Seattle: { country: US, edge: AP.contoso.com, gateways: [{ fqdn: gw.contoso.net }], mediationServers: [{ name: One, fqdn: ms1.contoso.local }] } }
    checks: { dnsServers: [10.0.0.53, '10.0.0.53:5353'], allowPrivate: [10.20.0.0/16] }`);
  expect(model.sipDomains).toEqual(['contoso.com']);
  expect(model.sites[0]).toMatchObject({
    edge: 'ap.contoso.com',
    pool: null,
    gateways: [{ fqdn: 'gw.contoso.net', tlsPort: 5061 }],
    mediationServers: [{ name: 'One', fqdn: 'ms1.contoso.local' }],
  });
  expect(checks).toEqual({ dnsServers: ['10.0.0.53', '10.0.0.53:5353'], allowPrivate: ['10.20.0.0/16'] });
});

test.each([
  ['an Edge that is an address', 'sites: { Seattle: { country: US, edge: 10.0.0.5 } }', 'sites.Seattle.edge: a full name'],
  ['an Edge without domain', 'sites: { Seattle: { country: US, edge: ap } }', 'sites.Seattle.edge: a full name'],
  ['an Edge that is code', 'sites: { Seattle: { country: US, edge: "$(calc).contoso.com" } }', 'sites.Seattle.edge: a full name'],
  ['a name server that is a name', 'checks: { dnsServers: [dns.contoso.com] }', 'checks.dnsServers.0: the address of a DNS server'],
  ['every address', 'checks: { allowPrivate: [0.0.0.0/0] }', 'checks.allowPrivate.0: a range of IPv4 addresses'],
  ['an address for a range', 'checks: { allowPrivate: [10.0.0.1] }', 'checks.allowPrivate.0: a range of IPv4 addresses'],
  [
    'a gateway at two sites',
    'sites: { A: { country: US, gateways: [{ fqdn: gw.contoso.net }] }, B: { country: US, gateways: [{ fqdn: GW.contoso.net }] } }',
    'sites.B: gw.contoso.net already stands at A',
  ],
  ['an unknown setting', 'tenants: { name: X }', 'known here: tenant, language, sites, groups, roles, people'],
  ['an unknown setting of a role', 'roles: { a: { may: [read], group: [b] } }', 'known here: groups, people, may, operations, scope'],
  ['an unknown right', 'roles: { a: { may: [reed] } }', 'roles.a.may.0: Invalid option'],
  ['no right', 'roles: { a: { may: [] } }', 'at least one right, such as [read]'],
  [
    'a group that there is not',
    'roles: { a: { may: [read], groups: [b] } }',
    'roles.a.groups.0: there is no group «b»; known: there is none',
  ],
  ['a person that there is not', 'roles: { a: { may: [read], people: [b] } }', 'roles.a.people.0: there is no person «b»'],
  [
    'a site that there is not',
    'sites: { Paris: { country: FR } }\nroles: { a: { may: [read], scope: { sites: [Lyon] } } }',
    'roles.a.scope.sites.0: there is no site «Lyon»; known: Paris',
  ],
  ['an empty scope', 'roles: { a: { may: [read], scope: { sites: [] } } }', 'leave it out for all'],
  [
    'a range downwards',
    'roles: { a: { may: [read], scope: { numbers: [{ from: "+33142685399", to: "+33142685300" }] } } }',
    'goes upwards',
  ],
  ['a group of somebody that there is not', 'people: { x: { name: X, groups: [b] } }', 'people.x.groups.0: there is no group «b»'],
  ['a first account that there is not', 'people: { x: { name: X, sameAs: y } }', 'people.x.sameAs: there is no person «y»'],
  ['oneself for a first account', 'people: { x: { name: X, sameAs: x } }', 'people.x.sameAs: names the person'],
  [
    'a second account of a second account',
    'people: { x: { name: X, sameAs: y }, y: { name: Y, sameAs: z }, z: { name: Z } }',
    'people.x.sameAs: names the person',
  ],
  ['a group that is no id', 'groups: { a: admins }', 'groups.a: the object id of a group; for example "3f2a6c10'],
  [
    'a person without a name',
    'people: { x: { groups: [] } }',
    'people.x.name: Invalid input: expected string, received undefined; for example "Vera',
  ],
  [
    'a role as it was before',
    'people: { x: { name: X, roles: [auditor] } }',
    'known here: name, groups, objectId, sameAs, guest, tenantId',
  ],
])('%s is refused, with its place', (_name, yaml, expected) => {
  expect(() => load(yaml)).toThrow(ConfigError);
  expect(() => load(yaml)).toThrow(expected);
});

test('every problem is told at once', () => {
  const wrong = 'language: xx\ngroups: { a: b }\nroles: { r: { may: [fly], groups: [x] } }\npeople: { p: { sameAs: q } }\nother: 1';
  const problems = (() => {
    try {
      load(wrong);
    } catch (error) {
      return error instanceof ConfigError ? error.problems : [];
    }
    return [];
  })();
  expect(problems).toHaveLength(7);
});

test.each<[string, string, Record<string, string>, string[]]>([
  ['the tenant of the sample', '', { MICROSOFT_APP_PASSWORD: 'x' }, ['tenant.id: with an app id']],
  ['nothing to prove it with', 'tenant: { id: 3f2a6c10-58d1-4c07-9a41-6d1f0b7e0001 }', {}, ['set one of MICROSOFT_APP_PASSWORD,']],
  [
    'two proofs, of the tenant of the sample',
    '',
    { MICROSOFT_APP_PASSWORD: 'x', MICROSOFT_APP_MANAGED_IDENTITY: 'true' },
    ['tenant.id: with an app id', 'are both given'],
  ],
])('an app id with %s is refused', (_what, yaml, environment, problems) => {
  const file = path.join(folder, 'app.yaml');
  writeFileSync(file, yaml);
  const config = { SWITCHBOARD_CONFIG: file, MICROSOFT_APP_ID: '3f2a6c10-58d1-4c07-9a41-6d1f0b7e0009', ...environment };
  const said = (): unknown => {
    try {
      return loadConfig(config);
    } catch (error) {
      return error instanceof ConfigError ? error.problems : error;
    }
  };
  expect(said()).toEqual(problems.map((problem) => expect.stringContaining(problem) as unknown));
});

test('the example has every setting, and can be used', () => {
  expect(fileSchema.safeParse(example).error).toBeUndefined();
  const schema = z.toJSONSchema(fileSchema, { io: 'input', unrepresentable: 'any' });
  expect(settingsWithout(schema, [])).toEqual([]);
});

/** The settings of the schema of which there is no example. */
function settingsWithout(schema: z.core.JSONSchema.JSONSchema, path: string[]): string[] {
  const inner = Object.entries(schema.properties ?? {});
  return inner.flatMap(([name, of]) => {
    const here = [...path, name];
    if (typeof of !== 'object') return [];
    const missing = exampleAt(here) === undefined ? [here.join('.')] : [];
    const named =
      typeof of.additionalProperties === 'object' && path.length === 0 ? settingsWithout(of.additionalProperties, [...here, 'x']) : [];
    return [...missing, ...settingsWithout(of, here), ...named];
  });
}

function load(yaml: string) {
  const file = path.join(folder, 'switchboard.yaml');
  writeFileSync(file, yaml);
  return loadConfig({ SWITCHBOARD_CONFIG: file });
}
