import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigError, loadConfig } from '../src/config';

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
])('%s is refused, with its place', (_name, yaml, expected) => {
  expect(() => load(yaml)).toThrow(ConfigError);
  expect(() => load(yaml)).toThrow(expected);
});

function load(yaml: string) {
  const file = path.join(folder, 'switchboard.yaml');
  writeFileSync(file, yaml);
  return loadConfig({ SWITCHBOARD_CONFIG: file });
}
