import { once } from 'node:events';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';
import { certificateChecks, uploadedCertificateCheck } from '../../src/checks/certificate/certificate-checks';
import { certificateFacts } from '../../src/checks/certificate/facts';
import { judgeCertificate, type CertificateOf } from '../../src/checks/certificate/judge-certificate';
import type { Finding } from '../../src/checks/check';
import { createNetwork } from '../../src/checks/network/network';
import { UserError } from '../../src/sentence';
import { checkModel, sbcModel, shortly, withPorts } from './check-model';
import { startDnsServer } from './dns-server';
import { closeAll, kept } from './kept';
import { made, pkcs7, type Made, type MadeFrom } from './made-certificates';

afterEach(closeAll);

const now = new Date('2026-11-25T12:00:00Z');
const clock = { now: () => now };
const daysFromNow = (days: number) => new Date(now.getTime() + days * 86_400_000);

const edge: CertificateOf = { fqdn: 'ap.contoso.com', role: 'edge' };
const gateway: CertificateOf = { fqdn: 'gw-seattle.contoso.net', role: 'gateway' };
const edgeNames = ['ap.contoso.com', 'access-paris.contoso.com', 'sip.contoso.com', 'sip.fabrikam.com'];
const goodEdge: MadeFrom = { name: 'ap.contoso.com', names: edgeNames };
const goodGateway: MadeFrom = { name: 'gw-seattle.contoso.net', names: ['gw-seattle.contoso.net'] };

let root: Made;
let intermediate: Made;

beforeAll(async () => {
  const span = { from: daysFromNow(-400), until: daysFromNow(4_000) };
  root = await made({ name: 'Public Root', ca: true, ...span });
  intermediate = await made({ name: 'Public Issuing', ca: true, issuer: root, ...span });
});

/** A certificate that the public authority issued, valid for a year. */
async function issued(from: MadeFrom): Promise<Made> {
  return made({ issuer: intermediate, from: daysFromNow(-1), until: daysFromNow(365), ...from });
}

function judged(shown: Made[], of: CertificateOf, model = checkModel): string[] {
  const facts = certificateFacts(
    shown.map(({ certificate }) => certificate),
    [root.certificate],
  );
  return problems(judgeCertificate(facts, of, model, now));
}

function problems(findings: Finding[]): string[] {
  return shortly(findings).filter((told) => !told.startsWith('ok') && !told.endsWith('edge-exportable'));
}

const names: [string, CertificateOf, MadeFrom, string[]][] = [
  ['all names of the guide', edge, goodEdge, []],
  ['capitals', edge, { name: 'AP.Contoso.com', names: edgeNames.map((name) => name.toUpperCase()) }, []],
  ['wildcards', edge, { name: 'ap.contoso.com', names: ['*.contoso.com', '*.fabrikam.com'] }, []],
  ['sip. as subject', edge, { ...goodEdge, name: 'sip.contoso.com' }, ['wrong edge-subject']],
  ['no subject', edge, { names: edgeNames }, ['wrong edge-subject']],
  ['no SAN', edge, { name: 'ap.contoso.com' }, ['wrong edge-names', 'warning edge-other-sites']],
  ['a SIP domain missing', edge, { ...goodEdge, names: edgeNames.slice(0, 3) }, ['wrong edge-names']],
  ['another site missing', edge, { ...goodEdge, names: edgeNames.filter((name) => !name.includes('paris')) }, ['warning edge-other-sites']],
  ['a wildcard too short', edge, { name: 'ap.contoso.com', names: ['*.com'] }, ['wrong edge-names', 'warning edge-other-sites']],
  ['its own name', gateway, goodGateway, []],
  ['another subject', gateway, { ...goodGateway, name: 'gw' }, ['wrong gateway-subject']],
  ['another SAN', gateway, { ...goodGateway, names: ['gw2.contoso.net'] }, ['wrong gateway-names']],
  ['a wildcard', gateway, { ...goodGateway, names: ['*.contoso.net'] }, ['warning gateway-wildcard']],
];

test.each(names)('names: %s', async (_name, of, from, expected) => {
  expect(judged([await issued(from), intermediate], of)).toEqual(expected);
});

test('a session border controller may go by a wildcard', async () => {
  const wild = await issued({ name: 'contoso', names: ['*.contoso.net'] });
  expect(judged([wild, intermediate], gateway, sbcModel)).toEqual([]);
  expect(judged([await issued({ name: 'contoso' }), intermediate], gateway, sbcModel)).toEqual(['wrong gateway-names']);
});

const strength: [string, MadeFrom, string[]][] = [
  ['RSA 2048', { algorithm: 'RSA-2048' }, []],
  ['RSA 1024', { algorithm: 'RSA-1024' }, ['wrong weak-key']],
  ['for servers', { uses: ['1.3.6.1.5.5.7.3.1'] }, []],
  ['for clients alone', { uses: ['1.3.6.1.5.5.7.3.2'] }, ['wrong not-for-servers']],
  ['a year', { until: daysFromNow(365) }, []],
  ['thirty days', { until: daysFromNow(30) }, []],
  ['less than thirty days', { until: daysFromNow(29.9) }, ['warning expires-soon']],
  ['hours', { until: daysFromNow(0.1) }, ['warning expires-soon']],
  ['expired', { until: daysFromNow(-0.1) }, ['wrong expired']],
  ['not yet', { from: daysFromNow(1) }, ['wrong not-yet']],
];

test.each(strength)('strength and dates: %s', async (_name, from, expected) => {
  expect(judged([await issued({ ...goodEdge, ...from }), intermediate], edge)).toEqual(expected);
});

test('SHA-1 is broken, and its issuers are judged too', async () => {
  // The key of the issuer decides how it signs.
  const oldRoot = await made({ name: 'Old Root', ca: true, algorithm: 'RSA-2048-SHA-1', from: daysFromNow(-9), until: daysFromNow(999) });
  const weak = await made({ ...goodEdge, issuer: oldRoot, from: daysFromNow(-1), until: daysFromNow(99) });
  expect(judged([weak], edge)).toEqual(['wrong incomplete', 'wrong weak-hash']);
  const ended = await made({ name: 'Ended', ca: true, issuer: root, from: daysFromNow(-9), until: daysFromNow(-1) });
  const fine = await made({ ...goodEdge, issuer: ended, from: daysFromNow(-1), until: daysFromNow(99) });
  expect(judged([fine, ended], edge)).toEqual(['wrong expired']);
});

test('the chain: whole, without its middle, private, and signed by itself', async () => {
  const own = await made({ name: 'Contoso CA', ca: true, from: daysFromNow(-9), until: daysFromNow(999) });
  const span = { from: daysFromNow(-1), until: daysFromNow(99) };
  const of = async (issuer: Made | undefined, from: MadeFrom) => made({ ...from, ...span, ...(issuer ? { issuer } : {}) });
  expect(judged([await of(intermediate, goodEdge), root, intermediate], edge)).toEqual([]);
  expect(judged([await of(intermediate, goodEdge)], edge)).toEqual(['wrong incomplete']);
  expect(judged([await of(own, goodEdge), own], edge)).toEqual(['wrong private']);
  expect(judged([await of(undefined, goodEdge)], edge)).toEqual(['wrong self-signed']);
  // One that only bears the name of a public authority.
  const impostor = await made({ name: 'Public Root', ca: true, ...span });
  expect(judged([await of(impostor, goodEdge), impostor], edge)).toEqual(['wrong private']);
  for (const shown of [[await of(own, goodGateway), own], [await of(own, goodGateway)], [await of(undefined, goodGateway)]]) {
    expect(judged(shown, gateway)).toEqual(['not-provable gateway-root']);
  }
  expect(judged([await of(own, goodGateway), own], gateway, sbcModel)).toEqual(['wrong private']);
});

test.each([
  ['TLS 1.3', {}],
  ['TLS 1.2 that asks for a certificate, as an Edge does', { maxVersion: 'TLSv1.2', requestCert: true, rejectUnauthorized: true }],
  ['TLS 1.0', { maxVersion: 'TLSv1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }],
] satisfies [string, TlsOptions][])('a host shows its certificate and chain over %s', async (_name, options) => {
  const certificate = await issued(goodEdge);
  const host = await kept(listen({ key: certificate.keyPem, cert: certificate.pem + intermediate.pem, ...options }));
  expect(await lookAt({ 5061: host.port })).toEqual([
    'ok shown',
    'ok names',
    'ok public',
    'ok valid',
    'ok valid',
    'not-provable edge-exportable',
  ]);
});

test('an untrusted, expired certificate is shown all the same', async () => {
  const certificate = await made({ name: 'old', from: daysFromNow(-9), until: daysFromNow(-1) });
  const host = await kept(listen({ key: certificate.keyPem, cert: certificate.pem }));
  const told = await lookAt({ 5061: host.port });
  expect(told.filter((one) => one.startsWith('wrong'))).toEqual([
    'wrong edge-subject',
    'wrong edge-names',
    'wrong self-signed',
    'wrong expired',
  ]);
});

test('a port without TLS, a port that says nothing and a closed one show no certificate', async () => {
  const plain = await kept(listenPlain((write) => write('HTTP/1.1 400 Bad Request\r\n\r\n')));
  const mute = await kept(listenPlain(() => undefined));
  const closed = await listenPlain(() => undefined);
  await closed.close();
  expect(await lookAt({ 5061: plain.port })).toEqual(['unknown no-tls']);
  expect(await lookAt({ 5061: mute.port }, 300)).toEqual(['unknown no-tls']);
  expect(await lookAt({ 5061: closed.port })).toEqual(['unknown closed']);
});

test('only an Edge or gateway of the configuration is looked at', () => {
  const network = createNetwork({ model: checkModel, dnsServers: [], allowPrivate: [] });
  const of = (fqdn: string, role: CertificateOf['role']) => () =>
    certificateChecks({ model: checkModel, network, clock, of: { fqdn, role } });
  expect(of('AP.contoso.com ', 'edge')().map(({ id }) => id)).toEqual(['certificate.edge:ap.contoso.com']);
  for (const name of ['evil.example', '10.0.0.1', 'gw-seattle.contoso.net'])
    expect(of(name, 'edge')).toThrow('check.certificate.unknown-edge');
  expect(of('ap.contoso.com', 'gateway')).toThrow('check.certificate.unknown-gateway');
  expect(certificateChecks({ model: checkModel, network, clock }).map(({ target }) => target)).toEqual([
    'ap.contoso.com',
    'access-paris.contoso.com',
    'gw-seattle.contoso.net',
    'gw-paris.contoso.net',
  ]);
});

test('a gateway behind Cloud Connector is judged where it shows its certificate; else nothing here can tell, and it says what to run', async () => {
  const server = await kept(
    startDnsServer({ 'gw-seattle.contoso.net': { a: ['127.0.0.1'] }, 'gw-paris.contoso.net': { a: ['10.1.0.9'] } }),
  );
  const network = createNetwork({ model: checkModel, dnsServers: [server.address], allowPrivate: ['127.0.0.0/8'], timeoutMs: 20_000 });
  const { keyPem: key, pem } = await issued(goodGateway);
  const tls = await kept(listen({ key, cert: pem + intermediate.pem }));
  const plain = await kept(listenPlain((write) => write('SIP/2.0 400 Bad Request\r\n\r\n')));
  const looks = (port: number, model = checkModel) =>
    certificateChecks({ model, network: withPorts(network, { 5061: port }), clock, roots: [root.certificate] })
      .filter(({ id }) => id.startsWith('certificate.gateway:'))
      .map((check) => check.run(new AbortController().signal));
  const [shown, elsewhere] = await Promise.all(looks(tls.port));
  expect(shortly(shown ?? [])[0]).toBe('ok shown');
  expect(shown?.some(({ result }) => result === 'wrong' || result === 'unknown')).toBe(false);
  expect(shortly(elsewhere ?? [])).toEqual(['not-provable forbidden']);
  expect(elsewhere?.[0]?.command).toBe('openssl s_client -connect gw-paris.contoso.net:5061 -servername gw-paris.contoso.net -showcerts');
  const [mute] = await Promise.all(looks(plain.port));
  expect(shortly(mute ?? [])).toEqual(['not-provable no-tls']);
  const [sbc] = await Promise.all(looks(plain.port, sbcModel));
  expect(shortly(sbc ?? [])).toEqual(['unknown no-tls']);
});

test('a sent certificate is judged by the same rules: PEM, DER, PKCS #7, bare base64, UTF-16', async () => {
  const certificate = await issued(goodEdge);
  const files = [
    Buffer.from(certificate.pem + intermediate.pem),
    Buffer.from(`\ufeff${intermediate.pem}\r\n${certificate.pem}`, 'utf16le'),
    pkcs7(intermediate, certificate),
    Buffer.from(`-----BEGIN PKCS7-----\n${pkcs7(certificate, intermediate).toString('base64')}\n-----END PKCS7-----\n`),
  ];
  for (const file of files) expect(problems(await upload(file))).toEqual([]);
  for (const file of [certificate.der, Buffer.from(certificate.der.toString('base64'))]) {
    expect(problems(await upload(file))).toEqual(['wrong incomplete']);
  }
});

test('what cannot be a certificate is refused and wiped, and the error says nothing of it', async () => {
  const certificate = await issued(goodEdge);
  const files = [
    Buffer.from('hello'),
    Buffer.from(''),
    certificate.der.subarray(0, 100),
    Buffer.concat([certificate.der, Buffer.from('x')]),
  ];
  for (const file of files) {
    await expect(upload(Buffer.from(file))).rejects.toMatchObject({ message: 'check.upload.unreadable' });
  }
  await expect(upload(Buffer.alloc(200_000, 'A'))).rejects.toMatchObject({ message: 'check.upload.too-large' });
});

async function upload(file: Buffer): Promise<Finding[]> {
  try {
    return await uploadedCertificateCheck({ model: checkModel, clock, roots: [root.certificate], of: edge, file }).run(
      new AbortController().signal,
    );
  } catch (error) {
    if (error instanceof UserError) expect(file.every((byte) => byte === 0)).toBe(true);
    throw error;
  }
}

async function lookAt(ports: Record<number, number>, timeoutMs = 20_000): Promise<string[]> {
  const server = await kept(startDnsServer({ 'ap.contoso.com': { a: ['127.0.0.1'] } }));
  const network = createNetwork({ model: checkModel, dnsServers: [server.address], allowPrivate: ['127.0.0.0/8'], timeoutMs });
  const options = { model: checkModel, network: withPorts(network, ports), clock, roots: [root.certificate], of: edge };
  const findings = await Promise.all(certificateChecks(options).map((check) => check.run(new AbortController().signal)));
  return shortly(findings.flat());
}

async function listen(options: TlsOptions) {
  const server = createServer(options, (socket) => socket.on('error', () => undefined));
  server.on('tlsClientError', () => undefined).listen(0, '127.0.0.1');
  return listening(server);
}

async function listenPlain(answer: (write: (text: string) => void) => void) {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined).resume();
    answer((text) => socket.end(text));
  });
  return listening(server.listen(0, '127.0.0.1'));
}

async function listening(server: ReturnType<typeof createTcpServer>) {
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}
