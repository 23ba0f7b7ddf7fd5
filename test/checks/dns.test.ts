import { judgeHost } from '../../src/checks/dns/judge-host';
import { judgeService, services } from '../../src/checks/dns/judge-service';
import { dnsChecks } from '../../src/checks/dns/dns-checks';
import { createNetwork } from '../../src/checks/network/network';
import type { Answer, Service } from '../../src/checks/network/lookup';
import { runChecks } from '../../src/checks/run-checks';
import { UserError } from '../../src/sentence';
import { checkModel, sbcModel, soundRun, shortly, strangeSite } from './check-model';
import { startDnsServer, startSilentDnsServer } from './dns-server';
import { closeAll, kept } from './kept';

afterEach(closeAll);

const at = (...records: string[]): Answer<string> => ({ kind: 'found', records });
const public1 = at('20.1.2.3');

test.each([
  ['ap.contoso.com', [], at('20.1.2.3', '20.1.2.4'), ['ok host.ok']],
  ['ap.fabrikam.com', [], public1, ['ok host.ok']],
  ['sip.contoso.com', [], public1, ['wrong host.sip-name', 'ok host.ok']],
  ['ap.contoso.org', [], public1, ['wrong host.outside-domains', 'ok host.ok']],
  ['ap.notcontoso.com', [], public1, ['wrong host.outside-domains', 'ok host.ok']],
  ['ap.contoso.com', ['sipdir.online.lync.com'], at('52.1.2.3'), ['wrong host.alias-office']],
  ['ap.contoso.com', ['edge.contoso.com', 'sipdir.online.lync.com'], at('52.1.2.3'), ['wrong host.alias-office']],
  ['ap.contoso.com', ['edge.contoso.com'], public1, ['warning host.alias', 'ok host.ok']],
  ['ap.contoso.com', ['edge.notlync.com'], public1, ['warning host.alias', 'ok host.ok']],
  ['ap.contoso.com', [], { kind: 'none' }, ['wrong host.no-address']],
  ['ap.contoso.com', [], { kind: 'unanswered', code: 'ETIMEOUT' }, ['unknown host.unanswered']],
  ['ap.contoso.com', [], at('10.0.0.5'), ['wrong host.not-public']],
  ['ap.contoso.com', [], at('20.1.2.3', '169.254.169.254'), ['wrong host.not-public']],
] as const)('the Edge %s through %j at %j', (fqdn, aliases, addresses, expected) => {
  const host = { fqdn, role: 'edge', site: 'Seattle', ports: [] } as const;
  expect(shortly(judgeHost(host, { aliases: [...aliases], addresses: addresses }, checkModel))).toEqual(expected);
});

test('one Edge name at two sites is wrong', () => {
  const sites = checkModel.sites.map((site) => ({ ...site, edge: 'ap.contoso.com' }));
  const host = { fqdn: 'ap.contoso.com', role: 'edge', site: 'Seattle', ports: [] } as const;
  const findings = judgeHost(host, { aliases: [], addresses: public1 }, { ...checkModel, sites });
  expect(shortly(findings)).toEqual(['wrong host.shared', 'ok host.ok']);
});

test('a session border controller may not be in onmicrosoft.com', () => {
  const host = { fqdn: 'sbc.contoso.onmicrosoft.com', role: 'gateway', site: 'Seattle', ports: [] } as const;
  expect(shortly(judgeHost(host, { aliases: [], addresses: public1 }, sbcModel))).toEqual(['wrong host.onmicrosoft', 'ok host.ok']);
});

const [tls, federation] = services;
const srv = (target: string, port: number): Service => ({ target, port, priority: 100 });

test.each([
  [tls, [srv('sipdir.online.lync.com', 443)], 'ok service.ok'],
  [tls, [srv('sipdir.online.lync.com', 5061)], 'wrong service.port'],
  [tls, [srv('sip.contoso.com', 443)], 'warning service.elsewhere'],
  [federation, [srv('sipfed.online.lync.com', 5061)], 'ok service.ok'],
  [federation, [srv('access.contoso.com', 5061)], 'warning service.elsewhere'],
  [federation, [srv('sipfed.online.lync.com', 5061), srv('access.contoso.com', 5061)], 'warning service.elsewhere'],
  [federation, [srv('ap.contoso.com', 5061)], 'wrong service.at-edge'],
  [federation, [srv('', 0)], 'wrong service.missing'],
  [federation, null, 'wrong service.missing'],
  [federation, 'ESERVFAIL', 'unknown service.unanswered'],
] as const)('%j leads to %j', (wanted, found, expected) => {
  const answer: Answer<Service> =
    found === null
      ? { kind: 'none' }
      : typeof found === 'string'
        ? { kind: 'unanswered', code: found }
        : { kind: 'found', records: [...found] };
  expect(shortly([judgeService(`${wanted.label}.contoso.com`, wanted, answer, ['ap.contoso.com'])])).toEqual([expected]);
});

const options = (dnsServers: string[]) => ({ model: checkModel, dnsServers, allowPrivate: [] });

test('a name server is asked for hosts, records and aliases', async () => {
  const server = await kept(
    startDnsServer({
      'ap.contoso.com': { a: ['20.1.2.3'] },
      'access-paris.contoso.com': { cname: 'sipdir.online.lync.com' },
      'sipdir.online.lync.com': { a: ['52.1.2.3'] },
      '_sip._tls.contoso.com': { srv: [{ target: 'SipDir.Online.Lync.com', port: 443 }] },
      '_sipfederationtls._tcp.contoso.com': { srv: [{ target: 'access.contoso.com', port: 5061 }] },
      '_sip._tls.fabrikam.com': { a: ['20.1.2.3'] },
    }),
  );
  const outcomes = await runChecks(dnsChecks({ model: checkModel, network: createNetwork(options([server.address])) }), soundRun);
  expect(Object.fromEntries(outcomes.map(({ check, findings }) => [check.id, shortly(findings).join()]))).toEqual({
    'dns.host:ap.contoso.com': 'ok host.ok',
    'dns.host:access-paris.contoso.com': 'wrong host.alias-office',
    'dns.service:_sip._tls.contoso.com': 'ok service.ok',
    'dns.service:_sipfederationtls._tcp.contoso.com': 'warning service.elsewhere',
    'dns.service:_sip._tls.fabrikam.com': 'wrong service.missing',
    'dns.service:_sipfederationtls._tcp.fabrikam.com': 'wrong service.missing',
    'dns.from-edge:contoso.com': 'not-provable from-edge',
    'dns.from-edge:fabrikam.com': 'not-provable from-edge',
  });
  expect(outcomes.map(({ result }) => result)).toEqual(['wrong', 'wrong', 'wrong', 'warning', 'not-provable', 'not-provable', 'ok', 'ok']);
});

test('a name server that never answers leaves the answer open, and one domain is asked alone', async () => {
  const model = { ...checkModel, sipDomains: ['contoso.com', 'fabrikam.com'], sites: [] };
  const silent = await kept(startSilentDnsServer());
  const network = createNetwork({ model, dnsServers: [silent.address], allowPrivate: [] });
  const checks = dnsChecks({ model, network, domain: ' Fabrikam.com' });
  const outcomes = await runChecks(checks, { ...soundRun, timeoutMs: 200 });
  expect(outcomes.map(({ check, findings }) => `${check.target} ${shortly(findings).join()}`)).toEqual([
    '_sip._tls.fabrikam.com unknown slow',
    '_sipfederationtls._tcp.fabrikam.com unknown slow',
    'fabrikam.com not-provable from-edge',
  ]);
  expect(silent.asked.filter((name) => !name.endsWith('fabrikam.com'))).toEqual([]);
});

test('a name server that reports a failure leaves the answer open', async () => {
  const model = { ...checkModel, sipDomains: [], sites: [{ ...checkModel.sites[0]!, edge: 'broken.contoso.com' }] };
  const server = await kept(startDnsServer({}));
  const network = createNetwork({ model, dnsServers: [server.address], allowPrivate: [] });
  expect(await network.lookup.addresses('broken.contoso.com', soundRun.signal)).toEqual({ kind: 'unanswered', code: 'ESERVFAIL' });
});

test('a question to a silent name server ends as soon as it is stopped', async () => {
  const silent = await kept(startSilentDnsServer());
  const stop = new AbortController();
  const question = createNetwork(options([silent.address])).lookup.addresses('ap.contoso.com', stop.signal);
  stop.abort(new Error('enough'));
  await expect(question).rejects.toThrow('enough');
});

test('a domain of nobody is refused, and the known ones are named', () => {
  const refused = () => dnsChecks({ model: checkModel, network: createNetwork(options([])), domain: 'evil.example' });
  expect(refused).toThrow(UserError);
  expect(refused).toThrow('check.dns.unknown-domain');
});

test('gateways inside a SIP domain warn of the hidden federation record; what to run names hosts alone', async () => {
  const sites = checkModel.sites.map((site) => ({ ...site, gateways: [{ fqdn: 'gw1.contoso.com', tlsPort: 5061 }] }));
  const model = { ...checkModel, sites };
  const check = dnsChecks({ model, network: createNetwork(options([])) }).find(({ id }) => id === 'dns.from-edge:contoso.com');
  const [finding] = (await check?.run(soundRun.signal)) ?? [];
  expect(shortly([finding!])).toEqual(['warning from-edge.hidden']);
  expect(finding?.command).toBe('nslookup -type=SRV _sipfederationtls._tcp.contoso.com');
  expect(finding?.command).not.toContain(strangeSite);
});

test('an empty configuration does not look well', async () => {
  const model = { ...checkModel, sipDomains: [], sites: [] };
  const outcomes = await runChecks(dnsChecks({ model, network: createNetwork(options([])) }), soundRun);
  expect(outcomes.map(({ result }) => result)).toEqual(['unknown', 'unknown']);
});
