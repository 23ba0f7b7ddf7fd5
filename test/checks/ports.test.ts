import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { dial } from '../../src/checks/network/dial';
import { createNetwork } from '../../src/checks/network/network';
import { addressRule, isPublic } from '../../src/checks/network/public-address';
import { firewallRules } from '../../src/checks/ports/firewall-rules';
import { portChecks } from '../../src/checks/ports/port-checks';
import { runChecks } from '../../src/checks/run-checks';
import { checkModel, sbcModel, soundRun, shortly, strangeSite, withPorts } from './check-model';
import { startDnsServer } from './dns-server';
import { closeAll, kept } from './kept';
import { openSilentPort } from './silent-port';

afterEach(closeAll);

const { signal } = new AbortController();

test.each([
  ['8.8.8.8', true],
  ['52.112.0.14', true],
  ['172.32.0.1', true],
  ['127.0.0.1', false],
  ['127.8.8.8', false],
  ['10.1.2.3', false],
  ['172.16.0.1', false],
  ['192.168.1.1', false],
  ['169.254.169.254', false],
  ['168.63.129.16', false],
  ['100.100.100.200', false],
  ['0.0.0.0', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
])('%s is public: %s', (address, expected) => {
  expect(isPublic(address)).toBe(expected);
});

test('an allowed range opens that range alone', () => {
  const isAllowed = addressRule(['10.20.0.0/16']);
  expect(['10.20.1.1', '10.21.1.1', '169.254.169.254', '8.8.8.8'].filter(isAllowed)).toEqual(['10.20.1.1', '8.8.8.8']);
});

test('open, closed and silent are told apart', async () => {
  const open = await kept(openPort());
  const closed = await openPort();
  await closed.close();
  const silent = await kept(openSilentPort());
  const at = (port: number, timeoutMs = 20_000) => dial({ address: '127.0.0.1', port, timeoutMs }, signal);
  expect([await at(open.port), await at(closed.port), await at(silent.port, 300)]).toEqual(['open', 'closed', 'silent']);
});

test('a connection that nobody answers ends as soon as it is stopped', async () => {
  const silent = await kept(openSilentPort());
  const stop = new AbortController();
  const dialling = dial({ address: '127.0.0.1', port: silent.port, timeoutMs: 60_000 }, stop.signal);
  stop.abort(new Error('enough'));
  await expect(dialling).rejects.toThrow('enough');
});

test('both ports of each address of an Edge are tried, and the rest is a list for people', async () => {
  const open = await kept(openPort());
  const closed = await openPort();
  await closed.close();
  const server = await kept(startDnsServer({ 'ap.contoso.com': { a: ['127.0.0.1'] } }));
  const network = createNetwork({ model: checkModel, dnsServers: [server.address], allowPrivate: ['127.0.0.0/8'] });
  const checks = portChecks({ model: checkModel, network: withPorts(network, { 443: open.port, 5061: closed.port }), from: 'here' });
  const outcomes = await runChecks(checks, soundRun);
  const told = Object.fromEntries(outcomes.map(({ check, findings }) => [check.id, [...new Set(shortly(findings))].join()]));
  expect(told).toEqual({
    'ports.tcp:ap.contoso.com:443': 'ok open',
    'ports.tcp:ap.contoso.com:5061': 'wrong closed',
    'ports.tcp:access-paris.contoso.com:443': 'unknown no-address',
    'ports.tcp:access-paris.contoso.com:5061': 'unknown no-address',
    'ports.inner:Seattle': 'not-provable rule',
    'ports.outer:Seattle': 'not-provable rule',
    [`ports.inner:${strangeSite}`]: 'not-provable rule',
    [`ports.outer:${strangeSite}`]: 'not-provable rule',
  });
  const commands = outcomes.flatMap(({ findings }) => findings.flatMap(({ command }) => command ?? []));
  expect(commands).toEqual(['Test-NetConnection -ComputerName ap.contoso.com -Port 5061']);
  const media = outcomes.find(({ check }) => check.id === 'ports.inner:Seattle')?.findings.map(({ seen }) => seen.values);
  expect(media).toContainEqual(
    expect.objectContaining({
      from: ['ms1.contoso.local', 'ms2.contoso.local'],
      to: ['gw-seattle.contoso.net'],
      protocol: 'UDP',
      source: '49152-57500',
    }),
  );
});

test('an address of the metadata service or of this machine is told, and nothing connects to it', async () => {
  const taken: string[] = [];
  const open = await kept(openPort(() => taken.push('connected')));
  const server = await kept(startDnsServer({ 'ap.contoso.com': { a: ['169.254.169.254', '127.0.0.1'] } }));
  const network = createNetwork({ model: checkModel, dnsServers: [server.address], allowPrivate: ['10.0.0.0/8'] });
  const checks = portChecks({ model: checkModel, network: withPorts(network, { 443: open.port, 5061: open.port }) });
  const outcomes = await runChecks(
    checks.filter(({ id }) => id.startsWith('ports.tcp:ap.')),
    soundRun,
  );
  expect(outcomes.map(({ findings }) => shortly(findings))).toEqual([['unknown forbidden'], ['unknown forbidden']]);
  expect(outcomes[0]?.findings[0]?.seen.values).toMatchObject({ addresses: ['169.254.169.254', '127.0.0.1'] });
  expect(taken).toEqual([]);
});

test('a name server that changes its mind after the look leads nowhere else', async () => {
  const open = await kept(openPort());
  const zone = { 'ap.contoso.com': { a: ['127.0.0.1'] } };
  const server = await kept(startDnsServer(zone));
  const network = createNetwork({ model: checkModel, dnsServers: [server.address], allowPrivate: ['127.0.0.0/8'] });
  const found = await network.doorsOf('ap.contoso.com', signal);
  zone['ap.contoso.com'].a = ['169.254.169.254'];
  const doors = found.kind === 'found' ? found.doors : [];
  expect(await Promise.all(doors.map((door) => door.dial(open.port, signal)))).toEqual(['open']);
  expect(server.asked).toEqual(['ap.contoso.com']);
});

test('a host that the configuration does not have is never looked up', async () => {
  const server = await kept(startDnsServer({ 'evil.example': { a: ['127.0.0.1'] } }));
  const network = createNetwork({ model: checkModel, dnsServers: [server.address], allowPrivate: ['127.0.0.0/8'] });
  await expect(network.doorsOf('evil.example', signal)).rejects.toThrow('no Edge and no gateway');
  await expect(network.doorsOf('127.0.0.1', signal)).rejects.toThrow('no Edge and no gateway');
  expect(server.asked).toEqual([]);
});

test('on direct-routing the session border controllers are tried, on their own port', () => {
  const network = createNetwork({ model: sbcModel, dnsServers: [], allowPrivate: [] });
  expect(portChecks({ model: sbcModel, network }).map(({ id }) => id)).toEqual([
    'ports.tcp:gw-seattle.contoso.net:5061',
    'ports.tcp:gw-paris.contoso.net:5061',
    'ports.outer:Seattle',
    `ports.outer:${strangeSite}`,
  ]);
});

test('the port tables are those of the guide', () => {
  const rows = firewallRules['cloud-connector'].map(
    ({ wall, from, to, protocol, sourcePorts, destinationPorts }) => `${wall} ${from}>${to} ${protocol} ${sourcePorts}>${destinationPorts}`,
  );
  expect(rows).toHaveLength(23);
  expect(rows).toEqual(
    expect.arrayContaining([
      'inner gateway>mediation TLS *>5067',
      'inner mediation>gateway UDP 49152-57500>*',
      'inner clients>mediation UDP 50000-50019>49152-57500',
      'outer internet>edge TLS *>5061',
      'outer office>edge UDP 3478>3478',
      'outer edge>internet TCP *>80',
    ]),
  );
});

async function openPort(onConnection = () => undefined as unknown) {
  const server = createServer((socket) => {
    onConnection();
    socket.on('error', () => undefined).resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}
